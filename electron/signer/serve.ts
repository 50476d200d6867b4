import { generateMnemonic, mnemonicToSeed } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import type { Chain } from '../chains/chain.ts';
import { type ChainRegistry, productChains } from '../chains/registry.ts';
import type { StateMark } from '../core/journal/state-mark.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { saveBackupCopy } from '../stronghold/backup-copy.ts';
import { changePassword } from '../stronghold/change-password.ts';
import { copyAsVersion2 } from '../stronghold/copy-as-version-2.ts';
import { migrateFile } from '../stronghold/migrate-file.ts';
import { createSeedFile, readSeedFile } from '../stronghold/seed-file.ts';
import { requireNoState, writeFreshState } from './fresh-state.ts';
import type { StateFile } from './kept-state.ts';
import { OpenOfficer } from './open-officer.ts';
import { OpenVault } from './open-vault.ts';
import { PortServer, type VerbHandlers } from './port.ts';
import { type SignerAnswer, type SignerRequest, signerProtocol } from './protocol.ts';
import { KeyTree } from './slip10.ts';

export interface SignerEffects {
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  /** The sealed state beside a Stronghold file. */
  readonly stateFileOf: (strongholdFile: string) => StateFile;
}

/** The signer: one Stronghold file, open or not. */
export class Signer {
  readonly #effects: SignerEffects;
  readonly #chains: ChainRegistry;
  readonly #server: PortServer<typeof signerProtocol>;
  #open: OpenVault | OpenOfficer | null = null;

  /** @param chains those of this program; tests bring their own */
  constructor(effects: SignerEffects, chains: ChainRegistry = productChains) {
    this.#effects = effects;
    this.#chains = chains;
    this.#server = new PortServer(signerProtocol, this.#handlers(), () => this.#close());
  }

  /** Answers one message from the port; see {@link PortServer.answer}. */
  answer(message: unknown): Promise<{ id: number; result: Result<unknown> } | null> {
    return this.#server.answer(message);
  }

  #handlers(): VerbHandlers<typeof signerProtocol> {
    const { random } = this.#effects;
    return {
      create: (request) => this.#create(request),
      open: (request) => this.#openFile(request),
      seal: (request) =>
        this.#onVault((vault) => {
          if (request.kind === 'void') return vault.sealEnds(request);
          if (request.kind === 'clock') return vault.sealClock(request);
          return request.kind === 'settlement'
            ? vault.sealSettlement(request.settlement, request.policies)
            : vault.sealPolicies(request.vaultId, request.policies);
        }),
      addresses: (request) => this.#onVault((vault) => vault.addresses(request)),
      'take-closings': (request) => this.#onVault((vault) => vault.takeClosings(request)),
      times: () => this.#onVault((vault) => ok({ mark: vault.mark, times: vault.times })),
      inspect: (request) => this.#onVault((vault) => vault.take(request)),
      sign: (request) => this.#onVault((vault) => vault.sign(request)),
      'sign-message': (request) => this.#onVault((vault) => vault.signMessage(request)),
      recall: (request) => this.#onVault((vault) => vault.recall(request)),
      'sign-statement': (request) =>
        this.#open instanceof OpenOfficer ? this.#open.signStatement(request) : notOpen("officer's key"),
      'change-password': async ({ file, password, next, workFactor }) => {
        const change = { file, oldPassword: password, newPassword: next, workFactor, random };
        return asAnswer(await changePassword(change));
      },
      'save-copy': ({ file, target, password }) =>
        saveBackupCopy({ file, target, password, trustPlace: true }),
      'copy-for-library': (request) => copyAsVersion2({ ...request, random }),
      migrate: async ({ file, keepAside, password, workFactor }) => {
        const done = await migrateFile({ file, keepAside, password, workFactor, random });
        return done.ok ? ok({ outcome: done.value.outcome }) : done;
      },
      close: () => {
        this.#close();
        return ok({});
      },
    };
  }

  #onVault<T>(ask: (vault: OpenVault) => T): T | Refusal {
    const open = this.#open;
    return open instanceof OpenVault && !open.isClosed ? ask(open) : notOpen('vault');
  }

  async #create({
    file,
    password,
    workFactor,
    purpose,
    network,
  }: SignerRequest<'create'>): Promise<Result<SignerAnswer<'create'>>> {
    if (this.#open) return refuse('stronghold-exists', 'this signer already has a file open');
    const { random, now, stateFileOf } = this.#effects;
    const chain = this.#chainFor(purpose, network);
    if (!chain.ok) return chain;
    const stateFile = stateFileOf(file);
    const free = purpose === 'vault' ? await requireNoState(stateFile) : ok(undefined);
    if (!free.ok) return free;
    const seed = await mnemonicToSeed(generateMnemonic(wordlist, 256));
    try {
      let written = await createSeedFile({ file, password, seed, workFactor, random });
      // Nothing can have been signed with a seed of this moment: requests of any date are new to it.
      if (written.ok && purpose === 'vault')
        written = await writeFreshState({ seed, stateFile, random, at: now(), hasPast: false });
      return written.ok ? await this.#adopt(seed, { file, chain: chain.value, journal: null }) : written;
    } finally {
      if (!this.#open) seed.fill(0);
    }
  }

  async #openFile({
    file,
    password,
    purpose,
    network,
    journal,
  }: SignerRequest<'open'>): Promise<Result<SignerAnswer<'open'>>> {
    if (this.#open) return refuse('stronghold-exists', 'this signer already has a file open');
    const chain = this.#chainFor(purpose, network);
    if (!chain.ok) return chain;
    const seed = await readSeedFile({ file, password });
    if (!seed.ok) return seed;
    return this.#adopt(seed.value, { file, chain: chain.value, journal });
  }

  /** The chain of a vault; null for officers. Found before a password is tried or a file is written. */
  #chainFor(
    purpose: SignerRequest<'open'>['purpose'],
    network: SignerRequest<'open'>['network'],
  ): Result<Chain | null> {
    return purpose === 'officer' ? ok(null) : this.#chains.chainOf(network ?? '');
  }

  /** Opens with a seed, which is wiped where that fails, by a refusal or a throw. */
  async #adopt(
    seed: Uint8Array,
    {
      file,
      chain,
      journal,
    }: { readonly file: string; readonly chain: Chain | null; readonly journal: StateMark | null },
  ): Promise<Result<SignerAnswer<'open'>>> {
    const keys = new KeyTree(seed);
    try {
      if (chain === null) {
        const officer = new OpenOfficer(keys, this.#chains);
        this.#open = officer;
        return ok({
          publicKey: officer.publicKey,
          firstAddress: null,
          attestationKey: null,
          mark: null,
          journal: null,
          times: null,
        });
      }
      const { now, random, stateFileOf } = this.#effects;
      const vault = await OpenVault.open(keys, journal, { chain, stateFile: stateFileOf(file), now, random });
      if (!vault.ok) return vault;
      this.#open = vault.value;
      const { firstAddress, attestationKey, mark, journal: sealed, times } = vault.value;
      return ok({ publicKey: null, firstAddress, attestationKey, mark, journal: sealed, times });
    } finally {
      if (!this.#open) keys.close();
    }
  }

  #close(): void {
    this.#open?.close();
    this.#open = null;
  }
}

const asAnswer = (done: Result<unknown>) => (done.ok ? ok({}) : done);

function notOpen(what: string) {
  return refuse('vault-locked', `expected an open ${what}`);
}
