import { setTimeout as sleep } from 'node:timers/promises';
import type { Movement } from '../../../electron/books/rows.ts';
import { WaitingBuilds } from '../../../electron/console/movements/build-waiting.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import type { MovementState } from '../../../electron/core/movement/movement-state.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import type { OpenedDesk } from '../held-folder.ts';
import { approveShown, enter, must, PASSWORD, utf8 } from '../treasury-steps.ts';

export const hotVault = ({ policy }: Pick<Desk, 'policy'>) => vaultAtWork(policy.present(), [], 'hot');

export const inState = (
  { books }: Pick<Desk, 'books'>,
  ...states: MovementState[]
): Promise<readonly Movement[]> => books.movements.inState(states);

/** Mara and Ben come in, and the hot vault is unlocked. */
export async function beginWork(at: OpenedDesk) {
  const mara = await enter(at, 'Mara');
  const ben = await enter(at, 'Ben');
  const { id: vaultId } = hotVault(at.station);
  if (at.station.keys.vaults.state(vaultId) === 'locked') {
    must(await openVault(at.station, mara, { vaultId, password: utf8(PASSWORD) }));
  }
  return { mara, ben, vaultId };
}

/** What the station builds and people do at the next start: whatever waits. What is refused waits on. */
export async function doWhatWaits(at: OpenedDesk): Promise<void> {
  const { station } = at;
  const { mara, ben } = await beginWork(at);
  await new WaitingBuilds(station).look();
  for (const { id } of await inState(station, 'proposed')) await approveShown(station, ben, id);
  for (const { id } of await inState(station, 'approved')) await sign(station, mara, { id });
}

/** Follows the ledger until everything that was signed has ended, or for two minutes. */
export async function followToEnd(station: Desk): Promise<void> {
  const giveUp = Date.now() + 120_000;
  while ((await inState(station, 'signed', 'sent', 'stopped')).length > 0 && Date.now() < giveUp) {
    await station.line.follow();
    await sleep(20);
  }
  await station.line.follow();
}
