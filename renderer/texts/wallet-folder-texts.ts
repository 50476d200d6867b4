import type { FormerView } from '../../electron/contract/ceremony.ts';
import { grouped } from './grouped.ts';

const count = (n: number, one: string, many: string): string => `${grouped(n)} ${n === 1 ? one : many}`;
type Account = FormerView['accounts'][number];
type Name = NonNullable<Account['name']>;
type Outcome = Account['outcome'];

/** The folder of another wallet: choosing it, what would come, and what came. */
export const walletFolderTexts = {
  title: 'Names, addresses and notes of the old wallet',
  intro:
    'Firefly and wallet.rs keep account names, addresses and payments in a folder, apart from the seed. Close the old wallet, then choose that folder: the one in which a file named CURRENT lies (Firefly: under __storage__ in its data, one for each profile). It is only read.',
  choose: 'Read a wallet folder',
  other: 'Read another folder',
  reading: 'Reading a copy of the folder, deriving each address again from the seed',
  leave: 'Go on without it',
  dryRun: 'What would come from the folder',
  notYet: 'Nothing has come yet. It comes when this ceremony ends, all of it or nothing.',
  came: 'What came from the folder',
  folder: 'Folder',
  network: 'Network there',
  notSaid: 'not said',
  columns: {
    addresses: 'Addresses',
    payments: 'Payments',
    lastSeen: 'Last seen there',
  },
  unnamed: 'without a name',
  number: (index: number) => `account ${index}`,
  addresses: ({ addresses, internalAddresses }: Account) =>
    internalAddresses === 0
      ? grouped(addresses)
      : `${grouped(addresses)} and ${grouped(internalAddresses)} for change`,
  payments: ({ payments, notes }: Account) =>
    notes === 0 ? grouped(payments) : `${grouped(payments)} with ${count(notes, 'note', 'notes')}`,
  name: ({ alias, why }: Name) =>
    why === 'kept'
      ? `This account is here already and keeps its name: ${alias}`
      : why === 'numbered'
        ? `The name is taken here: it becomes ${alias}`
        : `It becomes ${alias}`,
  bound: (amount: string) =>
    `and ${amount} that others may take back, that is locked for a time, or that an alias or NFT holds`,
  elsewhere: (amount: string) => `and ${amount} on another network than the rest`,
  none: 'The folder has no account that can be read.',
  sum: (comes: number, payments: number) =>
    `${count(comes, 'account comes', 'accounts come')} with names and addresses, ${count(payments, 'payment', 'payments')} as history.`,
  history:
    'What the old wallet last saw, and its payments, belong to its own ledger: they are shown as history and never count as money here.',
  differs: (change: number, index: number) =>
    `${change === 0 ? 'Address' : 'Change address'} ${index} is not of this seed`,
  written: 'In the folder',
  writtenThere: 'as it is written there',
  derived: 'From the seed',
  unread: 'Could not be read',
  more: (n: number) => `and ${grouped(n)} more`,
  earlier: 'Earlier payments',
  earlierOf: (when: string) => `Earlier payments that came in on ${when}`,
  signed: ({ accounts, payments }: FormerView) =>
    `The transcript that you sign names what comes from the wallet folder: ${count(accounts.filter(({ outcome }) => outcome === 'comes').length, 'account', 'accounts')}, ${count(payments, 'earlier payment', 'earlier payments')}, and the digest of these payments.`,
  imported: (accounts: number, payments: number) =>
    `${count(accounts, 'account', 'accounts')} and ${count(payments, 'earlier payment', 'earlier payments')} from a wallet folder`,
  historyColumns: { when: 'When', account: 'Account', amount: 'Amount', state: 'State', note: 'Note' },
  incoming: 'in',
  outgoing: 'out',
  notTold: 'not told',
  place: (from: number, to: number, total: number) =>
    `${grouped(from)} to ${grouped(to)} of ${grouped(total)}`,
  newer: 'Newer payments',
  older: 'Older payments',
  empty: 'No payment came in.',
} as const;

/** What becomes of an account, in a word and a sentence. */
export const outcomeTexts: Record<Outcome, { readonly word: string; readonly why: string }> = {
  comes: { word: 'comes', why: 'Each of its addresses was derived again from the seed and is the same.' },
  'other-coin-type': {
    word: 'history only',
    why: 'Its addresses are of this seed, but of another coin type: here its keys would give other addresses.',
  },
  differs: {
    word: 'does not come',
    why: 'Not all of its addresses are of this seed. Its payments do not come either.',
  },
  'too-many': { word: 'does not come', why: 'It has more addresses than come in at once (20 000).' },
  'no-address': { word: 'does not come', why: 'It has no address by which it could be proven.' },
};

/** What the old wallet thought of a payment. */
export const formerStateTexts = {
  pending: 'never confirmed',
  confirmed: 'confirmed',
  conflicting: 'failed',
  unknown: 'not known',
} as const;
