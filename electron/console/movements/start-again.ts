import type { Movement } from '../../books/rows.ts';
import { approvalCounts } from '../../core/approval/approval.ts';
import type { BodyOf } from '../../core/journal/bodies.ts';
import { lastEpochOf } from '../../core/policy/lifetime.ts';
import { peopleAsked } from '../../core/policy/policy.ts';
import { intentBytes } from '../../core/proposal/proposal.ts';
import { readPayable } from '../book/read-payable.ts';
import { mandateOf, openStates, requireLiving } from '../mandates/mandate-of.ts';
import type { Station } from '../station.ts';
import { ruleFor } from './build-proposal.ts';
import { decodeProposal } from './decoded-proposal.ts';
import { presentEpoch } from './present-epoch.ts';
import { spentOf } from './spent.ts';
import { timeOfEnds } from './time-of-ends.ts';
import { ruleIdOf } from './voided-payment.ts';

type Parts = Pick<Station, 'books' | 'policy' | 'chain' | 'line' | 'addressBook' | 'effects'>;

/** What it takes to say whether a signed movement starts again. */
export interface SignedParts {
  readonly books: Station['books'];
  readonly chain: Station['chain'];
  readonly policy: Pick<Station['policy'], 'present'>;
  /** See `timeOfEnds`. */
  readonly timeOfEnds: () => number;
}

/** What the entry of an expiry says of a movement that goes on. Nothing of one that ends. */
export type Again = Omit<BodyOf<'proposal-expired'>, 'movementId'>;

/** What the entry of signed bytes that never happened says of a movement that goes on. Nothing of one that ends. */
export type SignedAgain = Pick<BodyOf<'transaction-failed'>, 'again' | 'keepsApprovals'>;

const ENDS = {} as const;

/**
 * How an unsigned movement goes on whose approvals are void, or whose bytes can happen no more. It ends where its request asks
 * no more, where no rule lets its bytes pass any more, or where a mandate of another policy asked for its gather; a sweep of such a
 * mandate goes on by itself. A cancellation whose bytes are over ends too: those of its payment are.
 */
export async function startAgain(
  station: Parts,
  movement: Movement,
  rule: 'approval-expired' | 'bytes-expired',
): Promise<Again> {
  const { books, policy } = station;
  const request = await books.movements.request(movement.id);
  const now = timeOfEnds(station);
  if (!request || request.statement.expiresAt <= now) return ENDS;
  const present = { now, policyVersion: policy.present().version };
  const approvals = (await books.movements.approvals(movement.id)).map(({ approval }) => approval);
  if (rule === 'bytes-expired') {
    if (movement.cancels !== null) return ENDS;
    const keeps = movement.mandate !== null && approvals.every((each) => approvalCounts(each, present));
    return keeps ? { again: 'build', keepsApprovals: true } : { again: 'build' };
  }
  const isOther = approvals.some(({ statement }) => statement.policy.version !== present.policyVersion);
  if (movement.mandate !== null && (isOther || (await isOfOtherPolicy(station, movement)))) {
    // A sweep needs no mandate to be signed; a gather does.
    return movement.kind === 'sweep' ? { again: 'build', alone: true } : ENDS;
  }
  if (movement.state === 'queued') return { again: 'build' };
  return isOther ? underThisPolicy(station, movement) : { again: 'approve' };
}

async function isOfOtherPolicy({ books, policy }: Parts, movement: Movement): Promise<boolean> {
  const mandate = await mandateOf({ books }, movement);
  if (!mandate.ok || mandate.value === null) return false;
  return mandate.value.statement.policy.version !== policy.present().version;
}

/**
 * How a signed movement goes on whose bytes are proven never to have happened. A source of a mandate that lives is built again,
 * with the approvals that it has: its vault signs only what consumes an input of each earlier signature, so that no two of them
 * can happen. Everything else ends: its approvals were for those bytes. So does what was stopped, what is being cancelled, and
 * what was asked for before officers settled the folder.
 */
export async function startSignedAgain(
  { books, chain, policy, timeOfEnds }: SignedParts,
  movement: Movement,
  { refuseBefore }: { readonly refuseBefore: number },
): Promise<SignedAgain> {
  const { id, stoppedAt, createdAt } = movement;
  if (movement.mandate === null || stoppedAt !== null || createdAt < refuseBefore) return ENDS;
  const mandate = await mandateOf({ books }, movement);
  if (!mandate.ok || mandate.value === null) return ENDS;
  if (!requireLiving({ policy, effects: { now: timeOfEnds } }, mandate.value).ok) return ENDS;
  const stored = await books.movements.proposal(id);
  const cancelling = stored
    ? await books.movements.cancelling(chain.digest(intentBytes(stored.proposal)))
    : [];
  if (!stored || cancelling.some(({ state }) => openStates.has(state))) return ENDS;
  const present = { now: timeOfEnds(), policyVersion: policy.present().version };
  const approvals = await books.movements.approvals(id);
  return approvals.every(({ approval }) => approvalCounts(approval, present))
    ? { again: 'build', keepsApprovals: true }
    : { again: 'build' };
}

/** The same bytes under another policy than before: by the rule that lets them pass now. */
async function underThisPolicy(station: Parts, movement: Movement): Promise<Again> {
  const { books, chain, effects, policy } = station;
  const stored = await books.movements.proposal(movement.id);
  const decoded = stored && decodeProposal(chain, stored.proposal);
  const epoch = await presentEpoch(station);
  if (!stored || !decoded?.ok || !epoch.ok) return ENDS;
  const { vaultId, cancels } = movement;
  const lastEpoch = lastEpochOf(decoded.value.view);
  const now = effects.now();
  const book = await readPayable(station);
  if (!book.ok) return ENDS;
  const rule = ruleFor(movement, {
    policy: policy.present(),
    book: book.value,
    spent: await spentOf(books, policy.present(), { vaultId, now }),
    sources: stored.proposal.sources,
    now,
    chain,
    voidedRule: cancels === null ? null : await ruleIdOf(books, cancels),
    mandate: null,
    lives: epoch.value === null || lastEpoch === null ? null : lastEpoch - epoch.value,
  });
  if (!rule.ok) return ENDS;
  const { id: ruleId, approvals } = rule.value;
  return { again: 'approve', ruled: { ruleId, approvalsNeeded: peopleAsked(approvals) } };
}
