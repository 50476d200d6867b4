import type { Books } from '../../books/books.ts';
import type { Movement, StoredProposal, StoredTransaction } from '../../books/rows.ts';
import type { Chain } from '../../chains/chain.ts';
import { lastEpochOf } from '../../core/policy/lifetime.ts';
import type { Policy, Rule } from '../../core/policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { decodeProposal } from './decoded-proposal.ts';

type VoidBooks = {
  readonly movements: Pick<Books['movements'], 'byDigest' | 'proposal' | 'transaction' | 'cancelling'>;
};

/** A payment that a cancellation voids. */
export interface VoidedPayment {
  readonly movement: Movement;
  readonly proposal: StoredProposal['proposal'];
  readonly transaction: StoredTransaction;
}

/**
 * The signed payment that a cancellation names by the digest of its bytes, which is computed again. Refuses
 * `cancellation-other` for bytes that nobody signed here, and `proposal-state` where the payment has ended.
 */
export async function voidedBy(
  { movements }: VoidBooks,
  chain: Chain,
  { cancels }: Pick<Movement, 'cancels'>,
): Promise<Result<VoidedPayment>> {
  const movement = cancels === null ? undefined : await movements.byDigest(cancels);
  const stored = movement && (await movements.proposal(movement.id));
  const transaction = movement && (await movements.transaction(movement.id));
  if (!movement || !stored || !transaction) {
    return refuse('cancellation-other', 'expected a cancellation of a payment that was signed here');
  }
  const decoded = decodeProposal(chain, stored.proposal);
  if (!decoded.ok) return decoded;
  if (decoded.value.digest !== cancels) {
    return refuse('cancellation-other', 'the bytes are not those that the cancellation names');
  }
  return movement.state === 'signed' || movement.state === 'sent'
    ? ok({ movement, proposal: stored.proposal, transaction })
    : refuse('proposal-state', `there is nothing to cancel: the payment is ${movement.state}`);
}

/** The rule by which the bytes of a digest passed; null where nothing is known of them. */
export const ruleIdOf = async ({ movements }: VoidBooks, digest: string): Promise<string | null> =>
  (await movements.byDigest(digest))?.ruleId ?? null;

/** A cancellation is approved by the rule of what it voids, and lives no longer. Refuses `policy-no-rule`. */
export function ruleOfVoided(
  policy: Policy,
  {
    vaultId,
    ruleId,
    lives,
  }: { readonly vaultId: string; readonly ruleId: string | null; readonly lives: bigint | null },
): Result<Rule> {
  const rule = policy.rules.find((each) => each.id === ruleId && each.source.vaultId === vaultId);
  if (!rule)
    return refuse('policy-no-rule', 'the rule of the payment that is cancelled is no longer in the policy');
  return lives !== null && lives > BigInt(rule.lifetime)
    ? refuse(
        'expiration-too-far',
        `expected a transaction that lives ${rule.lifetime} epochs at most by "${rule.title}", got ${lives}`,
      )
    : ok(rule);
}

const openStates: ReadonlySet<string> = new Set([
  'queued',
  'proposed',
  'approved',
  'signed',
  'sent',
  'stopped',
]);

/**
 * The cancellation of these bytes that is under way; null where there is none. One whose last epoch is over is none any more.
 * @param epoch the ledger's
 */
export async function openCancellation(
  { movements }: VoidBooks,
  chain: Chain,
  { digest, epoch }: { readonly digest: string; readonly epoch: bigint },
): Promise<Movement | null> {
  for (const cancellation of await movements.cancelling(digest)) {
    if (!openStates.has(cancellation.state)) continue;
    const stored = await movements.proposal(cancellation.id);
    const decoded = stored && decodeProposal(chain, stored.proposal);
    const lastEpoch = decoded?.ok ? lastEpochOf(decoded.value.view) : null;
    if (lastEpoch === null || lastEpoch >= epoch) return cancellation;
  }
  return null;
}

/**
 * Why a cancellation cannot be sent now: its payment may be under way. Once that has left the station, validators may have
 * voted for it; in the next epoch those votes count no more.
 */
export function whyWaits({ leftEpoch }: StoredTransaction, epoch: bigint): Refusal | null {
  return leftEpoch === null || leftEpoch < epoch
    ? null
    : refuse('cancellation-waits', `wait until epoch ${leftEpoch} ends: the payment may be under way`);
}
