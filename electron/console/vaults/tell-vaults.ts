import type { Station } from '../station.ts';
import { noteTimes } from './correct-clock.ts';
import { updateVault } from './update-vault.ts';

/**
 * Has every open vault that something concerns seal what the journal has of freezes and of the address book. One that cannot be told is locked: it signs
 * nothing then, and is told before anything else when it opens.
 */
export async function tellVaults(
  station: Pick<
    Station,
    'treasury' | 'hold' | 'books' | 'check' | 'policy' | 'recorder' | 'keys' | 'effects'
  >,
  concerned: (vaultId: string) => boolean,
): Promise<void> {
  const { keys, policy } = station;
  const ids = policy.present().vaults.flatMap(({ id }) => (concerned(id) ? [id] : []));
  await Promise.all(
    ids.map(async (id) => {
      const client = keys.vaults.client(id);
      if (!client.ok) {
        // One that is just opening may have read the journal before: it is opened anew.
        if (keys.vaults.state(id) === 'opening') keys.vaults.lock(id);
        return;
      }
      const told = await updateVault(station, id).catch(() => null);
      if (told?.ok) await noteTimes(station, client.value, id);
      else keys.vaults.lock(id);
    }),
  );
}
