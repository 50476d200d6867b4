import type { ApprovalStatement } from '../core/approval/approval.ts';
import { checkMessageForm } from '../core/message/check-message.ts';
import { messageDigest, messageViewDigest, type SignedMessage } from '../core/message/message.ts';
import { sameNetwork } from '../core/network-id.ts';
import { ok, type Result, refuse } from '../core/result.ts';

/** Checks that what an approval claims of a message is what the message says. Whether it is one of the policy, the vault decides. */
export function checkMessageApproval(
  { statement: message }: SignedMessage,
  { subject, network, treasuryId, requestIds, expiresAt }: ApprovalStatement,
): Result<void> {
  const form = checkMessageForm(message);
  if (!form.ok) return form;
  if (subject.kind !== 'message') {
    return refuse('approval-subject', `expected an approval of a message, got one of a ${subject.kind}`);
  }
  if (treasuryId !== message.treasuryId) {
    return refuse('approval-other-treasury', 'the approval names another treasury than the message');
  }
  if (!sameNetwork(network, message.network)) {
    return refuse('approval-other-network', 'the approval names another network than the message');
  }
  if (subject.digest !== messageDigest(message)) {
    return refuse('approval-other-digest', 'the approval names another message');
  }
  if (subject.viewDigest !== messageViewDigest(message)) {
    return refuse('approval-other-view', 'the screen showed something else than what the message says');
  }
  if (requestIds.length > 0) {
    return refuse('approval-other-request', 'expected an approval that names the message only');
  }
  return expiresAt <= message.expiresAt
    ? ok(undefined)
    : refuse('message-expired', 'the approval would hold for longer than the message');
}
