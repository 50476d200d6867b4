import type { Window } from '../books/sqlite/database.ts';
import { canonicalJson } from '../core/canonical-json.ts';
import type { JournalEntry, JsonValue } from '../core/journal/journal-entry.ts';
import { formatAmount, parseNanos } from '../core/money.ts';
import { assertNever } from '../core/result.ts';
import { officerName, type Treasury } from './treasury.ts';
import type { JournalRow } from '../contract/journal.ts';

export function journalRow(treasury: Treasury, entry: JournalEntry): JournalRow {
  return {
    seq: entry.seq,
    at: entry.at,
    kind: entry.kind,
    officerName: officerName(treasury, entry.officerId),
    summary: summaryOf(treasury, entry),
    hash: entry.hash,
    signedByOfficer: entry.officerSignature !== null,
    body: canonicalJson(entry.body),
  };
}

/** Newest first. */
export function listJournal(treasury: Treasury, window: Window) {
  const { total, rows } = treasury.store.journal.list(window);
  return { total, rows: rows.map((row) => journalRow(treasury, row)) };
}

/** One line in plain words. */
export function summaryOf(treasury: Treasury, { kind, body }: JournalEntry): string {
  const text = (key: string): string => textOf(body[key]);
  const amount = (): string => amountOf(body['amount']);
  const vault = (): string =>
    treasury.policy.vaults.find(({ id }) => id === body['vaultId'])?.name ?? 'unknown vault';
  switch (kind) {
    case 'treasury-created':
      return `Treasury "${text('name')}" created on ${text('network')}`;
    case 'account-created':
      return `Account "${text('alias')}" created in ${vault()}`;
    case 'address-issued':
      return `Address ${text('index')} of account ${text('account')} issued in ${vault()}`;
    case 'deposit-final':
      return `Deposit of ${amount()} IOTA final in checkpoint ${text('checkpoint')}`;
    case 'officer-signed-in':
      return 'Signed in';
    case 'officer-signed-out':
      return `${officerName(treasury, text('officer')) ?? 'An officer'} signed out`;
    case 'vault-opened':
      return `${vault()} unlocked`;
    case 'vault-closed':
      return `${vault()} locked`;
    case 'vault-sealed':
      return `${vault()} sealed what is new to it`;
    case 'withdrawal-requested':
      return `Withdrawal of ${amount()} IOTA requested`;
    case 'sweep-requested':
      return `Sweep of ${amount()} IOTA requested`;
    case 'request-cancelled':
      return 'Request cancelled';
    case 'proposal-built':
      return `Proposal built: ${text('transaction')}`;
    case 'proposal-approved':
      return 'Proposal approved';
    case 'proposal-rejected':
      return `Proposal rejected${text('reason') === '' ? '' : `: ${text('reason')}`}`;
    case 'proposal-expired':
      return 'An approval expired: all approvals of this proposal are void';
    case 'sign-refused':
      return `The signer refused (${text('code')}): ${text('message')}`;
    case 'proposal-signed':
      return `Signed: ${text('transaction')}`;
    case 'transaction-submitted':
      return `Accepted by the node: ${text('transaction')}`;
    case 'transaction-final':
      return `Final in checkpoint ${text('checkpoint')}`;
    case 'transaction-failed':
      return `Failed: ${text('error')}`;
    case 'ceremony-abandoned':
      return `Ceremony abandoned: ${text('ceremony')}`;
    case 'vault-password-changed':
      return `Password of ${vault()} changed`;
    case 'vault-copied':
      return `Verified copy of ${vault()} saved`;
    case 'vault-migrated':
      return `File of ${vault()} migrated to version 3`;
    case 'node-alarm':
      return `Node alarm (${text('code')}): ${text('message')}`;
    case 'ceremony-held':
      return `Ceremony ${text('ceremony')}: ${text('result')}`;
    default:
      return assertNever(kind);
  }
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function amountOf(value: JsonValue | undefined): string {
  const nanos = parseNanos(textOf(value));
  return nanos.ok ? formatAmount(nanos.value) : '?';
}
