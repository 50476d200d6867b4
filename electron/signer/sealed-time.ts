import { standingAt } from '../core/policy/standing.ts';
import { DATE_TOLERANCE_MS } from '../core/proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { checkClockCorrection, type SignedClockCorrection } from '../core/station/clock-correction.ts';
import { verifySignature } from './ed25519.ts';
import { isTimeOfEpoch } from './epoch-memory.ts';
import type { StateChange } from './state-record.ts';
import type { Governed, VaultMemory } from './vault-memory.ts';

const text = (at: number): string => new Date(at).toISOString();

/**
 * Refuses to sign by a clock that is wrong: {@link refuseClockBehind}, and `clock-ahead-of-ledger` for one that is further on
 * from the last proven end of an epoch than any epoch lasts. What it dated would fill windows until then.
 * @param now this computer's clock, milliseconds
 * @param longestMs how long an epoch may last; null for any time
 */
export function refuseClockOff(
  memory: Pick<VaultMemory, 'sealedAt' | 'proven'>,
  now: number,
  longestMs: number | null,
): Refusal | null {
  const behind = refuseClockBehind(memory, now);
  const ended = memory.proven?.at ?? 0;
  if (behind || ended === 0 || longestMs === null || now - ended <= longestMs) return behind;
  return refuse(
    'clock-ahead-of-ledger',
    `expected a clock at ${text(ended + longestMs)} or before, by the last end of an epoch, got ${text(now)}`,
  );
}

/**
 * Refuses `clock-behind-seal` for a clock that is more than two minutes behind what was sealed: it was put back, which would
 * revive what has expired, or it had run ahead before.
 * @param now this computer's clock, milliseconds
 */
function refuseClockBehind({ sealedAt }: Pick<VaultMemory, 'sealedAt'>, now: number): Refusal | null {
  return sealedAt - now > DATE_TOLERANCE_MS
    ? refuse(
        'clock-behind-seal',
        `expected a clock at ${text(sealedAt)} or later, as this vault has sealed it, got ${text(now)}`,
      )
    : null;
}

/**
 * Pure: what a vault has to remember of a correction that approvers have signed: spends dated later than the right time are
 * dated to it. They happened before it, so that no window is emptied by that. It is for one state of one vault, and by the
 * clock of the moment.
 * @param now this computer's clock, milliseconds
 * @returns refuses `clock-correction-bad`
 */
export function decideClock(
  signed: SignedClockCorrection,
  {
    governed,
    memory,
    now,
    shortestMs,
  }: {
    readonly governed: Governed;
    readonly memory: VaultMemory;
    readonly now: number;
    /** No epoch of the ledger is shorter; null where it counts none. */
    readonly shortestMs: number | null;
  },
): Result<StateChange> {
  const bad = (message: string) => refuse('clock-correction-bad', message);
  const policy = standingAt(governed.standing, Math.max(now, memory.sealedAt)).inForce;
  const checked = checkClockCorrection(signed, policy, verifySignature);
  if (!checked.ok) return checked;
  const { vaultId, era, counter, sealedAt, at } = checked.value;
  if (vaultId !== governed.vaultId) return bad('the correction is for another vault');
  const { mark } = memory;
  if (era !== mark.era || counter !== mark.counter || sealedAt !== memory.sealedAt) {
    return bad(
      `expected a correction of change ${mark.counter}, got one of ${counter}: it is for another state`,
    );
  }
  if (Math.abs(now - at) > DATE_TOLERANCE_MS) {
    return bad(`expected the time of this clock, ${text(now)}, got ${text(at)}`);
  }
  if (at >= sealedAt)
    return bad('expected a clock that is behind what was sealed: nothing is to be put right');
  if (memory.proven !== null && at < memory.proven.at - DATE_TOLERANCE_MS) {
    return bad(`expected a time from ${text(memory.proven.at)} on, which validators signed, got ${text(at)}`);
  }
  if (memory.epoch !== null && shortestMs !== null && !isTimeOfEpoch(memory.epoch, { at, shortestMs })) {
    return bad(
      `expected a time at which epoch ${memory.epoch.present} of the ledger can have come, got ${text(at)}`,
    );
  }
  const early = policy.rules.find(({ windows }) =>
    windows.some(({ seconds }) => at - seconds * 1000 < memory.forgottenAt),
  );
  // The clock was so far ahead that spends were forgotten which are still in a window by the right time.
  return early
    ? bad(
        `expected a time at which the window of "${early.title}" has nothing in it that was forgotten, got ${text(at)}`,
      )
    : ok({ kind: 'clock', at });
}
