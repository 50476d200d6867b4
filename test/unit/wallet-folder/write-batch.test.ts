import { describe, expect, it } from 'vitest';
import { NewestValues } from '../../../electron/wallet-folder/rocksdb/newest.ts';
import { takeBatch } from '../../../electron/wallet-folder/rocksdb/write-batch.ts';
import { codeOfThrow } from '../../support/code-of-throw.ts';
import { batchOf, bytesOf, join, prefixed, u32, u64, varint } from '../../support/rocksdb-files.ts';

const taken = (...records: Uint8Array[]) => {
  const newest = new NewestValues();
  for (const record of records) takeBatch(record, 'a log', newest);
  return Object.fromEntries([...newest.values()].map(([key, value]) => [key, Buffer.from(value).toString()]));
};
const raw = (count: number, ...changes: Uint8Array[]) => join(u64(5n), u32(count), ...changes);
const put = join(Uint8Array.of(1), prefixed(bytesOf('k')), prefixed(bytesOf('v')));

describe('a batch of changes', () => {
  it('gives the newest value of each key, and none for what was removed', () => {
    expect(
      taken(
        batchOf(1n, [
          ['a', '1'],
          ['b', '1'],
        ]),
        batchOf(3n, [
          ['a', '2'],
          ['b', null],
          ['c', ''],
        ]),
      ),
    ).toEqual({ a: '2', c: '' });
  });

  it('is placed by its number, whatever the order in which batches are read', () => {
    expect(taken(batchOf(9n, [['a', 'new']]), batchOf(2n, [['a', 'old']]))).toEqual({ a: 'new' });
    expect(taken(batchOf(9n, [['a', null]]), batchOf(2n, [['a', 'old']]))).toEqual({});
  });

  it('may name the one family of columns, and hold notes for readers of logs', () => {
    const named = join(Uint8Array.of(5), varint(0), prefixed(bytesOf('k')), prefixed(bytesOf('v')));
    const removed = join(Uint8Array.of(4), varint(0), prefixed(bytesOf('gone')));
    const note = join(Uint8Array.of(3), prefixed(bytesOf('a note')));
    expect(taken(raw(2, note, named, Uint8Array.of(13), removed))).toEqual({ k: 'v' });
  });

  it.each([
    [
      'another family of columns',
      raw(1, join(Uint8Array.of(5), varint(2), prefixed(bytesOf('k')), prefixed(bytesOf('v')))),
      'wallet-folder-foreign',
    ],
    [
      'a merge',
      raw(1, join(Uint8Array.of(2), prefixed(bytesOf('k')), prefixed(bytesOf('v')))),
      'wallet-folder-foreign',
    ],
    [
      'a removal of a range',
      raw(1, join(Uint8Array.of(15), prefixed(bytesOf('a')), prefixed(bytesOf('z')))),
      'wallet-folder-foreign',
    ],
    ['the beginning of a transaction', raw(0, Uint8Array.of(9)), 'wallet-folder-foreign'],
    ['fewer changes than it says', raw(2, put), 'wallet-folder-damaged'],
    ['more changes than it says', raw(1, put, put), 'wallet-folder-damaged'],
    ['a value that runs past its end', raw(1, put.subarray(0, put.length - 1)), 'wallet-folder-damaged'],
    ['a length that no file has', raw(1, join(Uint8Array.of(1), varint(2n ** 60n))), 'wallet-folder-damaged'],
    ['no head', u64(1n), 'wallet-folder-damaged'],
    ['a key longer than any', batchOf(1n, [['k'.repeat(4097), 'v']]), 'wallet-folder-oversize'],
  ])('is refused: %s', (_, record, expected) => {
    expect(codeOfThrow(() => taken(record))).toBe(expected);
  });
});
