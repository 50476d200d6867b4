import { ok, type Result } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { abandonCeremony } from '../ceremony/end-ceremony.ts';
import type { Callers } from '../officers/callers.ts';
import { noteSignedOut } from '../officers/sign-in.ts';
import type { Station } from '../station.ts';
import { lockVault } from '../vaults/lock-vault.ts';

/**
 * Locks every vault, signs every officer of every caller out and ends a ceremony under way: every signer process ends
 * first, the journal is written after.
 */
export async function lockStation(
  station: Pick<Station, 'treasury' | 'policy' | 'keys' | 'recorder' | 'ceremonies' | 'effects'>,
  callers: Callers,
): Promise<Result<void>> {
  const { policy, keys, effects } = station;
  keys.passwords.lock();
  effects.notify(['lock']);
  const results = await Promise.all([
    abandonCeremony(station),
    ...policy.present().vaults.map(({ id }) => lockVault(station, theStation, { vaultId: id })),
    noteSignedOut(
      station,
      callers.all().flatMap(({ officers }) => officers.lock()),
    ),
  ]);
  return results.find((result) => !result.ok) ?? ok(undefined);
}
