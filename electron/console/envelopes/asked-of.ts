import { officerOf } from '../../core/actor.ts';
import type { Asked, InspectedReply, Replies } from '../../core/envelope/kinds/replies.ts';
import { mandateDigest, mandateViewDigest } from '../../core/mandate/mandate.ts';
import type { MovementState } from '../../core/movement/movement-state.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { askedMessage } from '../messages/message-replies.ts';
import type { Station } from '../station.ts';

/** States in which no approval of another station changes anything. */
const voidStates: ReadonlySet<MovementState> = new Set<MovementState>([
  'rejected',
  'stopped',
  'cancelled',
  'expired',
  'failed',
]);

/** What was given out, for the replies of one envelope. */
export interface AskedOf {
  /** Replies to bytes that the books have now. */
  readonly present: Replies;
  /** Those to bytes that were given out and that others have taken the place of: late. */
  readonly replaced: readonly InspectedReply[];
  /** By the id of a proposal; null for one that was never given out. */
  readonly proposal: (id: string) => Asked | null;
  /** By the digest of a mandate; null for one that was never given out. */
  readonly mandate: (digest: string) => Asked | null;
  /** By the digest of a message; null for one that was never given out. */
  readonly message: (digest: string) => Asked | null;
}

/**
 * Finds what replies are about among what this station has given out.
 * @returns refuses `books-differ`
 */
export async function askedOf(
  station: Pick<Station, 'books' | 'envelopes' | 'messages' | 'policy' | 'chain' | 'effects'>,
  { replies }: Replies,
): Promise<Result<AskedOf>> {
  const { books, envelopes } = station;
  const records = await envelopes.read();
  if (!records.ok) return records;
  const messages = await station.messages.read();
  if (!messages.ok) return messages;
  const givenMessages = new Set(
    records.value.made
      .filter(({ contents }) => contents === 'message')
      .flatMap(({ movements }) => movements.map(({ digest }) => digest)),
  );
  const out = new Map(
    records.value.made
      .filter(({ contents }) => contents === 'proposals')
      .flatMap(({ movements }) => movements.map(({ movementId, digest }) => [digest, movementId] as const)),
  );
  const asked = new Map<string, Asked>();
  const mandates = new Map<string, Asked>();
  const given = new Set(out.values());
  const present: Replies['replies'] = [];
  const replaced: InspectedReply[] = [];
  for (const reply of replies) {
    const { about, answer } = reply;
    if (about.kind === 'message') {
      present.push(reply);
      continue;
    }
    if (about.kind === 'mandate') {
      present.push(reply);
      const mandate = mandates.has(about.digest) ? null : await askedMandate(station, about.digest, given);
      if (mandate !== null) mandates.set(about.digest, mandate);
      continue;
    }
    const digest = digestOf(answer);
    const movementId = digest === null ? undefined : out.get(digest);
    const stored = movementId === undefined ? undefined : await books.movements.proposal(movementId);
    if (stored && stored.digest !== digest) {
      replaced.push({
        about,
        answer,
        late: refuse('reply-other-bytes', 'other bytes took the place of these'),
      });
      continue;
    }
    present.push(reply);
    if (movementId === undefined || !stored || about.kind !== 'proposal' || about.id !== stored.proposal.id)
      continue;
    const movement = await books.movements.get(movementId);
    if (!movement) continue;
    const { proposal, viewDigest } = stored;
    const requestIds = proposal.requests.map(({ statement }) => statement.id);
    asked.set(about.id, {
      subject: { kind: 'transaction', digest: stored.digest, viewDigest },
      requestIds,
      endsIds: requestIds,
      makerIds: proposal.requests.map(({ statement }) => officerOf(statement.actor) ?? ''),
      vaultId: proposal.vaultId,
      isVoid: voidStates.has(movement.state),
      endsBy: null,
      policyVersion: null,
    });
  }
  return ok({
    present: { replies: present },
    replaced,
    proposal: (id) => asked.get(id) ?? null,
    mandate: (digest) => mandates.get(digest) ?? null,
    message: (digest) => {
      const record = givenMessages.has(digest) ? messages.value.get(digest) : undefined;
      return record ? askedMessage(station, record) : null;
    },
  });
}

/** What was asked by a mandate; null for one of which no movement was given out. */
async function askedMandate(
  { books, chain }: Pick<Station, 'books' | 'chain'>,
  digest: string,
  given: ReadonlySet<string>,
): Promise<Asked | null> {
  const movements = await books.movements.underMandate(digest);
  const mandate = await books.movements.mandate(digest);
  if (!mandate || mandateDigest(mandate.statement) !== digest || !movements.some(({ id }) => given.has(id))) {
    return null;
  }
  const { statement } = mandate;
  return {
    subject: { kind: 'mandate', digest, viewDigest: mandateViewDigest(statement, chain.asset) },
    requestIds: [],
    endsIds: statement.sources.map(({ requestId }) => requestId),
    makerIds: [officerOf(statement.actor) ?? ''],
    vaultId: null,
    isVoid: movements.every(({ state, stoppedAt }) => stoppedAt !== null || voidStates.has(state)),
    endsBy: statement.expiresAt,
    policyVersion: null,
  };
}

function digestOf(answer: Replies['replies'][number]['answer']): string | null {
  switch (answer.kind) {
    case 'approval':
    case 'rejection': {
      const { subject } = answer.kind === 'approval' ? answer.approval.statement : answer.rejection.statement;
      return subject !== null && subject.kind === 'transaction' ? subject.digest : null;
    }
    case 'signature':
    case 'refusal':
      return answer.digest;
    case 'message-signature':
      return null;
  }
}
