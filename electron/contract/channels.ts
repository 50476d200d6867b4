import type { Channel } from './contract.ts';
import type { Topic } from './topics.ts';

/**
 * The names of the contract without its schemas, so that the preload bundle stays free of the schema library. Both
 * records are complete and exact by their types; a test compares them with the contract's own lists.
 */
const channelRecord: Readonly<Record<Channel, true>> = {
  'app.read': true,
  'settings.write': true,
  'settings.idle-lock': true,
  'treasury.create-practice': true,
  'treasury.choose-folder': true,
  'treasury.open': true,
  'treasury.open-as-new-station': true,
  'treasury.close': true,
  'treasury.settle': true,
  'books.rebuild': true,
  'books.settle': true,
  'officer.sign-in': true,
  'officer.sign-out': true,
  'vault.unlock': true,
  'vault.lock': true,
  'station.lock': true,
  'vault.second-opinion': true,
  'official.look': true,
  'dashboard.read': true,
  'account.list': true,
  'account.create': true,
  'address.list': true,
  'address.issue': true,
  'address.copy': true,
  'deposit.list': true,
  'movement.list': true,
  'movement.read': true,
  'withdrawal.preview': true,
  'withdrawal.request': true,
  'sweep.plan': true,
  'sweep.request': true,
  'movement.approve': true,
  'movement.reject': true,
  'movement.stop': true,
  'movement.void': true,
  'movement.sign': true,
  'movement.submit': true,
  'movement.cancel': true,
  'ceremony.read': true,
  'ceremony.list': true,
  'ceremony.begin': true,
  'ceremony.draw': true,
  'ceremony.show-words': true,
  'ceremony.words-written': true,
  'ceremony.check-words': true,
  'ceremony.show-again': true,
  'ceremony.split': true,
  'ceremony.show-share': true,
  'ceremony.share-written': true,
  'ceremony.check-share': true,
  'ceremony.sheets-labelled': true,
  'ceremony.rehearse': true,
  'ceremony.enter': true,
  'ceremony.choose-file': true,
  'ceremony.open-file': true,
  'ceremony.confirm-address': true,
  'ceremony.choose-wallet-folder': true,
  'ceremony.leave-wallet-folder': true,
  'ceremony.ask-library': true,
  'ceremony.search': true,
  'ceremony.write': true,
  'ceremony.prepare-sweep': true,
  'ceremony.retire-old-vault': true,
  'ceremony.note-deviation': true,
  'ceremony.abandon': true,
  'ceremony.sign': true,
  'ceremony.dismiss': true,
  'ceremony.save-sheet': true,
  'ceremony.earlier-payments': true,
  'ceremony.save-transcript': true,
  'vault.change-password': true,
  'vault.correct-clock': true,
  'vault.migrate': true,
  'vault.save-copy': true,
  'journal.list': true,
  'journal.entry': true,
  'journal.verify': true,
  'journal.export': true,
  'practice.deposit': true,
  'practice.epoch': true,
};

const topicRecord: Readonly<Record<Topic, true>> = {
  app: true,
  accounts: true,
  deposits: true,
  movements: true,
  journal: true,
  ceremony: true,
  lock: true,
};

export const channelNames: ReadonlySet<string> = new Set(Object.keys(channelRecord));
export const topicNames: ReadonlySet<string> = new Set(Object.keys(topicRecord));

/** Whether a value from outside is one of the topics. */
export const isTopic = (value: unknown): value is Topic => typeof value === 'string' && topicNames.has(value);

/** The one channel on which main tells windows what has changed. */
export const changeChannel = 'change';
