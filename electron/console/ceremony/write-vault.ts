import { readFile } from 'node:fs/promises';
import { stepAtHand } from '../../core/ceremony/script.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import { replaceFile } from '../../stronghold/atomic-file.ts';
import { lockVault } from '../lock.ts';
import type { Treasury } from '../treasury.ts';
import { treasuryPaths } from '../treasury-folder.ts';
import { readVaultMark } from '../vault-mark.ts';
import { discardWritten } from './discard-written.ts';
import { inTurn } from './in-turn.ts';
import { atStep, type CeremonySession, note } from './session.ts';

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
    if (stepAtHand(session.state)?.step === 'password-set') {
      const same = password.length === again.length && password.every((byte, i) => byte === again[i]);
      note(session, same && password.length > 0 ? 'done' : 'failed', effects.now());
      effects.notify(['ceremony']);
      if (password.length === 0) return refuse('password-empty', 'expected a password, got nothing');
      if (!same) return refuse('password-mismatch', 'expected the same password twice');
    }
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
  const opened = await writeNew(treasury, session, { name, password });
  if (opened.ok && !session.ended) {
    session.opened = opened.value;
    session.file = name;
    return ok(undefined);
  }
  if (opened.ok) opened.value.kill();
  await discardWritten(treasury, name);
  return opened.ok ? refuse('ceremony-over', 'the ceremony was called off meanwhile') : opened;
}

async function writeNew(
  treasury: Treasury,
  session: CeremonySession,
  { name, password }: { readonly name: string; readonly password: Uint8Array },
): Promise<Result<SignerClient>> {
  const file = treasuryPaths(treasury.folder).vault(name);
  const written = await session.client.ask('write', {
    file,
    password: Uint8Array.from(password),
    workFactor: treasury.effects.workFactor,
  });
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
  { isNew, vault }: CeremonySession,
  written: { readonly file: string; readonly password: Uint8Array },
): Promise<Result<SignerClient>> {
  const state = `${written.file}.state`;
  const kept = isNew ? null : await stateOf(treasury, vault!.id);
  if (kept) {
    const known = readVaultMark(treasury, vault!.id);
    if (!known.ok) return known;
    const fresh = await readFile(state);
    await replaceFile(state, kept);
    const opened = await open(treasury, written, known.value);
    if (opened.ok || !lostForGood.has(opened.code)) return opened;
    await replaceFile(state, fresh);
  }
  return open(treasury, written, null);
}

const lostForGood: ReadonlySet<ErrorCode> = new Set(['state-damaged', 'state-rolled-back']);

async function open(
  { effects }: Treasury,
  { file, password }: { readonly file: string; readonly password: Uint8Array },
  journal: StateMark | null,
): Promise<Result<SignerClient>> {
  const client = new SignerClient(effects.spawnSigner());
  const opened = await client.ask('open', {
    file,
    password: Uint8Array.from(password),
    purpose: 'vault',
    journal,
  });
  if (opened.ok) return ok(client);
  client.kill();
  return opened;
}

/** The sealed state of a vault that is written anew, once nothing can be signed with it any more; null for a lost one. */
async function stateOf(treasury: Treasury, vaultId: string): Promise<Uint8Array | null> {
  await lockVault(treasury, vaultId);
  const old = treasury.file.vaultFiles[vaultId];
  if (old === undefined) return null;
  try {
    return await readFile(`${treasuryPaths(treasury.folder).vault(old)}.state`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
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
