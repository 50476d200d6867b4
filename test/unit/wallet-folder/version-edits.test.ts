import { describe, expect, it } from 'vitest';
import { readVersionEdits } from '../../../electron/wallet-folder/rocksdb/version-edits.ts';
import { codeOfThrow } from '../../support/code-of-throw.ts';
import {
  bytesOf,
  comparatorEdit,
  deleteEdit,
  join,
  logEdit,
  logOf,
  prefixed,
  tableEdit,
  varint,
} from '../../support/rocksdb-files.ts';

const read = (...edits: Uint8Array[]) => readVersionEdits(logOf([comparatorEdit, ...edits]));
const code = (...edits: Uint8Array[]) => codeOfThrow(() => read(...edits));

describe('the list of files', () => {
  it('names the tables that were added and not deleted, and the first log', () => {
    const { tables, firstLog } = read(
      new Uint8Array(),
      join(logEdit(4), tableEdit(3, 100)),
      join(tableEdit(8, 200), deleteEdit(3), logEdit(9)),
    );
    expect([...tables]).toEqual([[8, 200]]);
    expect(firstLog).toBe(9);
  });

  it('may have members that readers pass over', () => {
    expect(read(join(varint(8193), prefixed(bytesOf('an id')), logEdit(2))).firstLog).toBe(2);
  });

  it.each([
    ['a member that is not known', join(varint(77), varint(0)), 'wallet-folder-newer'],
    ['values kept in files of their own', join(varint(400), varint(1)), 'wallet-folder-newer'],
    [
      'a table with values kept elsewhere',
      tableEdit(3, 9, join(varint(4), prefixed(varint(12)))),
      'wallet-folder-newer',
    ],
    [
      'a table on another path',
      tableEdit(3, 9, join(varint(65), prefixed(varint(1)))),
      'wallet-folder-newer',
    ],
    ['a second family of columns', join(varint(201), prefixed(bytesOf('other'))), 'wallet-folder-foreign'],
    ['changes of another family', join(varint(200), varint(1)), 'wallet-folder-foreign'],
    ['another order of keys', join(varint(1), prefixed(bytesOf('mine'))), 'wallet-folder-foreign'],
    ['one table twice', join(tableEdit(3, 9), tableEdit(3, 9)), 'wallet-folder-damaged'],
    [
      'a member that runs past its edit',
      join(varint(1), varint(500), bytesOf('short')),
      'wallet-folder-damaged',
    ],
    ['a number of more than 53 bits', logEdit(0).slice(0, 1), 'wallet-folder-damaged'],
    ['half of a change that belongs together', join(varint(300), varint(2)), 'wallet-folder-torn'],
  ])('is refused: %s', (_, edit, expected) => {
    expect(code(edit)).toBe(expected);
  });

  it('is refused where it does not say how keys are ordered', () => {
    expect(codeOfThrow(() => readVersionEdits(logOf([logEdit(1)])))).toBe('wallet-folder-foreign');
    expect(codeOfThrow(() => readVersionEdits(new Uint8Array()))).toBe('wallet-folder-foreign');
  });

  it('is refused with more tables than any wallet has', () => {
    const tables = (count: number) => Array.from({ length: count }, (_, i) => tableEdit(i + 1, 1));
    expect(code(...tables(1000))).toBe('none');
    expect(code(...tables(1001))).toBe('wallet-folder-oversize');
  });
});
