import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Chain } from '../../chains/chain.ts';
import { type ChainRegistry, productChains } from '../../chains/registry.ts';
import { mixEntropy } from '../../core/ceremony/mix-entropy.ts';
import { entropyToWords } from '../../core/ceremony/mnemonic.ts';
import { splitSecret } from '../../core/ceremony/slip39/split-secret.ts';
import type { DerivationPath } from '../../core/derivation-path.ts';
import type { NetworkId } from '../../core/network-id.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { readBackup } from '../../stronghold/read-backup.ts';
import { createSeedFile, readSeedFile } from '../../stronghold/seed-file.ts';
import { requireNoState, writeFreshState } from '../fresh-state.ts';
import type { StateFile } from '../kept-state.ts';
import { KeyTree } from '../slip10.ts';
import { vaultAddress } from '../vault-address.ts';
import type { Backup, CeremonyAnswer, CeremonyRequest } from './protocol.ts';
import { contentsOf, entropyOf, firstAddressOf, seedOf } from './restore.ts';
import { differingPlaces, seedWordNumbers, shareWordNumbers } from './word-numbers.ts';

const GROUP = 6;
const DRAWN_WORDS = 24;
/** SLIP-39's usual exponent: 20 000 iterations of PBKDF2. */
const ITERATION_EXPONENT = 1;
/** The rehearsal's store is destroyed at once, so it need not resist guessing. */
const REHEARSAL_WORK_FACTOR = 10;

export interface CeremonyEffects {
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** An existing folder that only this user can read, for the rehearsal's clean store. */
  readonly temporaryFolder: string;
  /** The sealed state beside a Stronghold file. */
  readonly stateFileOf: (strongholdFile: string) => StateFile;
}

interface Share {
  readonly group: number;
  readonly member: number;
  readonly words: Uint16Array;
  checked: boolean;
}

/**
 * One ceremony: the words of one vault between their birth (or their sheet) and the Stronghold file. Lives in a process
 * of its own, which ends with it. What was drawn here cannot be written before every word was read back from paper and
 * a rehearsal restored it: a skipped backup is impossible.
 */
export class Ceremony {
  readonly #effects: CeremonyEffects;
  readonly #chains: ChainRegistry;
  #chainInUse: Chain | null = null;
  #entropy: Uint8Array | null = null;
  #seed: Uint8Array | null = null;
  #words: Uint16Array | null = null;
  #firstAddress = '';
  #drawn = false;
  #rehearsed = false;
  #shares: Share[] = [];
  readonly #checkedGroups = new Set<number>();
  #closed = false;

  /** @param chains those of this program; tests bring their own */
  constructor(effects: CeremonyEffects, chains: ChainRegistry = productChains) {
    this.#effects = effects;
    this.#chains = chains;
  }

  async draw({ network, rolls }: CeremonyRequest<'draw'>): Promise<Result<CeremonyAnswer<'draw'>>> {
    const begun = this.#whyBegun() ?? this.#useChainOf(network);
    if (begun) return begun;
    const system = this.#effects.random(32);
    try {
      const mixed = rolls ? mixEntropy({ system, rolls: rolls.text, kind: rolls.kind }) : null;
      if (mixed && !mixed.ok) return mixed;
      this.#drawn = true;
      return await this.#adopt(mixed ? mixed.value.entropy : Uint8Array.from(system), mixed?.value.bits ?? 0);
    } finally {
      system.fill(0);
    }
  }

  async take({ network, backup }: CeremonyRequest<'take'>): Promise<Result<CeremonyAnswer<'take'>>> {
    const begun = this.#whyBegun() ?? this.#useChainOf(network);
    if (begun) return begun;
    const entropy = entropyOf(backup);
    return entropy.ok ? this.#adopt(entropy.value, 0) : entropy;
  }

