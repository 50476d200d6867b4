import { isPractice } from '../network-id.ts';
import type { Policy } from '../policy/policy.ts';
import { settlersNeeded } from '../station/settlement.ts';

const MINUTE_MS = 60_000;

/** What makes a recipient of the address book one that counts. */
export interface BookTerms {
  /** How many people have signed for it, the one who entered it included. */
  readonly people: number;
  /** How long it waits after the last of them, milliseconds. */
  readonly coolingMs: number;
}

/**
 * The terms of a policy. Two people (one, in a practice treasury that has one officer), and a day; a minute where the money is
 * play money.
 */
export const bookTerms = (policy: Policy): BookTerms => ({
  people: settlersNeeded(policy),
  coolingMs: isPractice(policy.network.id) ? MINUTE_MS : 24 * 60 * MINUTE_MS,
});
