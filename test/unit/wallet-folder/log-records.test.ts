import { describe, expect, it } from 'vitest';
import { logRecords } from '../../../electron/wallet-folder/rocksdb/log-records.ts';
import { codeOfThrow } from '../../support/code-of-throw.ts';
import { bytesOf, join, logOf, piece } from '../../support/rocksdb-files.ts';

const MOST = 1_000_000;
const read = (bytes: Uint8Array) => [...logRecords(bytes, 'a log', MOST)];
const code = (bytes: Uint8Array) => codeOfThrow(() => read(bytes));

describe('the records of a log', () => {
  it.each([
    ['none', []],
    ['an empty one', [0]],
    ['small ones', [1, 20, 300]],
    ['one that fills its block to the last byte', [32_768 - 7, 5]],
    ['one that leaves room for a head alone', [32_768 - 14, 5]],
    ['one that leaves less than a head', [32_768 - 7 - 6, 5]],
    ['one over many blocks', [200_000, 3]],
  ])('come back: %s', (_, sizes) => {
    const records = sizes.map((size, i) => new Uint8Array(size).map((__, at) => (at * 7 + i) & 255));
    expect(read(logOf(records)).map((record) => Buffer.from(record).toString('hex'))).toEqual(
      records.map((record) => Buffer.from(record).toString('hex')),
    );
  });

  it('end where space was reserved and nothing written', () => {
    expect(read(join(logOf([bytesOf('a')]), new Uint8Array(5000)))).toHaveLength(1);
  });

  it('are torn where a copy ended in the middle of one', () => {
    const whole = logOf([bytesOf('first'), new Uint8Array(70_000)]);
    for (const length of [12 + 3, 12 + 7, 12 + 100, 40_000, 65_600, whole.length - 1]) {
      expect([length, code(whole.subarray(0, length))]).toEqual([length, 'wallet-folder-torn']);
    }
  });

  it('are refused with one bit changed', () => {
    const whole = logOf([bytesOf('first'), bytesOf('second')]);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const changed = whole.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(code(changed)).toMatch(/^wallet-folder-(damaged|torn|newer)$/);
    }
  });

  it.each([
    ['a middle without a first piece', piece(3, bytesOf('a')), 'wallet-folder-damaged'],
    [
      'a first piece inside a record',
      join(piece(2, bytesOf('a')), piece(2, bytesOf('b'))),
      'wallet-folder-damaged',
    ],
    [
      'a whole record inside another',
      join(piece(2, bytesOf('a')), piece(1, bytesOf('b'))),
      'wallet-folder-damaged',
    ],
    ['pieces of a log that is used again', piece(5, bytesOf('a')), 'wallet-folder-newer'],
    ['packed records', piece(9, bytesOf('a')), 'wallet-folder-newer'],
    [
      'something written behind the end',
      join(logOf([bytesOf('a')]), new Uint8Array(20), Uint8Array.of(1)),
      'wallet-folder-damaged',
    ],
  ])('are refused: %s', (_, bytes, expected) => {
    expect(code(bytes)).toBe(expected);
  });

  it('are refused above their bound, before they are joined', () => {
    expect(code(logOf([new Uint8Array(MOST)]))).toBe('none');
    expect(code(logOf([new Uint8Array(MOST + 1)]))).toBe('wallet-folder-oversize');
  });
});
