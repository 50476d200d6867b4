import { presentStep } from '../../core/ceremony/script.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { SignerAnswer, SignerRequest } from '../../signer/protocol.ts';
import { readStateFile, stateFileName } from '../../signer/state-file.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { theStation } from '../actor.ts';
import { requireHeld } from '../journal/read-tail.ts';
import type { Station } from '../station.ts';
import { checkStrength } from '../strong-password.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import { lockVault } from '../vaults/lock-vault.ts';
import { readVaultMark } from '../vaults/vault-mark.ts';
import type { ConcludeParts } from './conclude.ts';
import { discardWritten, noteUnfinished } from './discard-written.ts';
import { endProcesses } from './end-process.ts';
import { inTurn } from './in-turn.ts';
import { atStep, type CeremonySession, type CeremonyVault, endSession, note } from './session.ts';

type WriteParts = ConcludeParts & Pick<Station, 'keys' | 'recorder' | 'hold'>;

/**
 * Sets the password (typed twice) and writes the vault's Stronghold file, which is opened again with the password only.
 * The vault stays open in its signer until the end, so that it takes the policy that names it.
 */
export const writeVault = inTurn(
  async (
    station: WriteParts,
    { password, again }: { readonly password: Uint8Array; readonly again: Uint8Array },
  ): Promise<Result<void>> => {
    const { ceremonies, effects } = station;
    const strong = await checkStrength(station.treasury.network.id, effects, [password]);
    const found = atStep(ceremonies, 'password-set', 'vault-written');
    if (!found.ok) return found;
    const session = found.value;
    const same = password.length === again.length && password.every((byte, i) => byte === again[i]);
    const usable = same && password.length > 0 && strong.ok;
    // After a failed writing it is typed once more, and twice again: nobody may be locked out by a slip.
    if (presentStep(session.state)?.step === 'password-set') {
      note(session, usable ? 'done' : 'failed', effects.now());
      effects.notify(['ceremony']);
    }
    if (password.length === 0) return refuse('password-empty', 'expected a password, got nothing');
    if (!same) return refuse('password-mismatch', 'expected the same password twice');
    if (!strong.ok) return strong;
    const written = await writeAndOpen(station, session, password);
    note(session, written.ok ? 'done' : 'failed', effects.now());
    effects.notify(['ceremony']);
    return written;
  },
);

async function writeAndOpen(
  station: WriteParts,
  session: CeremonySession,
  password: Uint8Array,
): Promise<Result<void>> {
  const { treasury, ceremonies, effects } = station;
  const { vault } = session;
  if (!vault) throw new Error('a ceremony that writes a vault names it');
  const name = `${slug(vault.name)}-${effects.uuid().slice(0, 8)}.stronghold`;
  const noted = await noteUnfinished(treasury.folder, name);
  if (!noted.ok) return noted;
  try {
    const opened = await writeNew(station, session, { vault, name, password });
    if (opened.ok && !session.ended) {
      session.opened = opened.value;
      session.file = name;
      return ok(undefined);
    }
    if (opened.ok) await endProcesses(opened.value);
    return opened.ok ? refuse('ceremony-over', 'the ceremony was called off meanwhile') : opened;
  } finally {
    if (session.file !== name) {
      // A process that was killed in the middle of its writing must not write after the removal.
      if (session.ended) await endSession(session);
      ceremonies.restoring = null;
      await discardWritten(treasury.folder, name);
    }
  }
}

interface NewFile {
  readonly vault: CeremonyVault;
  readonly name: string;
  readonly password: Uint8Array;
}

async function writeNew(
  station: WriteParts,
  session: CeremonySession,
  { vault, name, password }: NewFile,
): Promise<Result<SignerClient>> {
  const file = treasuryPaths(station.treasury.folder).vault(name);
  const { workFactor } = station.effects;
  const written = await session.client.ask('write', { file, password, workFactor });
  return written.ok ? openWritten(station, session, { vault, file, password }) : written;
}

