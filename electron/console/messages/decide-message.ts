import type { Approval, Rejection } from '../../core/approval/approval.ts';
import type { Refusal } from '../../core/result.ts';
import { ok, type Result } from '../../core/result.ts';
import type { SignerAnswer } from '../../signer/protocol.ts';
import type { Actor } from '../actor.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { type MessageFacts, messageOf } from './message-facts.ts';

/** A message, and the journal's newest entry when it was read: a decision about it follows on that one or is made again. */
export interface DatedFacts extends MessageFacts {
  readonly follows: string;
}

/** Reads a message for a decision. Refuses as `messageOf` does. */
export async function gatherMessage(
  station: Pick<Station, 'books' | 'messages' | 'policy' | 'effects'>,
  digest: string,
): Promise<Result<DatedFacts>> {
  const head = await station.books.journal.head();
  const facts = await messageOf(station, digest);
  return facts.ok ? ok({ ...facts.value, follows: head?.hash ?? '' }) : facts;
}

const one = ({ follows }: DatedFacts, entry: EntryDraft): Decision<void> => ({
  expects: [],
  follows,
  entries: [entry],
  answer: undefined,
});

/** Pure: the entry of an approval. Where the actor is not the officer who approved, it names that officer. */
export function decideMessageApproved(
  facts: DatedFacts,
  actor: Actor,
  { approval, officerId }: { readonly approval: Approval; readonly officerId: string },
): Decision<void> {
  const { record, approvedBy, needed } = facts;
  const body = { message: record.digest, approvals: approvedBy.length + 1, needed };
  return one(facts, {
    kind: 'message-approved',
    actor,
    documents: [{ kind: 'approval', document: approval }],
    body: actor.kind === 'officer' ? body : { ...body, approver: officerId },
  });
}

/** Pure: the entry of an officer's no. */
export function decideMessageRefused(
  facts: DatedFacts,
  actor: Actor,
  { rejection, officerId }: { readonly rejection: Rejection; readonly officerId: string },
): Decision<void> {
  const body = { message: facts.record.digest, reason: rejection.statement.reason };
  return one(facts, {
    kind: 'message-refused',
    actor,
    documents: [{ kind: 'rejection', document: rejection }],
    body: actor.kind === 'officer' ? body : { ...body, refuser: officerId },
  });
}

/** Pure: the entry of a signature. */
export function decideMessageSigned(
  facts: DatedFacts,
  actor: Actor,
  { signature, ruleId, approvers, signedAt }: SignerAnswer<'sign-message'>,
): Decision<void> {
  const { digest: message, message: asked } = facts.record;
  const { vaultId } = asked.statement;
  return one(facts, {
    kind: 'message-signed',
    actor,
    body: { message, vaultId, signature, ruleId, approvers, signedAt },
  });
}

/** Pure: the entry of a vault's refusal; nothing else changes. */
export function decideMessageNotSigned(
  facts: DatedFacts,
  actor: Actor,
  { code, message: why }: Pick<Refusal, 'code' | 'message'>,
): Decision<void> {
  const { digest: message, message: asked } = facts.record;
  const { vaultId } = asked.statement;
  return one(facts, { kind: 'message-not-signed', actor, body: { message, vaultId, code, why } });
}
