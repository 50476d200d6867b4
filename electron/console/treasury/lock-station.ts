import type { StationRule } from '../../core/actor.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Actor, asOfficer, theStation } from '../actor.ts';
import { abandonCeremony } from '../ceremony/end-ceremony.ts';
import type { Caller, Callers } from '../officers/callers.ts';
import type { DetachedSession } from '../officers/officer-sessions.ts';
import { noteSignedOut } from '../officers/sign-in.ts';
import type { Station } from '../station.ts';
import { lockVault } from '../vaults/lock-vault.ts';

/** How long the key of the officer who locks stays open to sign that, milliseconds. */
const STAYS_OPEN_MS = 2000;

/** Who locks: an officer by hand, or the station by one of its rules. */
export type LockedBy =
  | { readonly caller: Caller; readonly officerId: string }
  | { readonly rule: StationRule };

/**
 * Locks every vault, ends the official library, signs every officer of every caller out and ends a ceremony under way: every signer process ends
 * first, the journal is written after. Only the key of the officer who locks stays open for that, two seconds at most, and
 * for nothing else. It is never refused: where nobody of that name is signed in, or cannot sign, it is done all the same.
 */
export async function lockStation(
  station: Pick<
    Station,
    'treasury' | 'hold' | 'books' | 'policy' | 'keys' | 'recorder' | 'ceremonies' | 'effects'
  >,
  callers: Callers,
  by: LockedBy,
): Promise<Result<void>> {
  const { policy, keys, effects } = station;
  keys.passwords.lock();
  // It has a vault's keys while it is asked.
  effects.official.end();
  effects.notify(['lock']);
  const locking = 'rule' in by ? null : by.caller.officers.detach(by.officerId);
  const actor = actorOf(by, locking);
  const left = callers.all().flatMap(({ officers }) => officers.lock());
  // Whatever the books and the signer do: this key closes too.
  const closing = setTimeout(() => locking?.end(), STAYS_OPEN_MS);
  const signedOut = locking ? [locking.session.officer.id, ...left] : left;
  const results = await Promise.all([
    abandonCeremony(station, actor),
    ...policy.present().vaults.map(({ id }) => lockVault(station, actor, { vaultId: id })),
    noteSignedOut(station, actor, signedOut),
  ]).finally(() => {
    clearTimeout(closing);
    locking?.end();
  });
  return results.find((result) => !result.ok) ?? ok(undefined);
}

function actorOf(by: LockedBy, locking: DetachedSession | null): Actor {
  if (locking) return asOfficer(locking.session);
  return theStation('rule' in by ? by.rule : 'lock-unnamed');
}
