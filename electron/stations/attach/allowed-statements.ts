import type { Channel } from '../../contract/contract.ts';
import { isRecord } from '../../core/json.ts';
import type { SignerRequest } from '../../signer/protocol.ts';

type Statement = SignerRequest<'sign-statement'>;

/** Taking in an officer whose key is open here. */
export type Cause = Channel | 'admit';

/** A call that an attached process has made and that is not answered yet. */
export interface PendingCall {
  readonly verb: Cause;
  readonly input: unknown;
}

/** Which calls may lead to which statement. What no pending call leads to is not signed, whoever asks. */
const causes: Readonly<Record<Statement['kind'], readonly Cause[]>> = {
  request: ['withdrawal.request', 'sweep.request'],
  approval: ['movement.approve'],
  rejection: ['movement.reject'],
  // Policies and transcripts are signed at ceremonies, which open the officers' keys where the words are.
  policy: [],
  transcript: [],
  journal: [
    'admit',
    'account.create',
    'address.issue',
    'movement.approve',
    'movement.build',
    'movement.cancel',
    'movement.reject',
    'movement.sign',
    'movement.submit',
    'sweep.request',
    'vault.change-password',
    'vault.lock',
    'vault.migrate',
    'vault.save-copy',
    'vault.unlock',
    'withdrawal.request',
  ],
};

/**
 * Whether an officer's key may sign what the process with the open treasury asks for: only what a call of this officer,
 * made here and not answered yet, leads to. An approval must be of exactly the bytes and the view that the call named.
 */
export function isAllowed(officerId: string, statement: Statement, pending: Iterable<PendingCall>): boolean {
  for (const { verb, input } of pending) {
    if (!isRecord(input) || input['as'] !== officerId || !causes[statement.kind].includes(verb)) continue;
    if (statement.kind !== 'approval' || isSeen(statement.statement.subject, input)) return true;
  }
  return false;
}

const isSeen = (
  subject: Extract<Statement, { kind: 'approval' }>['statement']['subject'],
  input: Readonly<Record<string, unknown>>,
): boolean =>
  subject.kind === 'transaction' &&
  subject.digest === input['digest'] &&
  subject.viewDigest === input['viewDigest'];
