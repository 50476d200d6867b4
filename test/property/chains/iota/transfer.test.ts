import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { sdkAgrees } from '../../../../electron/chains/iota/online/second-opinion.ts';
import { decodeTransfer } from '../../../../electron/chains/iota/pure/decode-transfer.ts';
import { encodeTransfer } from '../../../../electron/chains/iota/pure/encode-transfer.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import type { IotaTransfer } from '../../../../electron/chains/iota/pure/transfer.ts';
import { viewOfTransfer } from '../../../../electron/chains/iota/pure/view-of-transfer.ts';
import { bytesToHex } from '../../../../electron/core/digest.ts';
import { fc } from '../../../support/fast-check.ts';

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const address = bytes32.map((bytes) => `0x${bytesToHex(bytes)}`);
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

const transfer: fc.Arbitrary<IotaTransfer> = fc.record({
  sender: address,
  gasOwner: address,
  gasPrice: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  gasBudget: fc.bigInt({ min: 0n, max: 2n ** 62n }),
  inputs: fc.uniqueArray(
    fc.record({
      id: address,
      version: u64.map(String),
      digest: bytes32.map((bytes) => base58.encode(bytes)),
    }),
    { minLength: 1, maxLength: 8, selector: ({ id }) => id },
  ),
  payments: fc.array(fc.record({ recipient: address, amount: fc.bigInt({ min: 1n, max: 2n ** 55n }) }), {
    minLength: 1,
    maxLength: 12,
  }),
  changeTo: address,
  // The SDK reads epochs as JavaScript numbers.
  expirationEpoch: fc.option(fc.bigInt({ min: 0n, max: 2n ** 53n - 1n })),
});

describe('any transfer', () => {
  it('decodes to itself, and the SDK reads the same', () => {
    fc.assert(
      fc.property(transfer, fc.boolean(), (any, keepsChange) => {
        const each = keepsChange ? { ...any, changeTo: any.gasOwner } : any;
        const bytes = encodeTransfer(each);
        expect(decodeTransfer(bytes)).toEqual({ ok: true, value: each });
        expect(iotaChain.decode(bytes)).toEqual({ ok: true, value: viewOfTransfer(each) });
        expect(sdkAgrees(bytes, viewOfTransfer(each))).toEqual({ ok: true, value: undefined });
      }),
      { numRuns: 300 },
    );
  });

  it('changes its digest with any byte', () => {
    fc.assert(
      fc.property(transfer, fc.nat(), fc.integer({ min: 1, max: 255 }), (each, at, change) => {
        const bytes = encodeTransfer(each);
        const other = Uint8Array.from(bytes);
        other[at % other.length]! ^= change;
        expect(iotaChain.digest(other)).not.toBe(iotaChain.digest(bytes));
      }),
      { numRuns: 100 },
    );
  });
});

describe('any bytes', () => {
  it('are refused or canonical, and never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const read = decodeTransfer(bytes);
        if (read.ok) expect(encodeTransfer(read.value)).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('made of a transfer by cutting and pasting are refused or canonical', () => {
    fc.assert(
      fc.property(transfer, fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 40 }), (each, a, b, paste) => {
        const bytes = encodeTransfer(each);
        const [from, to] = [a % bytes.length, b % bytes.length].sort((x, y) => x - y) as [number, number];
        const mixed = Uint8Array.from([...bytes.subarray(0, from), ...paste, ...bytes.subarray(to)]);
        const read = decodeTransfer(mixed);
        if (read.ok) expect(encodeTransfer(read.value)).toEqual(mixed);
      }),
      { numRuns: 500 },
    );
  });

  it('are never a signature by chance', () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 40 }), (text, bytes) => {
        expect(iotaChain.verify(bytes, text).ok).toBe(false);
      }),
    );
  });
});
