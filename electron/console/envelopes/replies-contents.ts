import type { Movement, StoredProposal } from '../../books/rows.ts';
import { officerOf } from '../../core/actor.ts';
import { approvalCounts } from '../../core/approval/approval.ts';
import type { Replies } from '../../core/envelope/kinds/replies.ts';
import type { MovementState } from '../../core/movement/movement-state.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { answersToMessage } from '../messages/message-replies.ts';
import type { Station } from '../station.ts';
import type { EnvelopeRecords } from './envelope-log.ts';
import type { About, EnvelopeContents } from './make-envelope.ts';

type Parts = Pick<Station, 'books' | 'policy' | 'envelopes' | 'messages' | 'effects'>;
type Reply = Replies['replies'][number];

/** States in which a movement that came from another station has been answered, or can be. */
const answerable: readonly MovementState[] = ['proposed', 'approved', 'rejected', 'stopped'];

/** Answers of one envelope at most. */
const MOST = 2000;

/** Answers as they go out, and what they are about. */
export interface RepliesOut {
  readonly what: EnvelopeContents;
  readonly about: readonly About[];
}

/**
 * What was answered here of proposals and messages that came from other stations, and has not left in an envelope since it was, or since its desk
 * gave the proposal out again: an envelope that was lost is made once more so.
 * @returns refuses `reply-unasked` where there is nothing to answer
 */
export async function repliesContents(station: Parts): Promise<Result<RepliesOut>> {
  const { books, envelopes } = station;
  const records = await envelopes.read();
  if (!records.ok) return records;
  const replies: Reply[] = [];
  const about: About[] = [];
  /** Mandates that are answered: once for all of their movements. */
  const mandates = new Set<string>();
  for (const movement of await books.movements.inState(answerable)) {
    const stored = await books.movements.proposal(movement.id);
    if (!stored || isOut(movement, records.value)) continue;
    const { mandate } = movement;
    const isAnswered = mandate !== null && mandates.has(mandate);
    const answers = isAnswered
      ? []
      : await answersTo(station, movement, { stored, officerId: records.value.officerId });
    if (!isAnswered && (answers.length === 0 || replies.length + answers.length > MOST)) continue;
    if (about.length === MOST) break;
    if (mandate !== null) mandates.add(mandate);
    replies.push(...answers);
    about.push({ movementId: movement.id, digest: stored.digest });
  }
  const messages = await station.messages.read();
  if (!messages.ok) return messages;
  for (const record of messages.value.values()) {
    const { id } = record.message.statement;
    const answers = isOut({ id, updatedAt: record.at }, records.value)
      ? []
      : answersToMessage(station, record, records.value.officerId);
    if (answers.length === 0 || replies.length + answers.length > MOST || about.length === MOST) continue;
    replies.push(...answers);
    about.push({ movementId: id, digest: record.digest });
  }
  return replies.length === 0
    ? refuse('reply-unasked', 'expected an answer that has not left yet, there is none')
    : ok({ what: { kind: 'replies', contents: { replies } }, about });
}

/** Not where its desk has given it out again since: the answer has not come there. */
function isOut(
  { id, updatedAt }: Pick<Movement, 'id' | 'updatedAt'>,
  { made, taken }: EnvelopeRecords,
): boolean {
  const left = made.findLast(
    ({ contents, movements }) =>
      contents === 'replies' && movements.some(({ movementId }) => movementId === id),
  );
  return (
    left !== undefined &&
    left.at >= updatedAt &&
    !taken.some(
      ({ kind, at, movementIds }) =>
        (kind === 'proposals' || kind === 'message') && at > left.at && movementIds.includes(id),
    )
  );
}

async function answersTo(
  { books, policy, effects }: Parts,
  { id, mandate }: Movement,
  { stored, officerId }: { readonly stored: StoredProposal; readonly officerId: string | null },
): Promise<readonly Reply[]> {
  const about: Reply['about'] =
    mandate === null ? { kind: 'proposal', id: stored.proposal.id } : { kind: 'mandate', digest: mandate };
  const rejection = await books.movements.rejection(id);
  if (rejection) return [{ about, answer: { kind: 'rejection', rejection } }];
  const now = effects.now();
  const { version: policyVersion } = policy.present();
  return (
    (await books.movements.approvals(id))
      .filter(({ approval }) => approvalCounts(approval, { now, policyVersion }))
      // Others' approvals came with the proposal.
      .filter(({ approval }) => officerOf(approval.statement.actor) === officerId)
      .map(({ approval }) => ({ about, answer: { kind: 'approval', approval } }))
  );
}
