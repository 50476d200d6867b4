import type { Books } from '../../books/books.ts';
import { officerOf } from '../../core/actor.ts';
import { type Approval, approvalCounts, type Rejection } from '../../core/approval/approval.ts';
import type { Hex32 } from '../../core/digest.ts';
import type { OwnAddresses } from '../../core/envelope/kinds/own-addresses.ts';
import type { BodyOf } from '../../core/journal/bodies.ts';
import { documentOf, documentsOf } from '../../core/journal/documents.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import type { SignedMessage } from '../../core/message/message.ts';
import { missingApprovals } from '../../core/policy/people.ts';
import type { KnownPolicy, Policy, Rule } from '../../core/policy/policy.ts';
import { BelievedLog } from '../journal/believed-log.ts';
import type { HoldPart } from '../treasury/folder-hold.ts';

/** What the journal tells of one message. */
export interface MessageRecord {
  readonly digest: Hex32;
  readonly message: SignedMessage;
  /** What its vault has signed of the address, where it came in an envelope; null where it was asked for here. */
  readonly own: OwnAddresses | null;
  readonly approvals: readonly Approval[];
  readonly refused: { readonly rejection: Rejection; readonly at: number } | null;
  /** Why its vault has signed nothing when it was asked last. */
  readonly problem: Pick<BodyOf<'message-not-signed'>, 'code' | 'why'> | null;
  readonly signed: (BodyOf<'message-signed'> & { readonly at: number }) | null;
  /** The newest entry about it. */
  readonly at: number;
}

/** By digest, in the order in which they were asked for. */
export type MessageRecords = ReadonlyMap<Hex32, MessageRecord>;

/** Messages to sign, by the signed entries of the journal alone: no table tells of them. */
export class MessageLog extends BelievedLog<MessageRecords> {
  constructor(
    {
      books,
      hold,
    }: {
      readonly books: { readonly journal: Pick<Books['journal'], 'messages'> };
      readonly hold: Pick<HoldPart, 'stations'>;
    },
    policies: () => readonly KnownPolicy[],
  ) {
    super({
      page: (after, limit) => books.journal.messages(after, limit),
      nothing: new Map(),
      withEntry,
      hold,
      policies,
    });
  }
}

function withEntry(records: MessageRecords, entry: TypedEntry): MessageRecords {
  const { at, documents } = entry;
  switch (entry.kind) {
    case 'message-asked':
    case 'message-received': {
      const message = documentOf(documents, 'message');
      if (!message) return records;
      const { message: digest } = entry.body;
      const own =
        entry.kind === 'message-received'
          ? { attestations: documentsOf(documents, 'attestation'), addresses: entry.body.addresses }
          : null;
      const approvals = documentsOf(documents, 'approval');
      const begun = { digest, message, own, approvals, refused: null, problem: null, signed: null, at };
      return new Map(records).set(digest, begun);
    }
    case 'message-approved':
      return withMore(records, entry, ({ approvals }) => ({
        approvals: [...approvals, ...documentsOf(documents, 'approval')],
        problem: null,
      }));
    case 'message-refused': {
      const rejection = documentOf(documents, 'rejection');
      return rejection ? withMore(records, entry, () => ({ refused: { rejection, at } })) : records;
    }
    case 'message-not-signed': {
      const { code, why } = entry.body;
      return withMore(records, entry, () => ({ problem: { code, why } }));
    }
    case 'message-signed':
      return withMore(records, entry, () => ({ signed: { ...entry.body, at }, problem: null }));
    default:
      return records;
  }
}

type Later = Extract<
  TypedEntry,
  { readonly kind: 'message-approved' | 'message-refused' | 'message-not-signed' | 'message-signed' }
>;

function withMore(
  records: MessageRecords,
  { body, at }: Later,
  more: (before: MessageRecord) => Partial<MessageRecord>,
): MessageRecords {
  const before = records.get(body.message);
  return before ? new Map(records).set(body.message, { ...before, ...more(before), at }) : records;
}

/** What can be done with a message, and what was. `void`: another policy is in force since it was asked for. */
export type MessageState = 'waiting' | 'approved' | 'signed' | 'refused' | 'expired' | 'void';

/** Those whose approvals count now, each once. */
export const countingApprovers = (
  { approvals }: Pick<MessageRecord, 'approvals'>,
  { now, policy }: { readonly now: number; readonly policy: Pick<Policy, 'version'> },
): readonly string[] => [
  ...new Set(
    approvals
      .filter((approval) => approvalCounts(approval, { now, policyVersion: policy.version }))
      .map(({ statement }) => officerOf(statement.actor) ?? ''),
  ),
];

/** The state of a message. A signature that is out stays out, whoever refuses the message later. */
export function stateOfMessage(
  record: MessageRecord,
  {
    now,
    policy,
    rule,
  }: {
    readonly now: number;
    readonly policy: Pick<Policy, 'version' | 'groups'>;
    /** Says whose approvals it needs; null where none does, and none are enough. */
    readonly rule: Pick<Rule, 'approvals'> | null;
  },
): MessageState {
  const { statement } = record.message;
  if (record.signed !== null) return 'signed';
  if (record.refused !== null) return 'refused';
  if (statement.policy.version !== policy.version) return 'void';
  if (statement.expiresAt <= now) return 'expired';
  const approvers = countingApprovers(record, { now, policy });
  return rule !== null && missingApprovals(rule.approvals, policy, approvers).length === 0
    ? 'approved'
    : 'waiting';
}

/** The approvals that count now, one of each officer: the newest. */
export function countingApprovals(
  { approvals }: Pick<MessageRecord, 'approvals'>,
  { now, policy }: { readonly now: number; readonly policy: Pick<Policy, 'version'> },
): readonly Approval[] {
  const newest = new Map<string, Approval>();
  for (const approval of approvals) {
    if (approvalCounts(approval, { now, policyVersion: policy.version })) {
      newest.set(officerOf(approval.statement.actor) ?? '', approval);
    }
  }
  return [...newest.values()];
}
