import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { CeremonyRequest } from '../../signer/ceremony/protocol.ts';
import { inspectStronghold } from '../../stronghold/inspect-file.ts';
import type { ChosenFile } from '../ceremony-views.ts';
import type { Treasury } from '../treasury.ts';
import { inTurn } from './in-turn.ts';
import {
  atStep,
  type CeremonySession,
  checkVaultName,
  type FoundAccount,
  nameSheets,
  note,
} from './session.ts';

/** Addresses without any use after which an account's search ends, and accounts after which the vault's does. */
const ADDRESS_GAP = 20;
const ACCOUNT_GAP = 2;

/** Addresses at which one search looks at most: a node that calls every address used would be asked for ever. */
export const MAX_SEARCHED = 20_000;

/** Wrong passwords are counted for all files together that are not the treasury's own. */
const FOREIGN_FILE = 'foreign-file';

/** Takes the words or shares that were typed from their sheets. */
export const enterBackup = inTurn(
  async (treasury: Treasury, backup: CeremonyRequest<'take'>): Promise<Result<void>> => {
    const { ceremonies, effects } = treasury;
    const session = atStep(ceremonies, 'backup-entered');
    if (!session.ok) return session;
    const taken = await session.value.client.ask('take', backup);
    if (!taken.ok) {
      note(session.value, 'failed', effects.now());
      effects.notify(['ceremony']);
      return taken;
    }
    const recognised = recognise(treasury, session.value, taken.value.firstAddress);
    if (!recognised.ok) return recognised;
    const known = recognised.value;
    note(session.value, 'done', effects.now());
    if (session.value.state.plan.kind === 'check-backup') answerCheck(session.value, known, effects.now());
    if (session.value.state.plan.kind === 'shares') {
      const proven = taken.value.firstAddress === firstAddressOf(treasury, session.value.about?.id);
      note(session.value, proven ? 'done' : 'failed', effects.now());
      effects.notify(['ceremony']);
      // The process has taken these words; other ones need another ceremony.
      if (!proven)
        return refuse('fingerprint-other', 'the words belong to another vault; abandon and begin again');
      nameSheets(session.value, taken.value.firstAddress, effects.random);
    }
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

/** Remembers the Stronghold file that was chosen, and says what it shows without a password. */
export const chooseStronghold = inTurn(
  async ({ ceremonies }: Treasury, file: string): Promise<Result<ChosenFile>> => {
    const session = atStep(ceremonies, 'file-opened');
    if (!session.ok) return session;
    const facts = await inspectStronghold(file, { trustPlace: true });
    if (!facts.ok) return facts;
    session.value.chosenFile = file;
    return ok({
      file,
      version: facts.value.version,
      workFactor: facts.value.workFactor,
      size: facts.value.size,
    });
  },
);

/** Opens the chosen file: ours, Firefly's or wallet.rs'. */
export const openStronghold = inTurn(
  async (treasury: Treasury, { password }: { readonly password: Uint8Array }): Promise<Result<void>> => {
    const { ceremonies, effects } = treasury;
    const session = atStep(ceremonies, 'file-opened');
    if (!session.ok) return session;
    const file = session.value.chosenFile;
    if (file === null) return refuse('stronghold-missing', 'choose a file first');
    const { client } = session.value;
    const opened = await treasury.passwords.try(FOREIGN_FILE, password, () =>
      client.ask('take-file', { file, password }),
    );
    if (opened.ok) {
      session.value.contents = opened.value.contents;
      const recognised = recognise(treasury, session.value, opened.value.firstAddress);
      if (!recognised.ok) return recognised;
    }
    note(session.value, opened.ok ? 'done' : 'failed', effects.now());
    effects.notify(['ceremony']);
    return opened.ok ? ok(undefined) : opened;
  },
);

/** The officers say that the first address is the one that they expect. */
export const confirmAddress = inTurn(async ({ ceremonies, effects }: Treasury): Promise<Result<void>> => {
  const session = atStep(ceremonies, 'address-proven');
  if (!session.ok) return session;
  note(session.value, 'done', effects.now());
  effects.notify(['ceremony']);
  return ok(undefined);
});

/**
 * Looks on the network for accounts and addresses that were ever paid, with the usual gaps, or passes it over.
 * Refuses `search-too-long` where it does not end: then it can be passed over.
 */
export const searchAccounts = inTurn(
  async (treasury: Treasury, { passOver }: { readonly passOver: boolean }): Promise<Result<void>> => {
    const { ceremonies, effects } = treasury;
    const session = atStep(ceremonies, 'accounts-searched');
    if (!session.ok) return session;
    if (passOver) {
      note(session.value, 'passed-over', effects.now());
      effects.notify(['ceremony']);
      return ok(undefined);
    }
    const found: FoundAccount[] = [];
    const search = { left: MAX_SEARCHED };
    for (let account = 0, empty = 0; empty < ACCOUNT_GAP; account++) {
      const used = await searchAccount(treasury, session.value, { account, search });
      if (!used.ok) {
        note(session.value, 'failed', effects.now());
        effects.notify(['ceremony']);
        return used;
      }
      if (used.value.addresses > 0) found.push(used.value);
      empty = used.value.addresses > 0 ? 0 : empty + 1;
    }
    session.value.found = found;
    note(session.value, 'done', effects.now());
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

async function searchAccount(
  { network }: Treasury,
  session: CeremonySession,
  { account, search }: { readonly account: number; readonly search: { left: number } },
): Promise<Result<FoundAccount>> {
  let addresses = 0;
  let balance = 0n;
  for (let from = 0; from - addresses < ADDRESS_GAP; from += ADDRESS_GAP) {
    if (search.left < ADDRESS_GAP) {
      return refuse('search-too-long', `expected no more than ${MAX_SEARCHED} addresses to look at`);
    }
    search.left -= ADDRESS_GAP;
    const derived = await session.client.ask('addresses', { account, from, count: ADDRESS_GAP });
    if (!derived.ok) return derived;
    for (const { path, address } of derived.value) {
      const received = await network.received(address);
      if (!received.ok) return received;
      if (received.value.length === 0) continue;
      addresses = path.index + 1;
      const coins = await network.coins(address);
      if (!coins.ok) return coins;
      balance += coins.value.reduce((sum, coin) => sum + BigInt(coin.balance), 0n);
    }
  }
  return ok({ account, addresses, balance });
}

/**
 * Notes the first address, and whether a vault of this treasury has it. Refuses `alias-duplicate` for a vault that is new
 * to the treasury under a name that is not: the process has taken its words, so another ceremony must be begun.
 * @returns that vault
 */
function recognise(
  treasury: Treasury,
  session: CeremonySession,
  firstAddress: string,
): Result<Policy['vaults'][number] | null> {
  session.firstAddress = firstAddress;
  const known = treasury.policy.vaults.find((vault) => vault.receiveAddress === firstAddress) ?? null;
  if (session.state.plan.kind === 'restore' && known) {
    session.vault = { id: known.id, name: known.name, kind: known.kind };
    session.isNew = false;
  } else if (session.state.plan.kind === 'restore' && session.vault) {
    const free = checkVaultName(treasury.policy, session.vault.name);
    if (!free.ok) return refuse(free.code, `${free.message}; abandon and begin again with another name`);
  }
  return ok(known);
}

function answerCheck(
  session: CeremonySession,
  known: { id: string; name: string; kind: 'hot' | 'cold' } | null,
  at: number,
) {
  session.vault = known && { id: known.id, name: known.name, kind: known.kind };
  session.belongsTo = known?.name ?? null;
  if (!known) session.firstAddress = null;
  note(session, 'done', at); // backup-answered
}

function firstAddressOf({ policy }: Treasury, vaultId: string | undefined): string | undefined {
  return policy.vaults.find((vault) => vault.id === vaultId)?.receiveAddress;
}
