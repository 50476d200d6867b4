import { hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { openBox, openRecord, sealBox, sealRecord } from '../../../electron/stronghold/record.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const random = countingRandom('record');
const key = random(32);
const id = 'c582e1fda802fd150b16ec724e268bc9a8ef5e11a1acf72d';
const secret = random(64);
const damaged = { ok: false, code: 'stronghold-damaged' };

/** A record whose transaction was made by hand. */
function recordWith(change: (transaction: DataView) => void, content = secret) {
  const record = sealRecord(key, id, { secret: content, random });
  const transaction = openBox(key, hexToBytes(id), record.data)!;
  change(new DataView(transaction.buffer, transaction.byteOffset));
  return { ...record, data: sealBox(key, hexToBytes(id), transaction, random) };
}

describe('a record', () => {
  it.each([0, 1, 64, 1000])('keeps %i bytes', (length) => {
    const content = random(length);
    expect(openRecord(key, id, sealRecord(key, id, { secret: content, random }))).toEqual({
      ok: true,
      value: content,
    });
  });

  it('has a transaction as stronghold lays it out, with big-endian integers', () => {
    const record = sealRecord(key, id, { secret, random });
    const transaction = Buffer.from(openBox(key, hexToBytes(id), record.data)!);
    expect(record.data).toHaveLength(152);
    expect(transaction).toHaveLength(112);
    expect(transaction.subarray(0, 40).toString('hex')).toBe(`00000000000000010000000000000040${id}`);
    expect(transaction.subarray(64).every((byte) => byte === 0)).toBe(true);
    expect(openBox(key, transaction.subarray(40, 64), record.blob)).toEqual(secret);
  });

  it('opens with any hint', () => {
    const hinted = recordWith((transaction) => transaction.setBigUint64(64, 0x77616c6c65742e72n));
    expect(openRecord(key, id, hinted)).toEqual({ ok: true, value: secret });
  });

  it('is refused under another vault key', () => {
    expect(openRecord(random(32), id, sealRecord(key, id, { secret, random }))).toMatchObject(damaged);
  });

  it('is refused under another id: two records of a vault cannot be swapped', () => {
    const other = id.replace('c5', 'c6');
    expect(openRecord(key, other, sealRecord(key, id, { secret, random }))).toMatchObject(damaged);
  });

  it('is refused with the content of another record of its vault', () => {
    const record = sealRecord(key, id, { secret, random });
    const { blob } = sealRecord(key, id, { secret: random(64), random });
    expect(openRecord(key, id, { ...record, blob })).toMatchObject(damaged);
  });

  it.each([
    ['another type', (t: DataView) => t.setBigUint64(0, 2n)],
    ['another length', (t: DataView) => t.setBigUint64(8, 63n)],
    ['another id inside', (t: DataView) => t.setUint8(16, 0)],
    ['another blob id', (t: DataView) => t.setUint8(40, t.getUint8(40) ^ 1)],
  ])('is refused with a transaction of %s', (_, change) => {
    expect(openRecord(key, id, recordWith(change))).toMatchObject(damaged);
  });

  it('is refused with a transaction of another size', () => {
    const record = sealRecord(key, id, { secret, random });
    const data = sealBox(key, hexToBytes(id), new Uint8Array(111), random);
    expect(openRecord(key, id, { ...record, data })).toMatchObject(damaged);
  });

  it('is refused with any bit changed, and when cut at any length', () => {
    const record = sealRecord(key, id, { secret, random });
    for (const part of ['data', 'blob'] as const) {
      for (let bit = 0; bit < record[part].length * 8; bit += 3) {
        const changed = record[part].slice();
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(openRecord(key, id, { ...record, [part]: changed }).ok).toBe(false);
      }
      for (let length = 0; length < record[part].length; length++) {
        expect(openRecord(key, id, { ...record, [part]: record[part].slice(0, length) }).ok).toBe(false);
      }
    }
  });
});
