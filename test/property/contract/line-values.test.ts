import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fromLineValue, toLineValue } from '../../../electron/contract/line-values.ts';
import { fc } from '../../support/fast-check.ts';

/** What values of the contract are made of. None of its members has a name with `$`. */
const { value: anyValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.string({ unit: 'binary' }),
    fc.uint8Array({ maxLength: 300 }),
    fc.uint16Array({ maxLength: 64 }),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      fc.string().filter((name) => !name.startsWith('$')),
      tie('value'),
      { maxKeys: 6, noNullPrototype: true },
    ),
  ),
}));

/** A value after a line: written, sent and read. */
const acrossALine = (value: unknown): unknown =>
  fromLineValue(JSON.parse(JSON.stringify(toLineValue(value))));

describe('values on a line', () => {
  it('come back as they were: bytes as bytes, word numbers as word numbers, at any depth', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(isDeepStrictEqual(acrossALine(value), value), JSON.stringify(value)).toBe(true);
      }),
    );
  });

  it('are one line, whatever is in them', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(JSON.stringify(toLineValue(value))).not.toMatch(/[\n\r]/);
      }),
    );
  });

  it('of a stranger never throw, and are read to the same value again', () => {
    const names = fc.constantFrom('$bytes', '$numbers', '$fd', '__proto__', 'constructor', 'a');
    const { json: strange } = fc.letrec<{ json: unknown }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, -1, 1.5, 65_536, '', 'eA==', 'eB==', 'x'),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(names, tie('json'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(strange, (json) => {
        const read = fromLineValue(json);
        expect(isDeepStrictEqual(acrossALine(read), read), JSON.stringify(json)).toBe(true);
      }),
    );
  });
});
