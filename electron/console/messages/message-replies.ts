import { officerOf } from '../../core/actor.ts';
import type { Asked, InspectedReply, Replies } from '../../core/envelope/kinds/replies.ts';
import { messageViewDigest } from '../../core/message/message.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import type { TakenOne } from '../envelopes/arrived.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { updateVault } from '../vaults/update-vault.ts';
import {
  type DatedFacts,
  decideMessageApproved,
  decideMessageRefused,
  gatherMessage,
} from './decide-message.ts';
import { factsOfMessage } from './message-facts.ts';
import { countingApprovals, type MessageRecord } from './message-log.ts';

type Reply = Replies['replies'][number];

/** What an officer answered here to a message that came from another station: a no, or an approval that counts; none where nothing. */
export function answersToMessage(
  { policy, effects }: Pick<Station, 'policy' | 'effects'>,
  record: MessageRecord,
  officerId: string | null,
): readonly Reply[] {
  if (record.own === null) return [];
  const about = { kind: 'message', digest: record.digest } as const;
  if (record.refused !== null) {
    return [{ about, answer: { kind: 'rejection', rejection: record.refused.rejection } }];
  }
  return countingApprovals(record, { now: effects.now(), policy: policy.present() })
    .filter(({ statement }) => officerOf(statement.actor) === officerId)
    .map((approval) => ({ about, answer: { kind: 'approval', approval } }));
}

/** What was asked by a message that was given out, for replies to it. */
export function askedMessage(station: Pick<Station, 'policy' | 'effects'>, record: MessageRecord): Asked {
  const { statement } = record.message;
  return {
    subject: { kind: 'message', digest: record.digest, viewDigest: messageViewDigest(statement) },
    requestIds: [],
    endsIds: [],
    makerIds: [officerOf(statement.actor) ?? ''],
    vaultId: null,
    isVoid: factsOfMessage(station, record).state === 'refused',
    endsBy: statement.expiresAt,
    policyVersion: statement.policy.version,
  };
}

/** Takes in what an officer answered of a message at another station. */
export async function takeMessageReply(
  station: Pick<
    Station,
    'treasury' | 'hold' | 'books' | 'check' | 'recorder' | 'keys' | 'messages' | 'policy' | 'effects'
  >,
  { answer, late, digest }: Pick<InspectedReply, 'answer' | 'late'> & { readonly digest: string },
): Promise<Result<TakenOne>> {
  const found = await gatherMessage(station, digest);
  if (!found.ok) return found;
  const { id: movementId, vaultId } = found.value.record.message.statement;
  if (late !== null) return ok({ movementId, late });
  let why: Refusal | null = null;
  const done = await decideAndCommit(
    station.recorder,
    () => gatherMessage(station, digest),
    (facts) => {
      const decided = decideMessageReply(facts, answer);
      why = decided.late;
      return ok(decided.decision);
    },
  );
  if (!done.ok) return done;
  // It is refused, whatever its vault says to that now.
  if (answer.kind === 'rejection') await afterwards(() => updateVault(station, vaultId));
  return ok({ movementId, late: why });
}

const nothing: Decision<void> = { expects: [], entries: [], answer: undefined };

/** Pure: what an answer changes. One that is here already, or comes when nothing waits for it any more, changes nothing. */
function decideMessageReply(
  facts: DatedFacts,
  answer: InspectedReply['answer'],
): { readonly decision: Decision<void>; readonly late: Refusal | null } {
  const { state, approvedBy } = facts;
  const actor = theStation('reply-taken');
  const late = refuse('message-state', `it is ${state} already`);
  if (answer.kind === 'approval') {
    const { approval } = answer;
    const officerId = officerOf(approval.statement.actor) ?? '';
    if (approvedBy.includes(officerId)) return { decision: nothing, late: null };
    return state === 'waiting'
      ? { decision: decideMessageApproved(facts, actor, { approval, officerId }), late: null }
      : { decision: nothing, late };
  }
  if (answer.kind !== 'rejection') {
    return { decision: nothing, late: refuse('reply-unasked', 'expected approvals and rejections') };
  }
  if (state === 'refused') return { decision: nothing, late: null };
  if (state === 'signed') return { decision: nothing, late };
  const { rejection } = answer;
  const officerId = officerOf(rejection.statement.actor) ?? '';
  return { decision: decideMessageRefused(facts, actor, { rejection, officerId }), late: null };
}