  async takeFile({
    network,
    file,
    password,
  }: CeremonyRequest<'take-file'>): Promise<Result<CeremonyAnswer<'take-file'>>> {
    const begun = this.#whyBegun() ?? this.#useChainOf(network);
    if (begun) return begun;
    const read = await readBackup({ file, password, trustPlace: true });
    if (!read.ok) return read;
    const { seed, summary } = read.value;
    if (!seed.ok) return seed;
    this.#seed = seed.value;
    this.#firstAddress = firstAddressOf(seed.value, this.#chain);
    const contents = contentsOf(summary);
    return ok({ firstAddress: this.#firstAddress, words: 0, rolledBits: 0, contents });
  }

  show({ group }: CeremonyRequest<'show'>): Result<CeremonyAnswer<'show'>> {
    if (!this.#drawn || !this.#words) return outOfTurn('words are shown where they were drawn');
    if (this.#allWordsChecked()) return outOfTurn('the words were read back; they are not shown again');
    return ok({ words: this.#words.slice(group * GROUP, group * GROUP + GROUP) });
  }

  check({ group, words }: CeremonyRequest<'check'>): Result<CeremonyAnswer<'check'>> {
    if (!this.#drawn || !this.#words) return outOfTurn('words are checked where they were drawn');
    const wrong = differingPlaces(words, this.#words.slice(group * GROUP, group * GROUP + GROUP));
    if (wrong.length === 0) this.#checkedGroups.add(group);
    return ok({ wrong });
  }

  split({ groups, groupThreshold }: CeremonyRequest<'split'>): Result<CeremonyAnswer<'split'>> {
    if (!this.#entropy) return outOfTurn('a Stronghold file has no words to split');
    const { random } = this.#effects;
    const split = splitSecret({
      secret: this.#entropy,
      groups,
      groupThreshold,
      iterationExponent: ITERATION_EXPONENT,
      random,
    });
    if (!split.ok) return split;
    this.#wipeShares();
    this.#shares = split.value.flatMap((members, group) =>
      members.map((share, member) => ({ group, member, words: shareWordNumbers(share), checked: false })),
    );
    this.#rehearsed = false;
    return ok({
      wordsPerShare: this.#shares[0]!.words.length,
      shares: this.#shares.map(({ group, member }) => ({ group, member })),
    });
  }

  showShare({ share, group }: CeremonyRequest<'show-share'>): Result<CeremonyAnswer<'show-share'>> {
    const found = this.#shares[share];
    if (!found) return outOfTurn('there is no such share');
    if (found.checked) return outOfTurn('this share was read back; it is not shown again');
    const words = found.words.slice(group * GROUP, group * GROUP + GROUP);
    return words.length > 0 ? ok({ words }) : outOfTurn('the share has no such words');
  }

  checkShare({ share, words }: CeremonyRequest<'check-share'>): Result<CeremonyAnswer<'check-share'>> {
    const found = this.#shares[share];
    if (!found) return outOfTurn('there is no such share');
    const wrong = differingPlaces(words, found.words);
    if (wrong.length === 0) found.checked = true;
    return ok({ wrong });
  }

  /**
   * The restore rehearsal: what was typed on an empty form goes through a real Stronghold file in a clean folder, which
   * is destroyed afterwards whatever happens.
   */
  async rehearse(backup: Backup): Promise<Result<CeremonyAnswer<'rehearse'>>> {
    if (!this.#seed) return outOfTurn('there is nothing to rehearse yet');
    if (this.#shares.length > 0 && backup.kind === 'words' && !this.#allWordsChecked()) {
      return outOfTurn('the backup is in shares: rehearse with shares');
    }
    const entropy = entropyOf(backup);
    if (!entropy.ok) return entropy;
    const seed = await seedOf(entropy.value).finally(() => entropy.value.fill(0));
    try {
      const restored = await this.#throughCleanStore(seed);
      if (!restored.ok) return restored;
      const matches = restored.value === this.#firstAddress;
      if (matches) this.#rehearsed = true;
      return ok({ matches, firstAddress: restored.value });
    } finally {
      seed.fill(0);
    }
  }

  /** Addresses of the ceremony's seed: public, for the search of a restore. */
  addresses({
    account,
    change,
    from,
    count,
  }: CeremonyRequest<'addresses'>): Result<CeremonyAnswer<'addresses'>> {
    if (!this.#seed) return outOfTurn('there is no vault to search yet');
    const keys = new KeyTree(Uint8Array.from(this.#seed));
    try {
      return ok(
        Array.from({ length: count }, (_, i) => {
          const path = { account, change, index: from + i };
          return { path, address: vaultAddress(keys, this.#chain, path) };
        }),
      );
    } finally {
      keys.close();
    }
  }

  formerAddresses({
    coinType,
    account,
    change,
    indexes,
  }: CeremonyRequest<'former-addresses'>): Result<CeremonyAnswer<'former-addresses'>> {
    if (!this.#seed) return outOfTurn('there is no vault to compare with yet');
    const chain = this.#chain;
    // BIP-44: the coin type is the second level of a path.
    const derivation = {
      ...chain.derivation,
      levels: (path: DerivationPath) => chain.derivation.levels(path).with(1, coinType),
    };
    const keys = new KeyTree(Uint8Array.from(this.#seed));
    try {
      const { address } = chain;
      return ok(
        indexes.map((index) => vaultAddress(keys, { address, derivation }, { account, change, index })),
      );
    } finally {
      keys.close();
    }
  }

  async write({
    file,
    password,
    workFactor,
  }: CeremonyRequest<'write'>): Promise<Result<CeremonyAnswer<'write'>>> {
    if (!this.#seed) return outOfTurn('there is nothing to write yet');
    const blocked = this.#whyNotBackedUp();
    if (blocked) return outOfTurn(blocked);
    const { random, now, stateFileOf } = this.#effects;
    const stateFile = stateFileOf(file);
    const free = await requireNoState(stateFile);
    if (!free.ok) return free;
    const written = await createSeedFile({ file, password, seed: this.#seed, workFactor, random });
    if (!written.ok) return written;
    // Opened again as anybody would: with the file and the password only.
    const seed = await readSeedFile({ file, password });
    if (!seed.ok) return seed;
    const firstAddress = firstAddressOf(seed.value, this.#chain);
    seed.value.fill(0);
    if (firstAddress !== this.#firstAddress) {
      return refuse('stronghold-damaged', 'the written file gives another first address');
    }
    const birth = { at: now(), hasPast: !this.#drawn };
    const born = await writeFreshState({ seed: this.#seed, stateFile, random, ...birth });
    return born.ok ? ok({ firstAddress }) : born;
  }

  /** For good: what was read back and rehearsed here counts for no other words. */
  close(): void {
    this.#closed = true;
    this.#entropy?.fill(0);
    this.#seed?.fill(0);
    this.#words?.fill(0);
    this.#wipeShares();
    this.#entropy = null;
    this.#seed = null;
    this.#words = null;
    this.#rehearsed = false;
    this.#checkedGroups.clear();
  }

  /** Why no words may come in; null where they may. */
  #whyBegun(): Refusal | null {
    if (this.#closed) return refuse('ceremony-over', 'this ceremony has ended; begin another');
    return this.#seed ? outOfTurn('this ceremony has its words already') : null;
  }

  /** Chosen with the words, and the same to the end. */
  get #chain(): Chain {
    if (!this.#chainInUse) throw new Error('a ceremony has words and no chain');
    return this.#chainInUse;
  }

  #useChainOf(network: NetworkId): Refusal | null {
    const chain = this.#chains.chainOf(network);
    if (!chain.ok) return chain;
    this.#chainInUse = chain.value;
    return null;
  }

  async #adopt(entropy: Uint8Array, rolledBits: number): Promise<Result<CeremonyAnswer<'take'>>> {
    this.#entropy = entropy;
    this.#words = seedWordNumbers(entropyToWords(entropy));
    this.#seed = await seedOf(entropy);
    this.#firstAddress = firstAddressOf(this.#seed, this.#chain);
    return ok({ firstAddress: this.#firstAddress, words: this.#words.length, rolledBits });
  }

  async #throughCleanStore(seed: Uint8Array): Promise<Result<string>> {
    const { random, temporaryFolder } = this.#effects;
    const folder = await mkdtemp(path.join(temporaryFolder, 'sallyport-rehearsal-'));
    const password = random(32);
    const file = path.join(folder, 'rehearsal.stronghold');
    try {
      const written = await createSeedFile({
        file,
        password,
        seed,
        workFactor: REHEARSAL_WORK_FACTOR,
        random,
      });
      if (!written.ok) return written;
      const read = await readSeedFile({ file, password });
      if (!read.ok) return read;
      const address = firstAddressOf(read.value, this.#chain);
      read.value.fill(0);
      return ok(address);
    } finally {
      password.fill(0);
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Why drawn words may not be written yet; null where they may. A restored backup exists already. */
  #whyNotBackedUp(): string | null {
    if (!this.#drawn) return null;
    const onPaper =
      this.#allWordsChecked() || (this.#shares.length > 0 && this.#shares.every((share) => share.checked));
    if (!onPaper) return 'every word, or every share, must be read back from paper first';
    if (this.#shares.some((share) => !share.checked)) return 'every share must be read back from paper first';
    return this.#rehearsed ? null : 'the restore must be rehearsed first';
  }

  #allWordsChecked(): boolean {
    return this.#checkedGroups.size === DRAWN_WORDS / GROUP;
  }

  #wipeShares(): void {
    for (const share of this.#shares) share.words.fill(0);
    this.#shares = [];
  }
}

function outOfTurn(message: string) {
  return refuse('ceremony-step', message);
}
