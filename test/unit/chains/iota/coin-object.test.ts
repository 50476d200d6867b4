import { describe, expect, it } from 'vitest';
import {
  type Coin,
  coinOfEvidence,
  evidenceOfCoin,
} from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import {
  COIN_OBJECT_LENGTH,
  coinObjectBytes,
  coinReference,
} from '../../../../electron/chains/iota/pure/coin-object.ts';
import { address, coin, digestOf, expectRefusal, unwrap } from './samples.ts';

describe('the digest of a coin object', () => {
  const digest = coinReference(coin(1)).digest;

  it.each([
    ['id', { id: address(1) }],
    ['version', { version: '8' }],
    ['owner', { owner: address(2) }],
    ['balance', { balance: '100000000001' }],
    ['previous transaction', { previousTransaction: digestOf(6) }],
    ['storage rebate', { storageRebate: '980401' }],
  ])('covers the %s', (_, change) => {
    expect(coinReference(coin(1, change)).digest).not.toBe(digest);
  });

  it('is over bytes of one length', () => {
    expect(coinObjectBytes(coin(1))).toHaveLength(COIN_OBJECT_LENGTH);
    expect(coinObjectBytes(coin(1, { balance: '0', version: '18446744073709551615' }))).toHaveLength(125);
  });

  it('is never asked of evidence that BCS cannot write', () => {
    const read = (change: Partial<Coin>) => coinOfEvidence(evidenceOfCoin(coin(1, change)));
    expect(unwrap(read({}))).toEqual(coin(1));
    for (const change of [
      { version: '18446744073709551616' },
      { storageRebate: '99999999999999999999' },
      { previousTransaction: 'z'.repeat(44) },
      { previousTransaction: '2'.repeat(32) },
      { previousTransaction: 'no base58: 0OIl' },
      { balance: '9223372036854775808' },
      { owner: '0xA' },
    ]) {
      expectRefusal(read(change), 'evidence-mismatch');
    }
  });
});

describe('evidence of a coin', () => {
  const evidence = evidenceOfCoin(coin(1));

  it.each<[string, object]>([
    ['another chain', { chain: 'toy' }],
    ['the key of another coin', { key: `${address(1)}@7` }],
    ['the key of another version', { key: `${coin(1).id}@8` }],
    ['no proof', { proof: null }],
    ['a proof with another member', { proof: { ...coin(1) } }],
    ['an owner of another chain', { owner: 'toy1abc' }],
  ])('is refused with %s', (_, change) => {
    expectRefusal(coinOfEvidence({ ...evidence, ...change }), 'evidence-mismatch');
  });
});
