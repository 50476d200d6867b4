import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addressOfPublicKey } from '../../../../electron/chains/iota/pure/address.ts';
import { buildTransfer } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import {
  assembleSignature,
  transactionSigningMessage,
  verifySignature,
} from '../../../../electron/chains/iota/pure/transaction-signature.ts';
import { expectRefusal, plan, unwrap } from './samples.ts';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(12));
const bytes = unwrap(buildTransfer(plan()));
const signature = new Uint8Array(sign(null, transactionSigningMessage(bytes), privateKey));
const serialized = assembleSignature(signature, key);

/** The serialized signature with one byte changed. */
function changed(at: number, value = 1): string {
  const copy = Buffer.from(serialized, 'base64');
  copy[at]! ^= value;
  return copy.toString('base64');
}

describe('a serialized signature', () => {
  it('verifies to the address of its key', () => {
    expect(unwrap(verifySignature(bytes, serialized))).toBe(addressOfPublicKey(key));
  });

  it('is refused over other bytes', () => {
    const other = Uint8Array.from(bytes);
    other[40]! ^= 1;
    expectRefusal(verifySignature(other, serialized), 'request-signature-bad');
  });

  it('is refused with any bit of signature or key flipped', () => {
    for (let at = 1; at < 97; at++) {
      expectRefusal(verifySignature(bytes, changed(at, 1 << (at % 8))), 'request-signature-bad');
    }
  });

  it('is refused when S is not reduced (a second form of the same signature)', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const copy = Buffer.from(serialized, 'base64');
    let s = order;
    for (let index = 0; index < 32; index++) s += BigInt(copy[33 + index]!) << BigInt(8 * index);
    for (let index = 0; index < 32; index++) copy[33 + index] = Number((s >> BigInt(8 * index)) & 255n);
    expectRefusal(verifySignature(bytes, copy.toString('base64')), 'request-signature-bad');
  });

  it.each([
    ['another scheme', changed(0)],
    ['one byte less', Buffer.from(serialized, 'base64').subarray(0, 96).toString('base64')],
    ['one byte more', Buffer.concat([Buffer.from(serialized, 'base64'), Buffer.of(0)]).toString('base64')],
    ['no base64', `${serialized.slice(0, -4)}!!!!`],
    ['base64 without padding', serialized.replace(/=+$/, '')],
    ['white space', `${serialized} `],
    ['nothing', ''],
    ['a long text', 'A'.repeat(1_000_000)],
  ])('is refused as malformed: %s', (_, text) => {
    expectRefusal(verifySignature(bytes, text), 'bytes-malformed');
  });

  it('is not assembled of parts of another length', () => {
    expect(() => assembleSignature(signature.subarray(1), key)).toThrow(RangeError);
    expect(() => assembleSignature(signature, key.subarray(1))).toThrow(RangeError);
  });
});
