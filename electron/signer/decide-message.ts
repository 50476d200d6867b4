import { officerOf } from '../core/actor.ts';
import type { Approval } from '../core/approval/approval.ts';
import { checkApprovals } from '../core/approval/check-approvals.ts';
import type { Hex32 } from '../core/digest.ts';
import { checkMessage, messageRule } from '../core/message/check-message.ts';
import { messageDigest, messageViewDigest, type SignedMessage } from '../core/message/message.ts';
import { checkDemands } from '../core/policy/check-demands.ts';
import { suspendedAt } from '../core/policy/people.ts';
import { DATE_TOLERANCE_MS } from '../core/proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import type { SigningContext } from './signing-context.ts';

/** A message that may be signed. */
export interface ApprovedMessage {
  readonly digest: Hex32;
  readonly ruleId: string;
  readonly approvers: readonly string[];
}

/**
 * Pure: whether a vault signs a message. Only its own policy, keys and memory count: the maker's signature, the address at its path,
 * the approvals of the strictest rule, no refusal of an officer that it has sealed. Refuses as `checkMessage`, `messageRule`,
 * `checkApprovals` and `checkDemands` do, and `vault-unknown`, `message-other-address`, `approval-voided`, `message-expired`, `request-ahead`,
 * `request-too-old`, `vaults-wait`.
 */
export function decideMessage(
  message: SignedMessage,
  approvals: readonly Approval[],
  { governed, policy, memory, addressAt, verify, now }: SigningContext,
): Result<ApprovedMessage> {
  const { statement } = message;
  const checked = checkMessage(message, policy, verify);
  if (!checked.ok) return checked;
  if (statement.vaultId !== governed.vaultId) {
    return refuse('vault-unknown', 'the message is for another vault');
  }
  if (addressAt(statement.path) !== statement.address) {
    return refuse(
      'message-other-address',
      `${statement.address} is not this vault's address at the named path`,
    );
  }
  const digest = messageDigest(statement);
  if (memory.isVoided(digest)) {
    return refuse('approval-voided', 'this message was refused; its approvals are void for good');
  }
  const outOfTime = whyOutOfTime(message, { memory, now });
  if (outOfTime) return outOfTime;
  const rule = messageRule(policy, governed.vaultId);
  if (!rule.ok) return rule;
  const makerIds = [officerOf(statement.actor) ?? ''];
  const given = checkApprovals(
    {
      subject: { kind: 'message', digest, viewDigest: messageViewDigest(statement) },
      requestIds: [],
      makerIds,
      now,
      endsBy: statement.expiresAt,
    },
    approvals,
    { policy, verify },
  );
  if (!given.ok) return given;
  // It pays nobody: only people are asked for.
  const approvers = checkDemands(
    policy,
    { ...rule.value, delay: 0 },
    { makerIds, approvals: given.value, knownSince: now, now, suspended: suspendedAt(now) },
  );
  return approvers.ok ? ok({ digest, ruleId: rule.value.id, approvers: approvers.value }) : approvers;
}

function whyOutOfTime(
  { statement: { createdAt, expiresAt } }: SignedMessage,
  { memory, now }: Pick<SigningContext, 'memory' | 'now'>,
): Refusal | null {
  const text = (at: number) => new Date(at).toISOString();
  const { settled, horizon } = memory;
  if (settled !== null && now < settled.signsFrom) {
    return refuse('vaults-wait', `expected a time from ${text(settled.signsFrom)} on`);
  }
  if (createdAt > now + DATE_TOLERANCE_MS) {
    return refuse(
      'request-ahead',
      `expected a message dated at most 2 minutes ahead of this clock, got one of ${text(createdAt)}`,
    );
  }
  if (createdAt < horizon) {
    return refuse('request-too-old', `expected a message dated from ${text(horizon)} on`);
  }
  return expiresAt <= now
    ? refuse('message-expired', `the message asked to be signed until ${text(expiresAt)}`)
    : null;
}
