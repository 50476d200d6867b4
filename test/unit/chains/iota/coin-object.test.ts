import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { iotaCodec } from '../../../../electron/chains/iota/pure/codec.ts';
import { COIN_OBJECT_LENGTH, coinObjectBytes } from '../../../../electron/chains/iota/pure/coin-object.ts';
import { coinEvidenceSchema } from '../../../../electron/core/proposal/proposal.ts';
import { address, coin, digestOf } from './samples.ts';

describe('the digest of a coin object', () => {
  const digest = iotaCodec.proveCoin(coin(1)).digest;

  it.each([
    ['id', { id: address(1) }],
    ['version', { version: '8' }],
    ['owner', { owner: address(2) }],
    ['balance', { balance: '100000000001' }],
    ['previous transaction', { previousTransaction: digestOf(6) }],
    ['storage rebate', { storageRebate: '980401' }],
  ])('covers the %s', (_, change) => {
    expect(iotaCodec.proveCoin(coin(1, change)).digest).not.toBe(digest);
  });

  it('is over bytes of one length', () => {
    expect(coinObjectBytes(coin(1))).toHaveLength(COIN_OBJECT_LENGTH);
    expect(coinObjectBytes(coin(1, { balance: '0', version: '18446744073709551615' }))).toHaveLength(125);
  });

  it('is never asked of evidence that BCS cannot hold: the schema refuses it', () => {
    const parses = (change: object) => v.safeParse(coinEvidenceSchema, coin(1, change)).success;
    expect(parses({})).toBe(true);
    expect(parses({ version: '18446744073709551616' })).toBe(false);
    expect(parses({ storageRebate: '99999999999999999999' })).toBe(false);
    expect(parses({ previousTransaction: 'z'.repeat(44) })).toBe(false);
    expect(parses({ previousTransaction: '2'.repeat(32) })).toBe(false);
    expect(parses({ previousTransaction: 'no base58: 0OIl' })).toBe(false);
  });
});
