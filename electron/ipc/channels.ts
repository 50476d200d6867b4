import type { Channel, Topic } from './contract.ts';

/**
 * The names of the contract without its schemas, so that the preload bundle stays free of the schema library. Both
 * records are complete and exact by their types; a test holds them equal to the contract's own lists.
 */
const channelRecord: Readonly<Record<Channel, true>> = {
  'app.read': true,
  'settings.write': true,
  'treasury.create-practice': true,
  'treasury.choose-folder': true,
  'treasury.open': true,
  'treasury.close': true,
  'officer.sign-in': true,
  'officer.sign-out': true,
  'vault.unlock': true,
  'vault.lock': true,
  'station.lock': true,
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
  'movement.build': true,
  'movement.approve': true,
  'movement.reject': true,
  'movement.sign': true,
  'movement.submit': true,
  'movement.cancel': true,
  'journal.list': true,
  'journal.verify': true,
  'journal.export': true,
  'practice.deposit': true,
};

const topicRecord: Readonly<Record<Topic, true>> = {
  app: true,
  accounts: true,
  deposits: true,
  movements: true,
  journal: true,
};

export const channelNames: ReadonlySet<string> = new Set(Object.keys(channelRecord));
export const topicNames: ReadonlySet<string> = new Set(Object.keys(topicRecord));

export const isTopic = (value: unknown): value is Topic => typeof value === 'string' && topicNames.has(value);

/** The one channel on which main tells windows what has changed. */
export const changeChannel = 'change';
