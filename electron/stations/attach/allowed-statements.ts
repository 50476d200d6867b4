import type { ApprovalStatement, RejectionStatement } from '../../core/approval/approval.ts';
import type { Freeze, FreezeLift } from '../../core/freeze/freeze.ts';
import { isRecord } from '../../core/json.ts';
import { MANDATE_LIFETIME_MS, type MandateStatement } from '../../core/mandate/mandate.ts';
import { MESSAGE_LIFETIME_MS, type MessageStatement } from '../../core/message/message.ts';
import { parseAmount } from '../../core/money.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { sameNetwork } from '../../core/network-id.ts';
import { REQUEST_LIFETIME_MS, type RequestStatement } from '../../core/proposal/request.ts';
import type { StatementHead } from '../../core/statement.ts';
import type { ClockCorrection } from '../../core/station/clock-correction.ts';
import type { Settlement } from '../../core/station/settlement.ts';
import type { SignerRequest } from '../../signer/protocol.ts';
import { isThisEntry, isThisRemoval, isThisVerification } from './allowed-book-words.ts';
import { type AttachedTo, type Cause, type Said, typedAs } from './said.ts';

type Statement = SignerRequest<'sign-statement'>;

/** A call that an attached process has made and that is not answered yet. */
export interface PendingCall {
  readonly verb: Cause;
  readonly input: unknown;
}

/** Which calls may lead to which statement. What no pending call leads to is not signed, whoever asks. */
const causes: Readonly<Record<Statement['kind'], readonly Cause[]>> = {
  request: ['withdrawal.request', 'gather.request', 'sweep.request', 'movement.void'],
  approval: ['movement.approve'],
  mandate: ['gather.request', 'sweep.request'],
  'mandate-approval': ['movement.approve'],
  message: ['message.ask'],
  'message-approval': ['message.approve'],
  rejection: ['movement.reject', 'movement.stop', 'message.refuse'],
  // Policies and transcripts are signed at ceremonies, which open the officers' keys where the words are.
  policy: [],
  transcript: [],
  // A card tells where a key lies: no other program's.
  'officer-card': [],
  settlement: ['treasury.settle'],
  clock: ['vault.correct-clock'],
  freeze: ['vault.freeze'],
  'freeze-lift': ['vault.lift-freeze'],
  'book-entry': ['book.enter', 'book.change', 'book.import'],
  'book-verification': ['book.verify'],
  'book-removal': ['book.remove'],
  journal: [
    'admit',
    'backup.write',
    'book.change',
    'book.enter',
    'book.import',
    'book.remove',
    'book.verify',
    'books.rebuild',
    'books.settle',
    'account.archive',
    'account.create',
    'account.note',
    'account.rename',
    'account.restore',
    'address.issue',
    'envelope.make',
    'envelope.take',
    'ceremony.abandon',
    'ceremony.ask-library',
    'ceremony.begin',
    'gather.request',
    'journal.export',
    'message.approve',
    'message.ask',
    'message.refuse',
    'message.sign',
    'node.certificates',
    'node.endpoints',
    'node.history',
    'node.own',
    'node.proxy',
    'node.skip-time',
    'export.save',
    'movement.approve',
    'movement.cancel',
    'movement.reject',
    'movement.sign',
    'movement.stop',
    'movement.submit',
    'movement.void',
    'officer.sign-out',
    'station.lock',
    'sweep.request',
    'treasury.settle',
    'vault.change-password',
    'vault.correct-clock',
    'vault.freeze',
    'vault.lift-freeze',
    'vault.look-for-money',
    'vault.lock',
    'vault.migrate',
    'vault.save-copy',
    'vault.second-opinion',
    'vault.unlock',
    'withdrawal.request',
  ],
};

/**
 * Whether an officer's key may sign what the process with the open treasury asks for: only what a call of this officer,
 * made here and not answered yet, leads to, and only as that call said it.
 */
