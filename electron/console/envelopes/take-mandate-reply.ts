import type { Movement } from '../../books/rows.ts';
import { officerOf } from '../../core/actor.ts';
import type { InspectedReply } from '../../core/envelope/kinds/replies.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { decideMandateApproval } from '../mandates/approve-mandate.ts';
import { openStates } from '../mandates/mandate-of.ts';
import { decideMandateStopped } from '../mandates/stop-mandate.ts';
import type { Decision } from '../recorder.ts';
import type { TakenOne } from './arrived.ts';
import type { TakingParts } from './look-at-envelope.ts';

/** Takes in what an officer answered of a mandate at another station: it counts for all movements of it that wait. */
export async function takeMandateReply(
  { books, recorder, policy }: Pick<TakingParts, 'books' | 'recorder' | 'policy'>,
  { answer, late, digest }: Pick<InspectedReply, 'answer' | 'late'> & { readonly digest: string },
): Promise<Result<TakenOne>> {
  const [first] = await books.movements.underMandate(digest);
  if (!first || late !== null) {
    return ok({
      movementId: first?.id ?? '',
      late: late ?? refuse('reply-unasked', 'no movement has this mandate now'),
    });
  }
  let why: Refusal | null = null;
  const done = await decideAndCommit(
    recorder,
    async () => ok(await books.movements.underMandate(digest)),
    (movements) => {
      const decided = decideMandateReply(movements, { answer, digest, policy: policy.present() });
      why = decided.late;
      return decided.decision;
    },
  );
  return done.ok ? ok({ movementId: first.id, late: why }) : done;
}

const nothing: Result<Decision<void>> = ok({ expects: [], entries: [], answer: undefined });

/** Pure: what an answer changes. One that is here already, or comes when nothing waits for it any more, changes nothing. */
function decideMandateReply(
  movements: readonly Movement[],
  {
    answer,
    digest,
    policy,
  }: {
    readonly answer: InspectedReply['answer'];
    readonly digest: string;
    readonly policy: Policy;
  },
): { readonly decision: Result<Decision<void>>; readonly late: Refusal | null } {
  const actor = theStation('reply-taken');
  if (answer.kind === 'approval') {
    const { approval } = answer;
    const officerId = officerOf(approval.statement.actor) ?? '';
    const waiting = movements.filter(({ state }) => state === 'queued' || state === 'proposed');
    if (waiting.some(({ approvedBy }) => !approvedBy.includes(officerId))) {
      return {
        decision: decideMandateApproval({ digest, approval, officerId, movements, policy, actor }),
        late: null,
      };
    }
    const isHere = movements.some(({ approvedBy }) => approvedBy.includes(officerId));
    return {
      decision: nothing,
      late: isHere ? null : refuse('proposal-state', 'nothing of it waits any more'),
    };
  }
  if (answer.kind !== 'rejection') {
    return { decision: nothing, late: refuse('reply-unasked', 'expected approvals and rejections') };
  }
  const open = movements.filter(({ state, stoppedAt }) => openStates.has(state) && stoppedAt === null);
  const isStopped = movements.some(({ state, stoppedAt }) => stoppedAt !== null || state === 'rejected');
  if (open.length === 0) {
    return {
      decision: nothing,
      late: isStopped ? null : refuse('proposal-state', 'all of it is at its end'),
    };
  }
  const { rejection } = answer;
  return { decision: decideMandateStopped({ digest, rejection, movements: open }, actor), late: null };
}
