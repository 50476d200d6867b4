import { officerOf } from '../../core/actor.ts';
import type { InspectedMessage } from '../../core/envelope/kinds/message.ts';
import { messageDigest } from '../../core/message/message.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Actor, theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Arrived, TakenOne } from '../envelopes/arrived.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { factsOfMessage } from './message-facts.ts';
import type { MessageRecord } from './message-log.ts';

/**
 * Takes in a message to sign at an officer's desk. One that is here already gets the approvals that are new; one that was answered
 * here stays answered.
 */
export function receiveMessage(
  station: Pick<Station, 'books' | 'messages' | 'policy' | 'recorder' | 'effects'>,
  actor: Actor,
  { inspected, arrived }: { readonly inspected: InspectedMessage; readonly arrived: Arrived },
): Promise<Result<readonly TakenOne[]>> {
  const { message, late } = inspected;
  const movementId = message.statement.id;
  return decideAndCommit(
    station.recorder,
    async () => {
      const head = await station.books.journal.head();
      const records = await station.messages.read();
      return records.ok
        ? ok({ follows: head?.hash ?? '', known: records.value.get(messageDigest(message.statement)) })
        : records;
    },
    ({ follows, known }) =>
      ok({
        expects: [],
        follows,
        entries: [
          ...(late !== null
            ? []
            : known === undefined
              ? [received(actor, { inspected, arrived })]
              : newApprovals(station, known, inspected)),
          {
            kind: 'envelope-taken',
            actor,
            body: { ...arrived, contents: 'message', movementIds: [movementId], epoch: null },
          },
        ],
        answer: [{ movementId, late }],
      }),
  );
}

function received(
  actor: Actor,
  {
    inspected: { message, approvals, own },
    arrived,
  }: { readonly inspected: InspectedMessage; readonly arrived: Arrived },
): EntryDraft {
  const { statement } = message;
  return {
    kind: 'message-received',
    actor,
    documents: [
      { kind: 'message', document: message },
      ...own.attestations.map((document) => ({ kind: 'attestation', document }) as const),
      ...approvals.map((document) => ({ kind: 'approval', document }) as const),
    ],
    body: {
      message: messageDigest(statement),
      vaultId: statement.vaultId,
      envelope: arrived.envelope,
      addresses: [...own.addresses],
    },
  };
}

/** Approvals of others that were given since it came first. */
function newApprovals(
  station: Pick<Station, 'policy' | 'effects'>,
  known: MessageRecord,
  { approvals }: InspectedMessage,
): readonly EntryDraft[] {
  const { state, approvedBy, needed } = factsOfMessage(station, known);
  if (state !== 'waiting') return [];
  return approvals
    .filter(({ statement }) => !approvedBy.includes(officerOf(statement.actor) ?? ''))
    .map((document, i) => ({
      kind: 'message-approved',
      actor: theStation('reply-taken'),
      documents: [{ kind: 'approval', document }],
      body: {
        message: known.digest,
        approvals: approvedBy.length + i + 1,
        needed,
        approver: officerOf(document.statement.actor) ?? '',
      },
    }));
}