export function isAllowed(
  officerId: string,
  statement: Statement,
  { pending, here }: { readonly pending: Iterable<PendingCall>; readonly here: AttachedTo },
): boolean {
  for (const { verb, input } of pending) {
    if (!isRecord(input) || !causes[statement.kind].includes(verb)) continue;
    if (!actsIn(officerId, { verb, input })) continue;
    if (saysTheSame(statement, { verb, input, here })) return true;
  }
  return false;
}

/** What a second officer confirms. */
const confirmedVerbs: ReadonlySet<Cause> = new Set<Cause>([
  'backup.write',
  'books.settle',
  'node.skip-time',
  'treasury.settle',
  'vault.change-password',
  'vault.correct-clock',
  'vault.lift-freeze',
]);

/** Whether an officer is among those who act in a call: who does it, who confirms it, or who leaves. */
function actsIn(officerId: string, { verb, input }: Pick<Said, 'verb' | 'input'>): boolean {
  if (verb === 'officer.sign-out') return input['officerId'] === null || input['officerId'] === officerId;
  if (input['as'] === officerId) return true;
  return confirmedVerbs.has(verb) && input['confirmedBy'] === officerId;
}

function saysTheSame(statement: Statement, said: Said): boolean {
  // An entry of the journal is known by its hash only.
  if (statement.kind === 'journal') return true;
  if (statement.kind === 'policy' || statement.kind === 'transcript' || statement.kind === 'officer-card')
    return false;
  if (statement.kind === 'settlement') return isThisSettlement(statement.settlement, said);
  if (statement.kind === 'clock') return isThisClock(statement.correction, said);
  if (statement.kind === 'freeze') return isThisFreeze(statement.freeze, said);
  if (statement.kind === 'freeze-lift') return isThisLift(statement.lift, said);
  if (statement.kind === 'book-entry') return isThisEntry(statement.entry, said);
  if (statement.kind === 'book-verification') return isThisVerification(statement.verification, said);
  if (statement.kind === 'book-removal') return isThisRemoval(statement.removal, said);
  if (!isOfTreasury(statement.statement, said)) return false;
  switch (statement.kind) {
    case 'request':
      return isAskedFor(statement.statement, said);
    case 'mandate':
      return isOwnMandate(statement.statement, said);
    case 'approval':
      return isSeen('transaction', statement.statement, said);
    case 'mandate-approval':
      return isSeen('mandate', statement.statement, said);
    case 'message':
      return isThisMessage(statement.statement, said);
    case 'message-approval':
      return isSeen('message', statement.statement, said);
    case 'rejection':
      return isThisRejection(statement.statement, said);
  }
}

/** Of this treasury and network, by the officer of the call. */
const isOfTreasury = ({ treasuryId, network, actor }: StatementHead, { input, here }: Said): boolean =>
  treasuryId === here.treasuryId &&
  sameNetwork(network, here.network) &&
  actor.kind === 'person' &&
  actor.officerId === input['as'];

/** Of this treasury and network, with the choice that the call made. */
const isThisSettlement = (settlement: Settlement, { input, here }: Said): boolean =>
  settlement.treasuryId === here.treasuryId &&
  sameNetwork(settlement.network, here.network) &&
  settlement.nothingUnderWay === input['nothingUnderWay'];

/** Of this treasury, network and vault. */
const isThisClock = (correction: ClockCorrection, { input, here }: Said): boolean =>
  correction.treasuryId === here.treasuryId &&
  sameNetwork(correction.network, here.network) &&
  correction.vaultId === input['vaultId'];

/** Of this treasury and network, by the officer of the call, of the vault that it names, for its reason. */
const isThisFreeze = (freeze: Freeze, { input, here }: Said): boolean =>
  freeze.treasuryId === here.treasuryId &&
  sameNetwork(freeze.network, here.network) &&
  freeze.officerId === input['as'] &&
  freeze.vaultId === input['vaultId'] &&
  freeze.reason === typedAs(input['reason'], parseReference);

/** Of this treasury and network, of the freeze that the call names. */
const isThisLift = (lift: FreezeLift, { input, here }: Said): boolean =>
  lift.treasuryId === here.treasuryId &&
  sameNetwork(lift.network, here.network) &&
  lift.freeze === input['freeze'];

