import type { Result } from '../../core/result.ts';
import { ok } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { confirmation, requireTwo } from '../officers/two-officers.ts';
import type { Station } from '../station.ts';

/** After how many seconds without mouse or keyboard this computer locks. */
export interface IdleLock {
  readonly from: number;
  readonly to: number;
  /** Another officer who confirms it, signed in at the same caller; null for nobody. */
  readonly second: Actor | null;
}

/**
 * Has the journal take in another idle lock, before it counts. A longer one loosens a protection and takes two officers;
 * a shorter one takes one.
 * @returns whether it is another one; refuses `officer-not-signed-in`, `second-officer-needed`
 */
export async function changeIdleLock(
  station: Pick<Station, 'treasury' | 'policy' | 'recorder' | 'effects'>,
  actor: Actor,
  { from, to, second }: IdleLock,
): Promise<Result<boolean>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  if (from === to) return ok(false);
  const loosens = to > from;
  const enough = loosens ? requireTwo(station, { actor, second }) : ok(undefined);
  if (!enough.ok) return enough;
  const confirmed = loosens
    ? confirmation(second, { act: 'idle-lock-changed', vaultId: null, from, to })
    : [];
  const written = await station.recorder.commit({
    expects: [],
    entries: [...confirmed, { kind: 'idle-lock-changed', actor, body: { from, to } }],
    answer: true,
  });
  station.effects.notify(['app', 'journal']);
  return written;
}
