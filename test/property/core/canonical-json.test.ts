import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../electron/core/canonical-json.ts';
import type { JsonValue } from '../../../electron/core/json.ts';
import { fc } from '../../support/fast-check.ts';

const text = fc.string({ unit: 'binary' }).filter((each) => each.isWellFormed());
const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((number) => number + 0),
    text,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(text, tie('value'), { maxKeys: 6, noNullPrototype: true }),
  ),
}));

const shuffled = (value: JsonValue): JsonValue => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shuffled);
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffled(member)]),
  );
};

describe('canonical JSON', () => {
  it('parses back to the value, and that to the same text', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const json = canonicalJson(value);
        expect(JSON.parse(json)).toEqual(value);
        expect(canonicalJson(JSON.parse(json))).toBe(json);
      }),
    );
  });

  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('is one text for one value only', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        if (canonicalJson(a) === canonicalJson(b)) expect(a).toEqual(b);
      }),
    );
  });
});