/** What was typed is read here as the station reads it. */
const isThisWithdrawal = (request: RequestStatement, { input, here: { chain } }: Said): boolean =>
  request.kind === 'withdrawal' &&
  request.vaultId === input['vaultId'] &&
  request.source === null &&
  request.memo === null &&
  request.recipient === typedAs(input['recipient'], chain.address.parse) &&
  request.amount.asset === chain.asset.id &&
  request.amount.units === typedAs(input['amount'], (text) => parseAmount(text, chain.asset))?.toString() &&
  request.reference === typedAs(input['reference'], parseReference) &&
  (request.repeats === undefined || request.repeats === input['repeats']) &&
  request.externalId === input['externalId'] &&
  request.bookEntry === input['bookEntry'] &&
  asksNoLonger(request);

const asksNoLonger = ({ createdAt, expiresAt }: RequestStatement): boolean =>
  expiresAt <= createdAt + REQUEST_LIFETIME_MS;

function isAskedFor(request: RequestStatement, said: Said): boolean {
  if (said.verb === 'sweep.request') return isOwnSweep(request, said);
  if (said.verb === 'gather.request') return isOwnGather(request, said);
  return said.verb === 'movement.void' ? isCancellation(request, said) : isThisWithdrawal(request, said);
}

/** It pays nobody: what it consumes returns to its payer. */
const isCancellation = (request: RequestStatement, { input }: Said): boolean =>
  request.kind === 'cancellation' &&
  request.source === request.recipient &&
  request.reference === typedAs(input['reason'], parseReference) &&
  asksNoLonger(request);

/** The station plans a sweep; it goes to a vault of this treasury in any case. */
const isOwnSweep = (request: RequestStatement, { here: { policy } }: Said): boolean =>
  request.kind === 'sweep' &&
  policy.vaults.some(({ receiveAddress }) => receiveAddress === request.recipient) &&
  asksNoLonger(request);

/** It stays in the vault that the call names. */
const isOwnGather = (request: RequestStatement, { input, here: { policy } }: Said): boolean =>
  request.kind === 'gather' &&
  request.vaultId === input['vaultId'] &&
  policy.vaults.some(
    ({ id, receiveAddress }) => id === request.vaultId && receiveAddress === request.recipient,
  ) &&
  asksNoLonger(request);

/** The station plans it; all of it goes to one vault of this treasury in any case. */
const isOwnMandate = (
  { kind, vaultId, destination, createdAt, expiresAt }: MandateStatement,
  { verb, input, here: { policy } }: Said,
): boolean =>
  (verb === 'gather.request' ? kind === 'gather' && vaultId === input['vaultId'] : kind === 'sweep') &&
  policy.vaults.some(
    ({ id, receiveAddress }) => id === destination.vaultId && receiveAddress === destination.address,
  ) &&
  (kind === 'gather') === (destination.vaultId === vaultId) &&
  expiresAt <= createdAt + MANDATE_LIFETIME_MS;

/** The text as it was given, for the address that was typed. */
const isThisMessage = (
  { vaultId, address, text, createdAt, expiresAt }: MessageStatement,
  { input, here: { chain } }: Said,
): boolean =>
  vaultId === input['vaultId'] &&
  text === input['text'] &&
  address === typedAs(input['address'], chain.address.parse) &&
  expiresAt <= createdAt + MESSAGE_LIFETIME_MS;

const isSeen = (
  kind: 'transaction' | 'mandate' | 'message',
  { subject }: ApprovalStatement,
  { input }: Said,
): boolean =>
  subject.kind !== 'batch' &&
  subject.kind === kind &&
  subject.digest === input['digest'] &&
  subject.viewDigest === input['viewDigest'];

const isThisRejection = (
  { subject, requestIds, reason }: RejectionStatement,
  { verb, input }: Said,
): boolean =>
  (verb === 'message.refuse'
    ? subject?.kind === 'message' && subject.digest === input['digest'] && requestIds.length === 0
    : typeof input['id'] === 'string' && requestIds.includes(input['id'])) &&
  reason === typedAs(input['reason'], parseReference);
