import { describe, expect, it } from 'vitest';
import { coinObjectBytes } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { decodeObject } from '../../../../../electron/chains/iota/pure/ledger/object.ts';
import { layoutOf } from '../../../../../electron/chains/iota/pure/others/layouts.ts';
import { normalType } from '../../../../../electron/chains/iota/pure/others/type-text.ts';
import {
  MOST_TYPE_LENGTH,
  whatItIs,
  whatObjectIs,
} from '../../../../../electron/chains/iota/pure/others/what-it-is.ts';
import type { OtherHolding } from '../../../../../electron/chains/other-holding.ts';
import { givenObjectBytes } from '../../../../../electron/practice/documents/given-object.ts';
import type { Gift } from '../../../../../electron/practice/gift.ts';
import { gifts, given, POOL, RETURN_TO, UNLOCKS } from '../../../../support/gifts.ts';
import { must } from '../../../../support/must.ts';
import { coin, sender } from '../samples.ts';

/** What the decoder says of a gift, by both ways of listing it, which must agree. */
function read(gift: Gift): OtherHolding {
  const object = given(gift);
  const { id, owner, type, content } = object;
  const listed = whatItIs({ address: owner, id, type: normalType(type), content });
  expect(whatObjectIs(givenObjectBytes(object), id, owner)).toEqual(listed);
  return listed;
}

const units = (amount: bigint) => ({ units: amount, asset: null });

describe('what is no plain money, written by the official BCS', () => {
  it.each<[keyof typeof gifts, Partial<OtherHolding>]>([
    ['lock', { kind: 'time-lock', amount: units(5_000_000_000n), lockedUntil: UNLOCKS }],
    ['endless', { kind: 'time-lock', amount: units(1n), lockedUntil: 'never' }],
    ['vesting', { kind: 'vesting', amount: units(12_500_000_000n), lockedUntil: UNLOCKS }],
    ['stake', { kind: 'stake', amount: units(250_000_000_000n), stake: { pool: POOL, from: 548n } }],
    [
      'lockedStake',
      {
        kind: 'locked-stake',
        amount: units(40_000_000_000n),
        stake: { pool: POOL, from: 12n },
        lockedUntil: UNLOCKS,
      },
    ],
    [
      'output',
      {
        kind: 'old-output',
        amount: units(3_000_000_000n),
        lockedUntil: UNLOCKS,
        expires: { at: UNLOCKS + 3_600_000, to: RETURN_TO },
        owes: { units: 42_600_000n, to: RETURN_TO },
        inside: 2n,
      },
    ],
    ['plainOutput', { kind: 'old-output', amount: units(1_000_000n), lockedUntil: null, owes: null }],
    ['nftOutput', { kind: 'old-output', amount: units(2_000_000n), lockedUntil: UNLOCKS }],
    ['aliasOutput', { kind: 'old-output', amount: units(4_000_000n), inside: 1n }],
    ['ticket', { kind: 'object', amount: null, type: `0x${'cd'.repeat(32)}::show::Ticket` }],
    ['broken', { kind: 'unreadable', amount: null, lockedUntil: null, stake: null }],
  ])('%s', (name, said) => {
    expect(read(gifts[name])).toMatchObject(said);
  });

  it('another coin that calls itself IOTA never counts in the units of IOTA', () => {
    const asset = `0x${'ab'.repeat(32)}::iota::IOTA`;
    expect(read(gifts.otherCoin)).toMatchObject({
      kind: 'other-asset',
      amount: { units: 1_000_000_000n, asset },
    });
  });

  it('a label that a stranger wrote makes no vesting reward', () => {
    const object = given(gifts.vesting);
    const content = object.content.slice();
    content[content.length - 1]! ^= 1;
    const { id, owner: address, type } = object;
    expect(whatItIs({ address, id, type, content }).kind).toBe('time-lock');
  });
});

describe('hostile bytes', () => {
  const all = Object.values(gifts).map((gift) => given(gift));

  it('every beginning of a content, and one byte more, is unreadable', () => {
    for (const { id, owner: address, type, content } of all) {
      if (layoutOf(type) === null) continue;
      for (let length = 0; length < content.length; length++) {
        const part = content.subarray(0, length);
        expect(whatItIs({ address, id, type, content: part }).kind).toBe('unreadable');
      }
      const longer = Uint8Array.of(...content, 0);
      expect(whatItIs({ address, id, type, content: longer }).kind).toBe('unreadable');
    }
  });

  it('a flipped bit in any byte of a whole object is told as something, or as nothing of this address', () => {
    for (const object of all) {
      const bytes = givenObjectBytes(object);
      for (let at = 0; at < bytes.length; at++) {
        const flipped = bytes.slice();
        flipped[at]! ^= 1 << (at & 7);
        const told = whatObjectIs(flipped, object.id, object.owner);
        if (told !== null) continue;
        const { owner } = must(decodeObject(flipped));
        expect(owner).not.toEqual({ kind: 'address', address: object.owner });
      }
    }
  });

  it('the content of another object is unreadable', () => {
    const { owner: address, type, content } = given(gifts.lock);
    expect(whatItIs({ address, id: `0x${'ee'.repeat(32)}`, type, content }).kind).toBe('unreadable');
  });

  it('bytes that are no object are told by the id that the node names, so that they hide nothing else', () => {
    const id = `0x${'ee'.repeat(32)}`;
    expect(whatObjectIs(Uint8Array.of(9, 9), id, sender)).toMatchObject({
      kind: 'unreadable',
      id,
      type: null,
    });
  });

  it('a type of ten thousand letters is shown cut', () => {
    const type = `0x1::a::B<${'vector<'.repeat(10)}0x${'ab'.repeat(32)}::${'m'.repeat(128)}::${'N'.repeat(128)}${'>'.repeat(10)}>`;
    const shown = whatItIs({ address: sender, id: sender, type: normalType(type), content: null });
    expect(shown.kind).toBe('object');
    expect(shown.type?.length).toBe(MOST_TYPE_LENGTH);
  });
});

it('a plain coin, and an object of another address, are none of it', () => {
  const own = coin(1);
  expect(whatObjectIs(coinObjectBytes(own), own.id, own.owner)).toBeNull();
  const object = given(gifts.lock);
  expect(whatObjectIs(givenObjectBytes(object), object.id, sender)).toBeNull();
});

describe('a type as a node writes it', () => {
  it.each([
    [
      '0x0002::coin::Coin<0x0000000000000000000000000000000000000000000000000000000000000002::iota::IOTA>',
      '0x2::coin::Coin<0x2::iota::IOTA>',
    ],
    ['0xAB::m::N<u64,vector<u8>>', '0xab::m::N<u64, vector<u8>>'],
    ['0x0::m::N', '0x0::m::N'],
    ['0x1::m::N<0x2::a::B<bool>, address>', '0x1::m::N<0x2::a::B<bool>, address>'],
  ])('%s has one form', (text, normal) => {
    expect(normalType(text)).toBe(normal);
  });

  it.each([
    '',
    'package',
    '0x2::coin',
    '0x2::coin::Coin<',
    '0x2::coin::Coin<>',
    '0x2::coin::Coin<u64>>',
    '0x2::coin::Coin<u64> ',
    '0x2::co in::Coin',
    '0x2::coin::Coin<\u202e>',
    `0x${'0'.repeat(65)}::a::B`,
    `${'vector<'.repeat(17)}u8${'>'.repeat(17)}`,
    `0x2::a::${'B'.repeat(129)}`,
    '0x2::a::B<u8,'.repeat(1000),
  ])('%s is none', (text) => {
    expect(normalType(text)).toBeNull();
  });
});
