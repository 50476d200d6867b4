import { copyFile } from 'node:fs/promises';
import { stepAtHand } from '../../core/ceremony/script.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { SignerClient } from '../../signer/client.ts';
import type { Treasury } from '../treasury.ts';
import { treasuryPaths } from '../treasury-folder.ts';
import { concludeIfHeld } from './conclude.ts';
import { atStep, type CeremonySession, note } from './session.ts';

/**
 * Sets the password (typed twice) and writes the vault's Stronghold file, which is opened again with the password alone.
 * The vault stays open in its signer until the end, so that it takes the policy that names it.
 */
export async function writeVault(
  treasury: Treasury,
  { password, again }: { readonly password: Uint8Array; readonly again: Uint8Array },
): Promise<Result<void>> {
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
  concludeIfHeld(treasury, session);
  effects.notify(['ceremony']);
  return written;
}

async function writeAndOpen(
  treasury: Treasury,
  session: CeremonySession,
  password: Uint8Array,
): Promise<Result<void>> {
  const { effects, folder, store } = treasury;
  const vault = session.vault;
  if (!vault) throw new Error('a ceremony that writes a vault names it');
  const name = `${slug(vault.name)}-${effects.uuid().slice(0, 8)}.stronghold`;
  const file = treasuryPaths(folder).vault(name);
  const written = await session.client.ask('write', {
    file,
    password: Uint8Array.from(password),
    workFactor: effects.workFactor,
  });
  if (!written.ok) return written;
  if (!session.isNew) await keepState(treasury, vault.id, file);
  session.opened?.kill();
  const client = new SignerClient(effects.spawnSigner());
  const opened = await client.ask('open', {
    file,
    password: Uint8Array.from(password),
    purpose: 'vault',
    journalCounter: store.journal.counter(vault.id),
  });
  if (!opened.ok) {
    client.kill();
    return opened;
  }
  session.opened = client;
  session.file = name;
  return ok(undefined);
}

/** A vault that is restored over its own place keeps its sealed state: the new file has the same seed. */
async function keepState({ folder, file }: Treasury, vaultId: string, restored: string): Promise<void> {
  const old = file.vaultFiles[vaultId];
  if (old === undefined) return;
  try {
    await copyFile(`${treasuryPaths(folder).vault(old)}.state`, `${restored}.state`);
  } catch (error) {
    // A lost state is found out when the vault opens: its journal counter tells.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
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
