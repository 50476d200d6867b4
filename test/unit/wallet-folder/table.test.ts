import { describe, expect, it } from 'vitest';
import { packLz4 } from '../../../electron/stronghold/lz4.ts';
import { blockEntries, indexHandles } from '../../../electron/wallet-folder/rocksdb/block.ts';
import { NewestValues } from '../../../electron/wallet-folder/rocksdb/newest.ts';
import { takeTable } from '../../../electron/wallet-folder/rocksdb/table.ts';
import { codeOfThrow } from '../../support/code-of-throw.ts';
import {
  bytesOf,
  type Change,
  deltaIndexOf,
  internalKey,
  join,
  type TableShape,
  tableOf,
  u32,
  varint,
} from '../../support/rocksdb-files.ts';
import { entriesOf } from '../../support/wallet-folder.ts';

const changes: Change[] = Array.from({ length: 40 }, (_, i) => [
  `account-${i % 30}`,
  i % 7 === 3 ? null : `value ${i} ${'x'.repeat(i * 10)}`,
]);
const expected = (() => {
  const values = new Map(changes.filter(([, value]) => value !== null));
  for (const [key, value] of changes) value === null ? values.delete(key) : values.set(key, value);
  return Object.fromEntries([...values].toSorted());
})();

const read = (bytes: Uint8Array, unpacked = 1_000_000) => {
  const newest = new NewestValues();
  takeTable(bytes, 'a table', newest, { left: unpacked });
  return Object.fromEntries(
    [...newest.values()].map(([key, value]) => [key, Buffer.from(value).toString()] as const).toSorted(),
  );
};
const code = (bytes: Uint8Array, unpacked?: number) => codeOfThrow(() => read(bytes, unpacked));
const shaped = (shape: TableShape) => tableOf(entriesOf(changes), shape);

describe('a table', () => {
  it.each([
    ['LZ4, XXH3, an index of differences', {}],
    ['nothing packed', { packed: false }],
    ['CRC-32C', { checksum: 'crc32c' }],
    ['an index of whole handles', { isDelta: false }],
    ['a restart at each key', { interval: 1 }],
    ['one block', { perBlock: 1000 }],
    ['a block an entry', { perBlock: 1 }],
    ['format 2', { version: 2 }],
  ] satisfies [string, TableShape][])('is read: %s', (_, shape) => {
    expect(read(shaped(shape))).toEqual(expected);
  });

  it('without entries has none', () => {
    expect(read(tableOf([]))).toEqual({});
  });

  it.each([
    [
      'an index in parts',
      { properties: { 'rocksdb.block.based.table.index.type': u32(2) } },
      'wallet-folder-newer',
    ],
    [
      'a table from elsewhere',
      { properties: { 'rocksdb.external_sst_file.version': u32(2) } },
      'wallet-folder-foreign',
    ],
    ['a later format', { version: 6 }, 'wallet-folder-newer'],
  ] satisfies [string, TableShape, string][])('is refused: %s', (_, shape, refused) => {
    expect(code(shaped(shape))).toBe(refused);
  });

  it('is torn where a copy ended too early, wherever that was', () => {
    const whole = shaped({});
    for (let length = 0; length < whole.length; length += 97) {
      expect([length, code(whole.subarray(0, length))]).toEqual([length, 'wallet-folder-torn']);
    }
  });

  it('is refused with one bit changed, or gives the same values', () => {
    const small = tableOf(entriesOf(changes.slice(0, 8)), { perBlock: 3 });
    const untouched = read(small);
    for (let bit = 0; bit < small.length * 8; bit++) {
      const changed = small.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      if (code(changed) === 'none') expect(read(changed)).toEqual(untouched);
    }
  });

  it('is refused where its keys are out of order', () => {
    const value = bytesOf('v');
    const twisted = [
      { key: internalKey('b', 1n, 1), value },
      { key: internalKey('a', 2n, 1), value },
    ];
    expect(code(tableOf(twisted))).toBe('wallet-folder-damaged');
    const older = [
      { key: internalKey('a', 1n, 1), value },
      { key: internalKey('a', 2n, 1), value },
    ];
    expect(code(tableOf(older))).toBe('wallet-folder-damaged');
  });

  it.each([
    ['a merge', 2],
    ['a value kept elsewhere', 17],
  ])('is refused with a kind of record that no wallet writes: %s', (_, kind) => {
    expect(code(tableOf([{ key: internalKey('a', 1n, kind), value: bytesOf('v') }]))).toBe(
      'wallet-folder-foreign',
    );
  });

  it('is refused with a key that has no number', () => {
    expect(code(tableOf([{ key: bytesOf('short'), value: bytesOf('') }]))).toBe('wallet-folder-damaged');
  });

  it('is refused when it is too large unpacked: all blocks together', () => {
    expect(code(shaped({}), 100)).toBe('wallet-folder-oversize');
    expect(code(shaped({ packed: false }), 100)).toBe('wallet-folder-oversize');
  });
});

