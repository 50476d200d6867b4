import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** How far this computer's clock may be behind the ledger's newest time, milliseconds. */
export const CLOCK_TOLERANCE_MS = 2 * 60 * 1000;

/**
 * Refuses `clock-off` where the newest checkpoint that was read is more than two minutes ahead of this computer's clock: no
 * checkpoint is made before its time. The time is one node's word, which can only make this refuse. See {@link clockCaution} for
 * a clock that runs ahead.
 * @param ledgerAt milliseconds; null where none is known
 */
export function checkClock(ledgerAt: number | null, now: number): Result<void> {
  if (ledgerAt === null || ledgerAt - now <= CLOCK_TOLERANCE_MS) return ok(undefined);
  const seconds = Math.round((ledgerAt - now) / 1000);
  return refuse(
    'clock-off',
    `expected a clock at most 120 seconds behind the ledger, it is ${seconds} seconds behind by the node's word`,
  );
}

/** What a look at a ledger has found of times, milliseconds. */
export interface Times {
  /** Of the newest checkpoint; null before one was read. */
  readonly ledgerAt: number | null;
  /** Of the node's own clock; null where it does not tell. */
  readonly nodeAt: number | null;
  readonly now: number;
  /** Whether the ledger makes no checkpoint while nothing happens: its newest time says nothing then. */
  readonly quiet: boolean;
}

/**
 * What is to be named of the clock before anyone approves or signs, beside what {@link checkClock} refuses. `clock-ahead`:
 * this computer is more than two minutes ahead of the node's own clock, and the newest checkpoint agrees with the node.
 * `clock-or-node`: it differs from the node's clock by more with no checkpoint to tell who is wrong, or the newest
 * checkpoint is more than two minutes old. Nothing is refused by it: a node that stopped must not stop those who sign.
 * @returns null where nothing is to be named
 */
export function clockCaution({ ledgerAt, nodeAt, now, quiet }: Times): Refusal | null {
  const ahead = nodeAt === null ? 0 : now - nodeAt;
  const agrees = nodeAt !== null && ledgerAt !== null && Math.abs(nodeAt - ledgerAt) <= CLOCK_TOLERANCE_MS;
  if (ahead > CLOCK_TOLERANCE_MS && agrees) {
    return refuse('clock-ahead', `expected a clock at most 2 minutes ahead, it is ${minutes(ahead)} ahead`);
  }
  if (Math.abs(ahead) > CLOCK_TOLERANCE_MS) {
    const side = ahead > 0 ? 'ahead of' : 'behind';
    return refuse('clock-or-node', `this clock is ${minutes(ahead)} ${side} the node's: clock or node`);
  }
  const age = quiet || ledgerAt === null ? 0 : now - ledgerAt;
  return age > CLOCK_TOLERANCE_MS
    ? refuse('clock-or-node', `the node's last checkpoint is ${minutes(age)} old: clock or node`)
    : null;
}

const minutes = (milliseconds: number) => `${Math.round(Math.abs(milliseconds) / 60_000)} minutes`;

/** The same for a station; one without a line knows no other clock. */
export const checkStationClock = ({ line, effects }: Pick<Station, 'line' | 'effects'>): Result<void> =>
  checkClock(line?.view().ledgerAt ?? null, effects.now());

/**
 * Refuses `clock-behind-seal` where a vault has said that it sealed a time more than two minutes later than this clock has it:
 * it would sign nothing. A vault that was not open since this program started has said nothing.
 */
export function checkVaultClock(
  { keys, effects }: Pick<Station, 'keys' | 'effects'>,
  vaultId: string,
): Result<void> {
  const sealedAt = keys.vaults.sealedAt(vaultId);
  const now = effects.now();
  return sealedAt - now <= CLOCK_TOLERANCE_MS
    ? ok(undefined)
    : refuse(
        'clock-behind-seal',
        `expected a clock at ${new Date(sealedAt).toISOString()} or later, as the vault has sealed it, it is ${new Date(now).toISOString()}`,
      );
}
