import * as v from 'valibot';
import type { JournalRow } from '../../books/rows.ts';
import type { Asset } from '../../core/asset.ts';
import { importedSchema } from '../../core/ceremony/former-history.ts';
import { isRecord } from '../../core/json.ts';
import { amountText } from '../../core/money.ts';
import { assertNever } from '../../core/result.ts';
import { officerName } from '../officers/officer-name.ts';
import { storedJson } from '../stored-json.ts';

/** What lines of the journal are told with: the present names, and the asset of amounts. */
export interface LineParts {
  readonly policy: {
    present(): {
      readonly officers: readonly { readonly id: string; readonly name: string }[];
      readonly vaults: readonly {
        readonly id: string;
        readonly name: string;
        readonly receiveAddress: string;
      }[];
    };
  };
  readonly chain: { readonly asset: Asset };
}

/** One line in plain words. A row is no proof: what it lacks is left out. */
export function summaryOf({ policy, chain }: LineParts, row: JournalRow): string {
  const { officers, vaults } = policy.present();
  const stored = storedJson(row.shown);
  const body = isRecord(stored) ? stored : {};
  const text = (key: string): string => textOf(body[key]);
  const amount = (): string =>
    /^[0-9]{1,40}$/.test(row.units ?? '') ? amountText(BigInt(row.units ?? '0'), chain.asset) : '?';
  /** To whom its movement pays: an own vault by its name. */
  const payee = (): string => {
    if (row.pays === null) return '';
    const { recipient } = row.pays;
    return ` to ${vaults.find(({ receiveAddress }) => receiveAddress === recipient)?.name ?? recipient}`;
  };
  const paid = (): string =>
    row.pays === null ? '' : `, ${amountText(row.pays.units, chain.asset)}${payee()}`;
  const vault = (): string => vaults.find(({ id }) => id === row.vaultId)?.name ?? 'unknown vault';
  /** By the name that it had then, where the entry says it. */
  const account = (): string => (text('alias') === '' ? text('account') : `"${text('alias')}"`);
  const answeredBy = (id: string): string =>
    id === '' ? '' : ` at another station by ${officerName({ officers }, id) ?? 'an officer'}`;
  switch (row.kind) {
    case 'treasury-created':
      return `Treasury "${text('name')}" created${text('network') === '' ? '' : ` on ${text('network')}`}`;
    case 'account-created':
      return `Account "${text('alias')}" created in ${vault()}`;
    case 'account-renamed':
      return `Account "${text('from')}" in ${vault()} is named "${text('alias')}" from now on`;
    case 'account-noted':
      return `Note of account ${account()} in ${vault()}: ${text('note') === '' ? 'taken away' : text('note')}`;
    case 'account-archived':
      return `Account ${account()} in ${vault()} archived`;
    case 'account-restored':
      return `Account ${account()} in ${vault()} taken back from the archive`;
    case 'addresses-derived':
      return `Addresses of account ${text('account')} derived ahead in ${vault()}`;
    case 'money-found':
      return `A search found addresses of ${vault()} that were used or have money`;
    case 'address-issued':
      return `Address ${text('index')} of account ${text('account')} issued in ${vault()}`;
    case 'deposit-final':
      return `Deposit of ${amount()} final in checkpoint ${text('checkpoint')}${text('address') === '' ? '' : `, at ${text('address')}`}`;
    case 'officer-signed-in':
      return 'Signed in';
    case 'officer-signed-out':
      return `${officerName({ officers }, text('officerId')) ?? 'An officer'} signed out`;
    case 'vault-opened':
      return `${vault()} unlocked`;
    case 'vault-closed':
      return `${vault()} locked`;
    case 'vault-sealed':
      return `${vault()} recorded new policies and rejections`;
    case 'withdrawal-requested':
      return `Withdrawal of ${amount()}${payee()} requested`;
    case 'sweep-requested':
      return `Sweep of ${amount()}${payee()} requested`;
    case 'mandate-requested':
      return `Mandate requested for ${vault()}`;
    case 'mandate-received':
      return `Mandate received for ${vault()}`;
    case 'gather-requested':
      return `Gathering of ${amount()}${payee()} requested`;
    case 'cancellation-requested':
      return `Cancellation of a payment of ${amount()} requested`;
    case 'request-cancelled':
      return `Request cancelled${paid()}`;
    case 'proposal-built':
      return `Proposal built${paid()}: ${text('digestText')}`;
    case 'proposal-approved':
      return `${text('approver') === '' ? 'Proposal approved' : 'Approved'}${answeredBy(text('approver'))}${paid()}${text('repeats') === '' ? '' : ', beside an earlier payment of the same'}`;
    case 'mandate-approved':
      return `Mandate approved${answeredBy(text('approver'))}`;
    case 'mandate-stopped':
      return `Mandate stopped${text('reason') === '' ? '' : `: ${text('reason')}`}`;
    case 'proposal-rejected':
      return `Proposal rejected${paid()}${text('reason') === '' ? '' : `: ${text('reason')}`}`;
    case 'movement-stopped':
      return `Stopped${paid()}${text('reason') === '' ? '' : `: ${text('reason')}`}`;
    case 'stop-sealed':
      return `Rejected${paid()}: ${vault()} had signed nothing for it, and never will`;
    case 'request-expired':
      return `The request asks no more${paid()}: its time is over`;
    case 'proposal-expired':
      switch (text('again')) {
        case 'approve':
          return `Approvals are void${paid()}, by their time or a new policy: it waits for new ones`;
        case 'build':
          return body['alone'] === true
            ? `Its mandate is void by a new policy${paid()}: it goes on by itself, with approvals of its own`
            : `The time of its transaction or of an approval is over${paid()}: another one is built`;
        default:
          return `An approval or the transaction's time is over${paid()}: all approvals of this proposal are void`;
      }
    case 'sign-refused':
      return `The signer refused${paid()} (${text('code')}): ${text('message')}`;
    case 'proposal-signed':
      return `Signed${paid()}: ${text('transactionId')}`;
    case 'transaction-leaving':
      return `Sent to the network in epoch ${text('epoch')}${paid()}`;
    case 'payment-voided':
      return `Cancelled in checkpoint ${text('checkpoint')}${paid()}: it can never happen, and its inputs are free`;
    case 'transaction-submitted':
      return `Accepted by the node${paid()}: ${text('transactionId')}`;
    case 'transaction-final':
      return `Final in checkpoint ${text('checkpoint')}${paid()}`;
    case 'payment-recovered':
      return `Found in checkpoint ${text('checkpoint')}, signed by another copy${paid()}: ${text('transactionId')}`;
    case 'transaction-failed':
      return text('again') === 'build'
        ? `Never executed, and its time is over${paid()}: another transaction is built`
        : `Failed${paid()}: ${text('error')}`;
    case 'ceremony-abandoned':
      return `Ceremony abandoned: ${text('ceremony')}`;
    case 'vault-password-changed':
      return `Password of ${vault()} changed`;
    case 'act-confirmed':
      if (body['act'] === 'books-settled')
        return `A second officer confirmed: alarm ${text('to')} is settled`;
      if (body['act'] === 'time-skipped')
        return `A second officer confirmed: the ledger is not seen from checkpoint ${text('from')} to ${text('to')}${behind(body['skip'])}`;
      if (body['act'] === 'treasury-backed-up')
        return 'A second officer confirmed: a backup with files of vaults or officers';
      return body['act'] === 'idle-lock-changed'
        ? `A second officer confirmed: idle lock after ${text('to')} instead of ${text('from')} seconds`
        : `A second officer confirmed: another password for ${vault()}`;
    case 'idle-lock-changed':
      return `Idle lock after ${text('to')} instead of ${text('from')} seconds`;
    case 'node-changed':
      return `Node changed from ${nodeText(body['from'])} to ${nodeText(body['to'])}${thenText(body['others'])}${storeText(body['history'])}${wayText(body['way'])}`;
    case 'time-skipped':
      return `Time of the ledger was skipped: checkpoints from ${text('from')} on were not seen, up to the one before ${text('to')}${behind(body)}`;
    case 'treasury-backed-up':
      return `Backup of the whole treasury written, up to entry ${text('entries')}${alongWith[text('keys')] ?? ''}`;
    case 'journal-exported':
      return `Journal exported up to entry ${text('entries')}`;
    case 'books-exported':
      return `Exported: ${text('what')} (${text('format')}), SHA-256 ${text('sha256')}`;
    case 'ceremony-begun':
      return `Ceremony begun: ${text('ceremony')}`;
    case 'folder-settled':
      return text('station') === 'new'
        ? 'A new station was enrolled; the one before it is retired'
        : 'The folder was settled against what was known outside of it';
    case 'clock-corrected':
      return `Two approvers signed what the time is: what ${vault()} had dated later is dated to it`;
    case 'vault-frozen':
      return `${row.vaultId === null ? 'Every vault' : vault()} frozen${text('reason') === '' ? '' : `: ${text('reason')}`}`;
    case 'freeze-lifted':
      return `Freeze of ${row.vaultId === null ? 'every vault' : vault()} lifted`;
    case 'recipient-entered':
      return `Entered into the address book: ${text('name')}`;
    case 'recipient-verified':
      return `Verified in the address book: ${text('name')}`;
    case 'recipient-removed':
      return `Removed from the address book: ${text('name')}`;
    case 'facts-noted':
      return `Facts of the ledger noted up to batch ${text('batches')}`;
    case 'books-differed':
      return `Alarm: ${text('count')} differences between the tables and what is signed`;
    case 'books-rebuilt':
      return `Tables made anew${text('facts') === 'anew' ? '; facts of the ledger are read again' : ''}`;
    case 'station-joined':
      return `This station came to treasury "${text('name')}"${text('network') === '' ? '' : ` on ${text('network')}`}`;
    case 'station-introduced':
      return `The desk of ${officerName({ officers }, text('officerId')) ?? 'an officer'} is known from here on`;
    case 'envelope-made':
      return `Envelope ${text('number')} made: ${text('contents')}`;
    case 'envelope-taken':
      return `Envelope ${text('number')} of another station taken in: ${text('contents')}`;
    case 'drop-folder-set':
      return text('folder') === ''
        ? 'No folder for envelopes from here on'
        : `Folder for envelopes: ${text('folder')}`;
    case 'message-asked':
      return `Asked ${vault()} to sign a message`;
    case 'message-received':
      return `Message to sign received for ${vault()}`;
    case 'message-approved':
      return `Message to sign approved${answeredBy(text('approver'))}: ${text('approvals')} of ${text('needed')}`;
    case 'message-refused':
      return `Message to sign refused${answeredBy(text('refuser'))}${text('reason') === '' ? '' : `: ${text('reason')}`}`;
    case 'message-not-signed':
      return `${vault()} refused to sign a message (${text('code')}): ${text('why')}`;
    case 'message-signed':
      return `${vault()} signed a message`;
    case 'movement-ended-elsewhere':
      return `By its desk it is ${text('state')}${paid()}`;
    case 'proposal-received':
      return `Proposal received${paid()}: ${text('digestText')}`;
    case 'books-settled':
      return `Alarm of entry ${text('alarm')} settled`;
    case 'vault-copied':
      return `Verified copy of ${vault()} saved`;
    case 'second-opinion-agreed':
      return `Second opinion: ${text('library')} ${text('version')} derived the same ${text('compared')} addresses of ${vault()}${apart(text('apart'))}`;
    case 'second-opinion-differed':
      return `Alarm of a second opinion: ${text('library')} ${text('version')} derived other addresses of ${vault()} (${text('count')} differ)${apart(text('apart'))}`;
    case 'vault-migrated':
      return `File of ${vault()} migrated to version 3`;
    case 'node-alarm':
      return `Node alarm (${text('code')}): ${text('message')}`;
    case 'ceremony-completed':
      return `Ceremony ${text('ceremony')}: ${text('result')}${broughtIn(row.imported)}`;
    default:
      return assertNever(row.kind);
  }
}

