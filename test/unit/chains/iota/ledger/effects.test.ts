import { describe, expect, it } from 'vitest';
import {
  decodeEffects,
  encodeEffects,
  MAX_EFFECTS_LENGTH,
  type TransactionEffects,
} from '../../../../../electron/chains/iota/pure/ledger/effects.ts';
import { NO_GAS } from '../../../../../electron/chains/iota/pure/ledger/gas-summary.ts';
import { hexToBytes } from '../../../../../electron/core/digest.ts';
import { itKeepsTheLaws } from '../../../../support/codec-laws.ts';

const digest = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const id = (fill: string): string => `0x${fill.repeat(32)}`;

/** Every kind of owner, state and use of a shared object that effects have. */
const effects: TransactionEffects = {
  failure: null,
  epoch: 3n,
  gas: { ...NO_GAS, computation: 1_000_000n, rebate: 7n },
  transaction: digest(1),
  gasObject: 4_000_000_000,
  events: digest(2),
  dependencies: [digest(3), digest(4)],
  version: 2n ** 64n - 1n,
  changed: [
    {
      id: id('01'),
      before: { version: 1n, digest: digest(5), owner: { kind: 'address', address: id('0a') } },
      after: { kind: 'object', digest: digest(6), owner: { kind: 'object', id: id('0b') } },
      idOperation: 'none',
    },
    {
      id: id('02'),
      before: { version: 1n, digest: digest(7), owner: { kind: 'shared', since: 9n } },
      after: null,
      idOperation: 'deleted',
    },
    {
      id: id('03'),
      before: null,
      after: { kind: 'package', version: 1n, digest: digest(8) },
      idOperation: 'created',
    },
    {
      id: id('04'),
      before: null,
      after: { kind: 'object', digest: digest(9), owner: { kind: 'immutable' } },
      idOperation: 'created',
    },
  ],
  unchangedShared: [
    { id: id('05'), kind: 'read', version: 1n, digest: digest(10) },
    { id: id('06'), kind: 'mutate-deleted', version: 2n, digest: null },
    { id: id('07'), kind: 'read-deleted', version: 3n, digest: null },
    { id: id('08'), kind: 'cancelled', version: 4n, digest: null },
    { id: id('09'), kind: 'epoch-config', version: null, digest: null },
  ],
  auxiliaryData: digest(11),
};

describe('effects of every kind', () => {
  itKeepsTheLaws({
    decode: decodeEffects,
    encode: encodeEffects,
    sample: encodeEffects(effects),
    most: MAX_EFFECTS_LENGTH,
  });
  it('come back as they were', () => {
    expect(decodeEffects(encodeEffects(effects))).toEqual({ ok: true, value: effects });
  });
  it('are not written of a shared object without what its use has', () => {
    const unchangedShared = [{ id: id('05'), kind: 'read', version: 1n, digest: null }] as const;
    expect(() => encodeEffects({ ...effects, unchangedShared })).toThrow(RangeError);
  });
});

const location = `${'aa'.repeat(32)} 03616263 0100 0200 01 0178`;

describe('a failure', () => {
  it.each([
    ['without more', '00'],
    ['of sizes', `04 ${'11'.repeat(16)}`],
    ['of an object', `06 ${'11'.repeat(32)}`],
    ['at an unknown place', '0b 00'],
    ['at a place', `0b 01 ${location}`],
    ['by abort', `0c ${location} 0500000000000000`],
    ['of an argument', '13 0100 05 0200 0300'],
    ['of a type', '14 0100 01'],
    ['of an upgrade', `1b 03 20 ${'11'.repeat(32)}`],
    ['by congestion', `25 01 ${'11'.repeat(32)} e803000000000000`],
    ['of a denied address', `22 ${'11'.repeat(32)} 03 616263`],
    ['of an account, by abort', `27 0c ${location} 0500000000000000`],
    ['of an account that is not shared', `2c ${'11'.repeat(32)}`],
  ])('%s is kept byte for byte, with its command', (_name, hex) => {
    const error = hexToBytes(hex.replaceAll(' ', ''));
    for (const command of [null, 3n]) {
      const failed = { ...effects, failure: { error, command } };
      expect(decodeEffects(encodeEffects(failed))).toEqual({ ok: true, value: failed });
    }
  });

  it.each([
    ['that no version of the protocol has', '2d'],
    ['with text that is none', `23 01 ff`],
    ['of an account in an account in an account', `${'27'.repeat(40_000)}00`],
  ])('%s is refused', (_name, hex) => {
    const failure = { error: hexToBytes(hex.replaceAll(' ', '')), command: null };
    expect(decodeEffects(encodeEffects({ ...effects, failure }))).toMatchObject({
      ok: false,
      code: 'proof-malformed',
    });
  });
});
