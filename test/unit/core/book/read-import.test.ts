import { describe, expect, it } from 'vitest';
import { MOST_IMPORTED, readImport, splitGroups } from '../../../../electron/core/book/read-import.ts';
import { codeOf, unwrap } from '../../../support/signer-fixture.ts';

describe('a file of recipients', () => {
  it('is read with its columns in any order, quotes, line ends and a byte-order mark', () => {
    const text =
      '\ufeffAddress,name,Groups\r\n0x01,"Harbour, ""the"" exchange",a;b\r\n\r\n0x02,Kiosk\n"0x03","Two\nlines",';
    expect(unwrap(readImport(text))).toEqual([
      { row: 2, address: '0x01', name: 'Harbour, "the" exchange', note: '', groups: 'a;b' },
      { row: 4, address: '0x02', name: 'Kiosk', note: '', groups: '' },
      { row: 5, address: '0x03', name: 'Two\nlines', note: '', groups: '' },
    ]);
  });

  it.each([
    ['nothing', ''],
    ['no row', 'name,address'],
    ['no headings', 'Kiosk,0x02\nHarbour,0x01'],
    ['no column of addresses', 'name,note\nKiosk,'],
    ['a column twice', 'name,address,name\na,b,c'],
    ['an unknown column', 'name,address,amount\na,b,1'],
    ['more cells than headings', 'name,address\na,b,c'],
    ['an open quote', 'name,address\n"a,b'],
    ['a quote inside a cell', 'name,address\na"b",c'],
    ['text behind a quoted cell', 'name,address\n"a"b,c'],
    ['too many rows', `name,address\n${'a,b\n'.repeat(MOST_IMPORTED + 1)}`],
    ['more characters than any file has', 'x'.repeat(1_000_001)],
  ])('with %s is refused', (_, text) => {
    expect(codeOf(readImport(text))).toBe('book-import-malformed');
  });

  it('separates groups by commas and semicolons', () => {
    expect(splitGroups(' a; b,,c ')).toEqual(['a', 'b', 'c']);
  });
});
