import { ok, type Result } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import type { Actor } from '../actor.ts';
import { noteDone } from '../officers/note-done.ts';
import type { Station } from '../station.ts';
import { tell } from './update-vault.ts';
import type { VaultSession } from './vault-sessions.ts';

/** How long a vault that is locked may take to seal where the journal ends, milliseconds; then its process ends. */
const SEALING_MS = 1000;

/**
 * Ends a vault's signer process, and then notes who locked it. It is never refused: where the officer cannot sign, the
 * station writes it down. Locking what is locked changes nothing. For everybody the vault is locked from the call on; its
 * process seals the journal's end first, unless the system demands the lock (the computer may be asleep in a moment) or the
 * vault has something else to do: a journal that is ahead of its seal is no harm.
 */
export async function lockVault(
  station: Pick<Station, 'treasury' | 'hold' | 'books' | 'keys' | 'recorder' | 'effects'>,
  actor: Actor,
  { vaultId }: { readonly vaultId: string },
): Promise<Result<void>> {
  const session = station.keys.vaults.leave(vaultId);
  if (!session) return ok(undefined);
  await endSession(station, session, actor);
  const written = await noteDone(station, actor, {
    entries: (by) => [{ kind: 'vault-closed', actor: by, body: { vaultId } }],
    otherwise: 'lock-unnamed',
  });
  station.effects.notify(['app', 'journal']);
  return written;
}

async function endSession(
  station: Pick<Station, 'treasury' | 'hold' | 'books'>,
  session: VaultSession,
  actor: Actor,
): Promise<void> {
  const { state, client, told } = session;
  const isUrgent = actor.kind === 'station' && actor.rule === 'lock-system';
  if (state === 'open' && !isUrgent && !told.isBusy) await sealInTime(station, { client, told });
  client.kill();
}

function sealInTime(
  station: Pick<Station, 'treasury' | 'hold' | 'books'>,
  session: { readonly client: SignerClient; readonly told: VaultSession['told'] },
): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, SEALING_MS);
  // Whatever the books say now: what could not be sealed here is compared at the next opening.
  const sealed = tell(station, session, [], true).catch(() => {});
  return Promise.race([sealed, promise]).finally(() => clearTimeout(timer));
}