const codeOfPacked = (stored: Uint8Array, kind = 4) =>
  code(tableOf([{ key: internalKey('a', 1n, 1), value: bytesOf('v') }], { store: () => ({ kind, stored }) }));

describe('a packed block', () => {
  it('is refused as a bomb: it says that it is larger than any, or unpacks to more or less than it says', () => {
    const lies = [
      join(varint(65 * 1024 * 1024), packLz4(bytesOf('x'))),
      join(varint(1), packLz4(bytesOf('xx'))),
      join(varint(3), packLz4(bytesOf('xx'))),
      join(varint(2)),
    ];
    expect(lies.map((stored) => codeOfPacked(stored))).toEqual([
      'wallet-folder-oversize',
      'wallet-folder-damaged',
      'wallet-folder-damaged',
      'wallet-folder-damaged',
    ]);
  });

  it('is refused where it is packed in a way that no wallet uses', () => {
    expect(codeOfPacked(bytesOf('xx'), 7)).toBe('wallet-folder-newer');
  });
});

describe('a block', () => {
  const entries = (block: Uint8Array) => codeOfThrow(() => [...blockEntries(block, 'a block')]);
  const entry = (shared: number, rest: string, value: string) =>
    join(varint(shared), varint(rest.length), varint(value.length), bytesOf(rest), bytesOf(value));

  it.each([
    ['no list of restarts', bytesOf('abc')],
    ['no restart at all', u32(0)],
    ['more restarts than bytes', join(u32(0), u32(9))],
    ['a key that shares more than there is', join(entry(0, 'ab', '1'), entry(3, 'c', '2'), u32(0), u32(1))],
    [
      'a restart whose key shares bytes',
      join(entry(0, 'ab', '1'), entry(1, 'c', '2'), u32(0), u32(6), u32(2)),
    ],
    ['a restart in the middle of an entry', join(entry(0, 'ab', '1'), u32(0), u32(2), u32(2))],
    [
      'an entry that runs into the restarts',
      join(varint(0), varint(1), varint(5), bytesOf('a'), u32(0), u32(1)),
    ],
  ])('is refused: %s', (_, block) => {
    expect(entries(block)).toBe('wallet-folder-damaged');
  });

  it('is refused with an index of hashes', () => {
    expect(entries(join(entry(0, 'a', '1'), u32(0), u32(2 ** 31 + 1)))).toBe('wallet-folder-newer');
  });

  it('gives every handle of an index of differences, larger and smaller ones', () => {
    const handles = [
      { offset: 0, size: 400 },
      { offset: 405, size: 30 },
      { offset: 440, size: 700 },
    ];
    const index = deltaIndexOf(handles.map((handle, i) => ({ key: bytesOf(`key-${i}`), handle })));
    expect([...indexHandles(index, 'an index', true)]).toEqual(handles);
  });

  it('is refused where a difference makes a block smaller than nothing', () => {
    const negative = join(
      varint(0),
      varint(1),
      bytesOf('a'),
      varint(0),
      varint(4),
      varint(1),
      varint(1),
      bytesOf('b'),
      varint(99),
      u32(0),
      u32(1),
    );
    expect(codeOfThrow(() => [...indexHandles(negative, 'an index', true)])).toBe('wallet-folder-damaged');
  });
});
