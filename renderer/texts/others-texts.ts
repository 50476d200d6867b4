import type { OtherRow } from '../../electron/contract/accounts.ts';
import { grouped } from './grouped.ts';

type Kind = OtherRow['kind'];

interface KindText {
  readonly what: string;
  /** @param unit of the treasury's asset */
  readonly why: (unit: string) => string;
}

const kinds: Readonly<Record<Kind, KindText>> = {
  'time-lock': {
    what: 'Time lock',
    why: () => 'Nobody can move it before its day; then another program has to unlock it.',
  },
  vesting: {
    what: 'Vesting reward',
    why: () => 'One part of a reward, under a time lock; after its day another program has to unlock it.',
  },
  stake: {
    what: 'Stake',
    why: () => 'It lies with a validator. Another program has to end the stake; rewards come with it.',
  },
  'locked-stake': {
    what: 'Stake under a time lock',
    why: () => 'It lies with a validator, and stays locked until its day when the stake has ended.',
  },
  'old-output': {
    what: 'Output of the old network',
    why: (unit) => `Another program has to claim it; then it is plain ${unit}.`,
  },
  'other-asset': {
    what: 'Another coin',
    why: (unit) => `Sallyport knows ${unit} alone. Anybody can make a coin of any name.`,
  },
  object: { what: 'An object', why: () => 'Sallyport does not know what it is. It may be worth nothing.' },
  unreadable: {
    what: 'An unreadable object',
    why: () => 'What the node told of it is not what its type says, or it was not told.',
  },
};

export const othersTexts = {
  title: 'Not spendable here',
  hint: 'In no balance and in no total: Sallyport neither spends nor counts it.',
  list: 'What is not spendable here',
  count: (n: number) => `${grouped(n)} ${n === 1 ? 'thing' : 'things'}, listed below`,
  none: 'Nothing of that kind, by one node’s word.',
  mark: (n: number) => `${grouped(n)} ${n === 1 ? 'thing' : 'things'} not spendable here, by one node’s word`,
  what: (kind: Kind) => kinds[kind].what,
  why: (kind: Kind, unit: string) => kinds[kind].why(unit),
  baseUnits: (units: string) => `${units} base units`,
  until: 'Locked until',
  since: 'Lock ended',
  never: 'for ever: no calendar has its day',
  expires: 'Then another’s',
  expiresTo: 'Goes to',
  owes: 'Of it owed',
  owesTo: 'Owed to',
  pool: 'Staking pool',
  from: 'Counts from epoch',
  inside: 'Inside',
  insideCount: (n: string) => (n === '1' ? '1 asset of another kind' : `${n} assets of other kinds`),
  address: 'On address',
  type: 'Type',
  id: 'Object',
  showMore: (n: number) => `Show ${grouped(n)} more`,
  andMore: (n: number) => `And ${grouped(n)} more, which are not listed.`,
  notWhole: 'The node’s list was longer than Sallyport reads: there may be more.',
  asked: (asked: number, addresses: number) =>
    `The node was asked for the ${grouped(asked)} newest of ${grouped(addresses)} addresses.`,
} as const;
