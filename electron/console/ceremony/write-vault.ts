import { stepAtHand } from '../../core/ceremony/script.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { SignerRequest } from '../../signer/protocol.ts';
import { readStateFile, stateFileName } from '../../signer/state-file.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { lockVault } from '../lock.ts';
import type { Treasury } from '../treasury.ts';
import { treasuryPaths } from '../treasury-folder.ts';
import { readVaultMark } from '../vault-mark.ts';
import { discardWritten, noteUnfinished } from './discard-written.ts';
import { endProcesses } from './end-process.ts';
import { inTurn } from './in-turn.ts';
import { atStep, type CeremonySession, endSession, note } from './session.ts';

/**
 * Sets the password (typed twice) and writes the vault's Stronghold file, which is opened again with the password alone.
 * The vault stays open in its signer until the end, so that it takes the policy that names it.
 */
export const writeVault = inTurn(
  async (
    treasury: Treasury,
    { password, again }: { readonly password: Uint8Array; readonly again: Uint8Array },
  ): Promise<Result<void>> => {
    const { ceremonies, effects } = treasury;
    const found = atStep(ceremonies, 'password-set', 'vault-written');
    if (!found.ok) return found;
    const session = found.value;
    const same = password.length === again.length && password.every((byte, i) => byte === again[i]);
    // After a failed writing it is typed anew, and twice again: nobody may be locked out by a slip.
    if (stepAtHand(session.state)?.step === 'password-set') {
      note(session, same && password.length > 0 ? 'done' : 'failed', effects.now());
      effects.notify(['ceremony']);
    }
    if (password.length === 0) return refuse('password-empty', 'expected a password, got nothing');
    if (!same) return refuse('password-mismatch', 'expected the same password twice');
    const written = await writeAndOpen(treasury, session, password);
    note(session, written.ok ? 'done' : 'failed', effects.now());
    effects.notify(['ceremony']);
    return written;
  },
);

async function writeAndOpen(
  treasury: Treasury,
  session: CeremonySession,
  password: Uint8Array,
): Promise<Result<void>> {
  const { vault } = session;
  if (!vault) throw new Error('a ceremony that writes a vault names it');
  const name = `${slug(vault.name)}-${treasury.effects.uuid().slice(0, 8)}.stronghold`;
  const noted = await noteUnfinished(treasury, name);
  if (!noted.ok) return noted;
  try {
    const opened = await writeNew(treasury, session, { name, password });
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
      treasury.ceremonies.restoring = null;
      await discardWritten(treasury, name);
    }
  }
}

async function writeNew(
  treasury: Treasury,
  session: CeremonySession,
  { name, password }: { readonly name: string; readonly password: Uint8Array },
): Promise<Result<SignerClient>> {
  const file = treasuryPaths(treasury.folder).vault(name);
  const { workFactor } = treasury.effects;
  const written = await session.client.ask('write', { file, password, workFactor });
  return written.ok ? openWritten(treasury, session, { file, password }) : written;
}

/**
 * Opens the new file in a signer of its own. A vault of this treasury that is restored over its own place keeps its
 * sealed state, since the new file has the same seed; it is locked first, so that nothing is signed beside the copy.
 * Where that state is lost for good (gone, damaged, or older than the journal tells) the vault starts fresh on the
 * authority of the words and of everybody present: a new era, which the ceremony's journal entry begins.
 */
async function openWritten(
  treasury: Treasury,
  session: CeremonySession,
  written: { readonly file: string; readonly password: Uint8Array },
): Promise<Result<SignerClient>> {
  const { isNew, vault } = session;
  const state = stateFileName(written.file);
  if (isNew) return open(treasury, session, { ...written, journal: null });
  treasury.ceremonies.restoring = vault!.id; // from here on the old file does not open
  const kept = await stateOf(treasury, vault!.id);
  if (!kept.ok) return kept;
  if (kept.value) {
    const known = readVaultMark(treasury, vault!.id);
    if (!known.ok) return known;
    const fresh = await readStateFile(state);
    if (!fresh.ok) return fresh;
    if (!fresh.value) return refuse('state-missing', 'the new file has lost its sealed state');
    const copied = await replaceState(state, kept.value);
    if (!copied.ok) return copied;
    const opened = await open(treasury, session, { ...written, journal: known.value });
    if (opened.ok || !lostForGood.has(opened.code)) return opened;
    const reborn = await replaceState(state, fresh.value);
    if (!reborn.ok) return reborn;
  }
  return open(treasury, session, { ...written, journal: null });
}

const replaceState = (file: string, bytes: Uint8Array): Promise<Result<void>> =>
  replaceAtomically({ file, bytes, verify: () => ok(undefined) });

const lostForGood: ReadonlySet<ErrorCode> = new Set(['state-damaged', 'state-rolled-back']);

async function open(
  { effects }: Treasury,
  session: CeremonySession,
  opening: Omit<SignerRequest<'open'>, 'purpose'>,
): Promise<Result<SignerClient>> {
  if (session.ended) return refuse('ceremony-over', 'the ceremony was called off meanwhile');
  const client = new SignerClient(effects.spawnSigner());
  session.opening = client;
  const opened = await client.ask('open', { ...opening, purpose: 'vault' });
  session.opening = null;
  if (opened.ok) return ok(client);
  await endProcesses(client);
  return opened;
}

/** The sealed state of a vault that is written anew, once nothing can be signed with it any more; null for a lost one. */
async function stateOf(treasury: Treasury, vaultId: string): Promise<Result<Uint8Array | null>> {
  await lockVault(treasury, vaultId);
  const old = treasury.file.vaultFiles[vaultId];
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
