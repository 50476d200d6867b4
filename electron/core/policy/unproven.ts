import * as v from 'valibot';
import { isPractice, type NetworkId } from '../network-id.ts';
import { ok, type Result, refuse } from '../result.ts';

/**
 * What a line may do that gives nothing that proves the ledger (JSON-RPC):
 * `shows`: what it says is shown, and never taken in: no deposit is credited and no payment final;
 * `two-agree`: checkpoints are taken in that a second, independent endpoint tells the same of;
 * `counts`: the word of one node counts; for play money alone.
 */
export const unprovenSchema = v.picklist(['shows', 'two-agree', 'counts']);
export type Unproven = v.InferOutput<typeof unprovenSchema>;

/** Real money waits for a proof; play money is taken at one node's word. */
export const defaultUnproven = (network: NetworkId): Unproven => (isPractice(network) ? 'counts' : 'shows');

/** Refuses `policy-malformed` where one node's word would count for real money. */
export function checkUnproven(unproven: Unproven, network: NetworkId): Result<void> {
  return unproven !== 'counts' || isPractice(network)
    ? ok(undefined)
    : refuse(
        'policy-malformed',
        `expected one node's word to count on practice networks alone, got ${network}`,
      );
}

/** What is known of checkpoints that are about to be taken in. */
export interface Grounds {
  /** Whether the validators' certificates prove them. */
  readonly isProven: boolean;
  /** Whether a second, independent endpoint has told the very same. */
  readonly isAgreed: boolean;
}

/**
 * Whether checkpoints may be taken in: credit deposits, and end payments.
 * @returns refuses `line-only-shows` and `second-node-needed`
 */
export function mayTakeIn(unproven: Unproven, { isProven, isAgreed }: Grounds): Result<void> {
  if (isProven || unproven === 'counts') return ok(undefined);
  if (unproven === 'shows') {
    return refuse(
      'line-only-shows',
      'expected checkpoints with what proves them: the policy credits no others',
    );
  }
  return isAgreed
    ? ok(undefined)
    : refuse('second-node-needed', 'expected a second, independent endpoint to tell the same');
}
