import { expect, it } from 'vitest';
import { type Cell, CSV_START, csvLine } from '../../../../electron/core/export/csv.ts';
import { fc } from '../../../support/fast-check.ts';
import { readCsv } from '../../../support/read-csv.ts';

const nasty = fc.string({
  unit: fc.constantFrom(...'=+-@|%\t\r\n ,;"\'0123456789.eE:/aMaytruefls\u202e\u200b\ufeff\uff1d'),
  maxLength: 12,
});
const cell: fc.Arbitrary<Cell> = fc.oneof(
  nasty,
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constant(null),
  fc.bigInt().map((number) => ({ number: number.toString() })),
);

/** Whether a text is another one with apostrophes at its beginning or behind semicolons, one each at most. */
const unescaped = (text: string, given: string) => {
  const [parts, before] = [text.split(';'), given.toWellFormed().split(';')];
  return (
    parts.length === before.length && parts.every((part, i) => part === before[i] || part === `'${before[i]}`)
  );
};

it('any table is read back by the rules of RFC 4180, cell by cell, and nothing in it is a formula or a value', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (table) => {
      const rows = table.filter((row) => row.length > 1 || row[0] !== null);
      const file = new TextEncoder().encode(`${CSV_START}${rows.map(csvLine).join('')}`);
      const read = readCsv(file);
      expect(read.map((row) => row.length)).toEqual(rows.map((row) => row.length));
      for (const [i, row] of rows.entries()) {
        for (const [j, given] of row.entries()) {
          const { text, quoted } = read[i]?.[j] ?? { text: '?', quoted: false };
          expect(quoted).toBe(typeof given === 'string');
          if (given === null) expect(text).toBe('');
          else if (typeof given !== 'string') expect(text).toBe(given.number);
          else {
            expect(text).not.toMatch(/^\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u);
            expect(text.trim() === '' || Number.isNaN(Number(text))).toBe(true);
            // Wherever a spreadsheet may begin a cell: behind semicolons, tabs and line ends, quotes or not.
            for (const part of text.split(/[;\t\r\n]/))
              expect(part).not.toMatch(/^[\s"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u);
            if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(given)) expect(unescaped(text, given)).toBe(true);
            expect(text).not.toMatch(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
          }
        }
      }
    }),
    { numRuns: 300 },
  );
});
