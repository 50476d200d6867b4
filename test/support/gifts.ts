import * as v from 'valibot';
import { contentOf, type Gift, type GivenObject, giftSchema } from '../../electron/practice/gift.ts';

const hex = (byte: string) => `0x${byte.repeat(32)}`;
export const POOL = hex('9a');
export const RETURN_TO = hex('7c');
/** 4 Mar 2030, noon in UTC. */
export const UNLOCKS = Date.UTC(2030, 2, 4, 12);

const gift = (asked: v.InferInput<typeof giftSchema>): Gift => v.parse(giftSchema, asked);

/** One of each thing that is no plain money, by a name for tests. */
export const gifts = {
  lock: gift({ kind: 'time-lock', amount: '5000000000', until: String(UNLOCKS) }),
  endless: gift({ kind: 'time-lock', amount: '1', until: '18446744073709551615' }),
  vesting: gift({ kind: 'time-lock', amount: '12500000000', until: String(UNLOCKS), vesting: true }),
  stake: gift({ kind: 'stake', amount: '250000000000', pool: POOL, epoch: '548' }),
  lockedStake: gift({
    kind: 'stake',
    amount: '40000000000',
    pool: POOL,
    epoch: '12',
    until: String(UNLOCKS),
  }),
  output: gift({
    kind: 'basic-output',
    amount: '3000000000',
    lockedUntil: UNLOCKS / 1000,
    expires: { at: UNLOCKS / 1000 + 3600, to: RETURN_TO },
    owes: { amount: '42600000', to: RETURN_TO },
    tokens: '2',
  }),
  plainOutput: gift({ kind: 'basic-output', amount: '1000000' }),
  nftOutput: gift({ kind: 'nft-output', amount: '2000000', lockedUntil: UNLOCKS / 1000 }),
  aliasOutput: gift({ kind: 'alias-output', amount: '4000000', tokens: '1' }),
  otherCoin: gift({ kind: 'coin', type: `${hex('ab')}::iota::IOTA`, amount: '1000000000' }),
  ticket: gift({ kind: 'object', type: `${hex('cd')}::show::Ticket`, content: '0102' }),
  broken: gift({ kind: 'object', type: '0x3::timelocked_staking::TimelockedStakedIota', content: '00' }),
} as const;

/** A gift as an object of an address; `nth` gives it an id of its own. */
export function given(of: Gift, owner = hex('11'), nth = 1): GivenObject {
  const id = `0x${nth.toString(16).padStart(64, '0')}`;
  const previousTransaction = '11111111111111111111111111111111';
  return { id, owner, version: 1n, previousTransaction, ...contentOf(of, { id, owner }) };
}
