import * as v from 'valibot';
import { type Approval, approvalSchema, type Rejection, rejectionSchema } from '../../approval/approval.ts';
import { checkApprovals } from '../../approval/check-approvals.ts';
import type { AskedSubject } from '../../approval/subject.ts';
import type { Hex32 } from '../../digest.ts';
import { stateMarkSchema } from '../../journal/state-mark.ts';
import { isJsonValue, type JsonValue } from '../../json.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import type { SignedPolicy } from '../../policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { base64Schema, hex32Schema, nameSchema, textSchema, timeSchema, uuidSchema } from '../../schema.ts';
import { checkRejection } from '../officers-word.ts';
import { anyCodeSchema } from './status.ts';

/** What a reply answers: a proposal by its id, or a mandate or a message by its digest. */
const aboutSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('proposal'), id: uuidSchema }),
  v.strictObject({ kind: v.literal('mandate'), digest: hex32Schema }),
  v.strictObject({ kind: v.literal('message'), digest: hex32Schema }),
]);
export type About = Readonly<v.InferOutput<typeof aboutSchema>>;

const answerSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('approval'), approval: approvalSchema }),
  v.strictObject({ kind: v.literal('rejection'), rejection: rejectionSchema }),
  /** A vault has signed: what `proposal-signed` tells in its station's journal. */
  v.strictObject({
    kind: v.literal('signature'),
    digest: hex32Schema,
    transactionId: v.pipe(textSchema, v.minLength(1), v.maxLength(200)),
    /** Serialized as the network takes it. */
    signature: base64Schema,
    fields: v.custom<JsonValue>((input) => isJsonValue(input), 'a JSON value'),
    vaultId: uuidSchema,
    ...stateMarkSchema.entries,
    ruleId: nameSchema,
    approvers: v.pipe(v.array(uuidSchema), v.maxLength(100)),
    signedAt: timeSchema,
  }),
  /** A vault refuses to sign. Code and words of the station that refused. */
  v.strictObject({
    kind: v.literal('refusal'),
    digest: hex32Schema,
    code: anyCodeSchema,
    message: v.pipe(textSchema, v.maxLength(2000)),
    at: timeSchema,
  }),
  v.strictObject({ kind: v.literal('message-signature'), signature: base64Schema }),
]);
export type Answer = Readonly<v.InferOutput<typeof answerSchema>>;
type SignatureAnswer = Extract<Answer, { readonly kind: 'signature' }>;

/** Kind `replies`: what people and vaults of another station answered. */
export const repliesSchema = v.strictObject({
  replies: v.pipe(
    v.array(v.strictObject({ about: aboutSchema, answer: answerSchema })),
    v.minLength(1),
    v.maxLength(2000),
  ),
});
export type Replies = Readonly<v.InferOutput<typeof repliesSchema>>;

/** What this station has given out. */
export interface Asked {
  readonly subject: AskedSubject;
  /** What an approval names: none for a mandate or a message. */
  readonly requestIds: readonly string[];
  /** What a rejection ends: those of all its sources for a mandate. */
  readonly endsIds: readonly string[];
  readonly makerIds: readonly string[];
  /** Null for a mandate or a message. */
  readonly vaultId: string | null;
  /** Whether it is rejected or stopped: then no approval counts any more. */
  readonly isVoid: boolean;
  /** When it ends, milliseconds: no approval lives longer. Null for a proposal, whose end the ledger counts. */
  readonly endsBy: number | null;
  /** Version of the one policy under which it is decided; null where a later one can take over. */
  readonly policyVersion: number | null;
}

export interface RepliesContext {
  /** All of the treasury, verified, from version 1 on. */
  readonly policies: readonly SignedPolicy[];
  /** The version that is in force here. */
  readonly inForce: number;
  /** Milliseconds. */
  readonly now: number;
  readonly verify: VerifySignature;
  /** By the id of a proposal; null for one that was never given out. */
  readonly proposal: (id: string) => Asked | null;
  /** By the digest of a mandate. */
  readonly mandate: (digest: Hex32) => Asked | null;
  /** By the digest of a message. */
  readonly message: (digest: Hex32) => Asked | null;
  /** Whether a signature is one over the very bytes of a proposal that was given out, as the chain verifies it. */
  readonly checkSigned: (proposalId: string, answer: SignatureAnswer) => Result<void>;
  /** The same of a message, by its digest. */
  readonly checkMessageSigned: (digest: Hex32, signature: string) => Result<void>;
}

