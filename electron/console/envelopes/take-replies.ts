import type { Movement } from '../../books/rows.ts';
import { officerOf } from '../../core/actor.ts';
import type { InspectedReply } from '../../core/envelope/kinds/replies.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { type Actor, theStation } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import { takeMessageReply } from '../messages/message-replies.ts';
import { isQuorum } from '../movements/quorum.ts';
import { decideRejected } from '../movements/reject.ts';
import { decideStopped, settleStops } from '../movements/stop.ts';
import type { Decision } from '../recorder.ts';
import type { Arrived, TakenOne } from './arrived.ts';
import type { TakingParts } from './look-at-envelope.ts';
import { takeMandateReply } from './take-mandate-reply.ts';

/**
 * Takes in what officers answered at another station, one answer after the other, and then says that the envelope was taken in: a
 * kill in between leaves an envelope that can be taken in again, and what is there twice changes nothing.
 */
export async function takeReplies(
  station: TakingParts,
  actor: Actor,
  { replies, arrived }: { readonly replies: readonly InspectedReply[]; readonly arrived: Arrived },
): Promise<Result<readonly TakenOne[]>> {
  const taken: TakenOne[] = [];
  for (const reply of replies) {
    const one = await takeReply(station, reply);
    if (!one.ok) return one;
    taken.push(one.value);
  }
  const movementIds = [...new Set(taken.map(({ movementId }) => movementId).filter((id) => id !== ''))];
  const told = await station.recorder.commit({
    expects: [],
    entries: [
      {
        kind: 'envelope-taken',
        actor,
        body: { ...arrived, contents: 'replies', movementIds, epoch: null },
      },
    ],
    answer: taken,
  });
  // What was stopped is stopped, whatever its vault says to that now.
  if (told.ok) await afterwards(() => settleStops(station));
  return told;
}

async function takeReply(station: TakingParts, { answer, late }: InspectedReply): Promise<Result<TakenOne>> {
  const digest =
    answer.kind === 'approval'
      ? answer.approval.statement.subject
      : answer.kind === 'rejection'
        ? answer.rejection.statement.subject
        : null;
  if (digest?.kind === 'message') return takeMessageReply(station, { answer, late, digest: digest.digest });
  if (digest?.kind === 'mandate') return takeMandateReply(station, { answer, late, digest: digest.digest });
  if (digest === null || digest.kind !== 'transaction') {
    return ok({ movementId: '', late: late ?? refuse('reply-unasked', 'expected approvals and rejections') });
  }
  const movement = await station.books.movements.byDigest(digest.digest);
  if (!movement)
    return ok({
      movementId: '',
      late: late ?? refuse('reply-other-bytes', 'no movement has these bytes now'),
    });
  const movementId = movement.id;
  if (late !== null) return ok({ movementId, late });
  let why: Refusal | null = null;
  const done = await decideAndCommit(
    station.recorder,
    async () => {
      const present = await station.books.movements.byDigest(digest.digest);
      return present ? ok(present) : refuse('reply-other-bytes', 'no movement has these bytes now');
    },
    (present) => {
      const decided = decideReply(present, answer, station.policy.present());
      why = decided.late;
      return ok(decided.decision);
    },
  );
  return done.ok ? ok({ movementId, late: why }) : done;
}

const nothing: Decision<void> = { expects: [], entries: [], answer: undefined };

/** Pure: what an answer changes. One that is here already, or comes when nothing waits for it any more, changes nothing. */
function decideReply(
  movement: Movement,
  answer: InspectedReply['answer'],
  policy: Policy,
): { readonly decision: Decision<void>; readonly late: Refusal | null } {
  const { id, version, state, approvedBy, ruleId } = movement;
  if (answer.kind === 'approval') {
    const { approval } = answer;
    const approver = officerOf(approval.statement.actor) ?? '';
    if (approvedBy.includes(approver)) return { decision: nothing, late: null };
    if (state !== 'proposed') {
      return { decision: nothing, late: refuse('proposal-state', `it is ${state} already`) };
    }
    const reached = isQuorum(policy, ruleId, [...approvedBy, approver]);
    const { subject } = approval.statement;
    const digest = subject.kind === 'transaction' ? subject.digest : '';
    return {
      late: null,
      decision: {
        expects: [{ of: 'movement', id, version }],
        entries: [
          {
            kind: 'proposal-approved',
            actor: theStation('reply-taken'),
            documents: [{ kind: 'approval', document: approval }],
            body: { movementId: id, digest, reached, approver },
          },
        ],
        answer: undefined,
      },
    };
  }
  if (answer.kind !== 'rejection') {
    return { decision: nothing, late: refuse('reply-unasked', 'expected approvals and rejections') };
  }
  if (movement.stoppedAt !== null || state === 'rejected') return { decision: nothing, late: null };
  const by = theStation('reply-taken');
  const { rejection } = answer;
  const decided =
    state === 'proposed'
      ? decideRejected(movement, by, rejection)
      : state === 'approved' || state === 'signed' || state === 'sent'
        ? decideStopped({ movement, rejection }, by)
        : refuse('proposal-state', `it is ${state} already`);
  return decided.ok ? { decision: decided.value, late: null } : { decision: nothing, late: decided };
}
