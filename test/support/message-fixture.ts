import {
  type Approval,
  type ApprovalStatement,
  approvalDigest,
  type Rejection,
  type RejectionStatement,
  rejectionDigest,
} from '../../electron/core/approval/approval.ts';
import type { MessageSubject } from '../../electron/core/approval/subject.ts';
import { FIRST_PATH } from '../../electron/core/derivation-path.ts';
import {
  type MessageStatement,
  messageDigest,
  messageViewDigest,
  type SignedMessage,
} from '../../electron/core/message/message.ts';
import { headOf, hot, NOW, officers, signAs, type TestOfficer, uuid } from './signer-fixture.ts';

/** A text as an auditor gives it, as Mara asks for it. */
export function message(
  overrides: Partial<MessageStatement> = {},
  maker: TestOfficer = officers.mara,
): SignedMessage {
  const statement: MessageStatement = {
    ...headOf(maker),
    id: uuid(0x3e),
    vaultId: hot.id,
    address: hot.address,
    path: FIRST_PATH,
    text: 'Audit 2026 of Example Exchange\nNonce: 7f3a-91bc',
    createdAt: NOW - 60_000,
    expiresAt: NOW + 86_400_000,
    ...overrides,
  };
  return { statement, signature: signAs(maker, messageDigest(statement)) };
}

export const messageSubject = ({ statement }: SignedMessage): MessageSubject => ({
  kind: 'message',
  digest: messageDigest(statement),
  viewDigest: messageViewDigest(statement),
});

/** The approval of a message, attacks included. */
export function messageApproval(
  of: SignedMessage,
  by: TestOfficer = officers.ben,
  overrides: Partial<ApprovalStatement> = {},
): Approval {
  const statement: ApprovalStatement = {
    ...headOf(by),
    subject: messageSubject(of),
    requestIds: [],
    expiresAt: NOW + 1_800_000,
    ...overrides,
  };
  return { statement, signature: signAs(by, approvalDigest(statement)) };
}

/** An officer's no to a message. */
export function messageRefusal(
  of: SignedMessage,
  by: TestOfficer = officers.chiara,
  overrides: Partial<RejectionStatement> = {},
): Rejection {
  const statement: RejectionStatement = {
    ...headOf(by),
    subject: messageSubject(of),
    requestIds: [],
    reason: 'nobody asked for it',
    rejectedAt: NOW,
    ...overrides,
  };
  return { statement, signature: signAs(by, rejectionDigest(statement)) };
}

/** Ben's and Chiara's approvals: as many as the strictest rule of the fixtures' policy asks for. */
export const bothApprove = (of: SignedMessage): Approval[] => [
  messageApproval(of),
  messageApproval(of, officers.chiara),
];