/** With the checkpoint of which digest skipped time ends; entries of before do not say it twice. */
function behind(skip: unknown): string {
  const digest = isRecord(skip) ? textOf(skip['digest']) : '';
  return digest === '' ? '' : `, of digest ${digest}`;
}

const nodeText = (url: unknown): string =>
  textOf(url) === '' ? "the desk's own practice node" : textOf(url);

/** The endpoints that are tried after the first. */
function thenText(others: unknown): string {
  const to = isRecord(others) ? others['to'] : null;
  return Array.isArray(to) && to.length > 0 ? `, then ${to.map(textOf).join(', then ')}` : '';
}

/** The store of old checkpoints, where it is another one now. */
function storeText(history: unknown): string {
  if (!isRecord(history) || history['from'] === history['to']) return '';
  return history['to'] === null
    ? ', without a historical store'
    : `, with the historical store ${textOf(history['to'])}`;
}

/** How the endpoints are reached, where it is another way now. */
function wayText(way: unknown): string {
  if (!isRecord(way)) return '';
  const [from, to] = [way['from'], way['to']];
  if (!isRecord(from) || !isRecord(to)) return '';
  const { proxy, login, certificates } = to;
  const by =
    proxy === null
      ? ', directly'
      : `, by the proxy ${textOf(proxy)}${login === true ? ' with a name and a password' : ''}`;
  const prints = Array.isArray(certificates) ? certificates.map(textOf) : [];
  const trusting =
    prints.length === 0
      ? ', trusting public authorities'
      : `, trusting the certificates ${prints.join(', ')} alone`;
  return by + trusting;
}

/** Whose files went along with a backup. */
const alongWith: Readonly<Record<string, string>> = {
  vaults: ', with vault files',
  officers: ', with officer files',
  both: ', with vault and officer files',
};

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Where the system did not enclose the library, an officer had said that it may be asked all the same. */
const apart = (how: string): string => (how === 'process' ? ', not enclosed by the system' : '');

/** What came out of another wallet's folder with a ceremony. */
function broughtIn(imported: string | null): string {
  const told = v.safeParse(importedSchema, storedJson(imported ?? 'null'));
  if (!told.success) return '';
  const { accounts, payments } = told.output;
  return `, with ${counted(accounts, 'account')} and ${counted(payments, 'earlier payment')} out of a wallet folder`;
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;