/**
 * Opens the new file in a signer of its own. A vault of this treasury that is restored over its own place keeps its
 * sealed state, since the new file has the same seed; it is locked first, so that nothing is signed beside the copy.
 * Where that state is lost for good (gone, damaged, older than the journal tells, or sealed over a journal that is gone) the vault starts fresh on the
 * authority of the words and of everybody present: a new era, which the ceremony's journal entry begins.
 */
async function openWritten(
  station: WriteParts,
  session: CeremonySession,
  { vault, file, password }: Omit<NewFile, 'name'> & { readonly file: string },
): Promise<Result<SignerClient>> {
  const { books, hold, ceremonies } = station;
  const state = stateFileName(file);
  if (session.isNew) return open(station, session, { file, password, journal: null });
  ceremonies.restoring = vault.id; // from here on the old file does not open
  const kept = await stateOf(station, vault.id);
  if (!kept.ok) return kept;
  if (kept.value) {
    const known = await readVaultMark(books, hold.stations(), vault.id);
    if (!known.ok) return known;
    const fresh = await readStateFile(state);
    if (!fresh.ok) return fresh;
    if (!fresh.value) return refuse('state-missing', 'the new file has lost its sealed state');
    const copied = await replaceState(state, kept.value);
    if (!copied.ok) return copied;
    const opened = await open(station, session, { file, password, journal: known.value });
    if (opened.ok || !lostForGood.has(opened.code)) return opened;
    const reborn = await replaceState(state, fresh.value);
    if (!reborn.ok) return reborn;
  }
  return open(station, session, { file, password, journal: null });
}

const replaceState = (file: string, bytes: Uint8Array): Promise<Result<void>> =>
  replaceAtomically({ file, bytes, verify: () => ok(undefined) });

/** A state of another version is not lost: the program that wrote it can read it. */
const lostForGood: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'state-damaged',
  'state-rolled-back',
  'journal-behind-seal',
]);

async function open(
  { treasury, books, keys, effects }: Pick<Station, 'treasury' | 'books' | 'keys' | 'effects'>,
  session: CeremonySession,
  opening: Pick<SignerRequest<'open'>, 'file' | 'password' | 'journal'>,
): Promise<Result<SignerClient>> {
  if (session.ended) return refuse('ceremony-over', 'the ceremony was called off meanwhile');
  const client = new SignerClient(effects.spawnSigner());
  session.opening = client;
  const opened = await client.ask('open', { ...opening, purpose: 'vault', network: treasury.network.id });
  session.opening = null;
  const usable = opened.ok ? await holds(books, opened.value) : opened;
  if (usable.ok) {
    session.attestationKey = usable.value.attestationKey;
    if (session.vault && usable.value.times) keys.vaults.noteTimes(session.vault.id, usable.value.times);
    return ok(client);
  }
  await endProcesses(client);
  return usable;
}

async function holds(
  books: Station['books'],
  opened: SignerAnswer<'open'>,
): Promise<Result<SignerAnswer<'open'>>> {
  const held = opened.journal === null ? ok(undefined) : await requireHeld(books, opened.journal);
  return held.ok ? ok(opened) : held;
}

/** The sealed state of a vault that is written anew, once nothing can be signed with it any more; null for a lost one. */
async function stateOf(station: WriteParts, vaultId: string): Promise<Result<Uint8Array | null>> {
  const { treasury } = station;
  await lockVault(station, theStation('ceremony-carried-out'), { vaultId });
  const old = treasury.file().vaultFiles[vaultId];
  if (old === undefined) return ok(null);
  const kept = await readStateFile(stateFileName(treasuryPaths(treasury.folder).vault(old)));
  return kept.ok || !lostForGood.has(kept.code) ? kept : ok(null);
}

/** A file name of a vault's name: letters, digits and hyphens. */
function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return plain === '' ? 'vault' : plain;
}