/** A reply that is what it says to be. */
export interface InspectedReply {
  readonly about: About;
  readonly answer: Answer;
  /** Why it changes nothing here, where time is all that is wrong with it: it came late; null where it counts. */
  readonly late: Refusal | null;
}

/**
 * Inspects all replies of an envelope. Whatever was forged, moved or altered refuses the whole: the station that made it, or
 * somebody with its key, does not tell the truth. What only came late is said of each.
 * @returns refuses `reply-unasked`, `reply-other-bytes`, `role-missing`, and as {@link checkApprovals}, {@link checkRejection} and `checkSigned` do
 */
export function inspectReplies(
  { replies }: Replies,
  context: RepliesContext,
): Result<readonly InspectedReply[]> {
  const inspected: InspectedReply[] = [];
  for (const { about, answer } of replies) {
    const late = inspectOne(about, answer, context);
    if (!late.ok) return late;
    inspected.push({ about, answer, late: late.value });
  }
  return ok(inspected);
}

function inspectOne(about: About, answer: Answer, context: RepliesContext): Result<Refusal | null> {
  const asked = about.kind === 'proposal' ? context.proposal(about.id) : context[about.kind](about.digest);
  if (asked === null) return refuse('reply-unasked', `no such ${about.kind} was given out`);
  switch (answer.kind) {
    case 'approval':
      return inspectApproval(answer.approval, asked, context);
    case 'rejection':
      return inspectRejection(answer.rejection, asked, context);
    case 'signature': {
      if (about.kind !== 'proposal') return otherAnswer(about);
      if (answer.digest !== asked.subject.digest || answer.vaultId !== asked.vaultId)
        return otherBytes('a signature');
      const signed = context.checkSigned(about.id, answer);
      return signed.ok ? ok(null) : signed;
    }
    case 'refusal':
      if (about.kind !== 'proposal') return otherAnswer(about);
      return answer.digest === asked.subject.digest ? ok(null) : otherBytes('a refusal');
    case 'message-signature': {
      if (about.kind !== 'message') return otherAnswer(about);
      const signed = context.checkMessageSigned(about.digest, answer.signature);
      return signed.ok ? ok(null) : signed;
    }
  }
}

const otherBytes = (what: string) =>
  refuse('reply-other-bytes', `${what} in the envelope is for other bytes`);
const otherAnswer = ({ kind }: About) =>
  refuse('reply-unasked', `the envelope answers a ${kind} with something that none was asked for`);

function inspectApproval(
  approval: Approval,
  { subject, requestIds, makerIds, isVoid, endsBy }: Asked,
  { policies, inForce, now, verify }: RepliesContext,
): Result<Refusal | null> {
  const { statement } = approval;
  if (isOther(statement.subject, subject)) return otherBytes('an approval');
  const under = policies[statement.policy.version - 1];
  if (!under) return refuse('approval-other-policy', 'the approval is under a policy that is not known here');
  // Held against the policy that it names: what is late must be honest all the same.
  const checked = checkApprovals(
    { subject, requestIds, makerIds, now: Math.min(now, statement.expiresAt - 1), endsBy },
    [approval],
    { policy: under.policy, verify },
  );
  if (!checked.ok) return checked;
  if (isVoid) return ok(refuse('approval-voided', 'it was rejected or stopped before this approval came'));
  if (statement.policy.version !== inForce)
    return ok(refuse('approval-other-policy', 'the policy in force is another than that of this approval'));
  return statement.expiresAt <= now ? ok(refuse('approval-expired', 'the approval has expired')) : ok(null);
}

function inspectRejection(
  rejection: Rejection,
  { subject, endsIds, makerIds, policyVersion }: Asked,
  { policies, verify }: RepliesContext,
): Result<Refusal | null> {
  const { statement } = rejection;
  if (statement.subject === null || isOther(statement.subject, subject)) return otherBytes('a rejection');
  if (statement.requestIds.join() !== endsIds.join()) return otherBytes('a rejection');
  const checked = checkRejection(rejection, policies, verify);
  if (!checked.ok) return checked;
  const { id, name, roles } = checked.value;
  if (!roles.includes('approver') && !makerIds.includes(id)) {
    return refuse('role-missing', `${name} is neither an approver nor its maker`);
  }
  return policyVersion !== null && statement.policy.version < policyVersion
    ? refuse(
        'approval-other-policy',
        'a rejection in the envelope is under a policy from before it was asked',
      )
    : ok(null);
}

/** Of something else than was asked. */
const isOther = (answered: Approval['statement']['subject'], asked: AskedSubject): boolean =>
  answered.kind !== asked.kind ||
  answered.digest !== asked.digest ||
  answered.viewDigest !== asked.viewDigest;
