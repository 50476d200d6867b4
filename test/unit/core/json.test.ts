import { describe, expect, it } from 'vitest';
import { isJsonValue, isRecord, readJson } from '../../../electron/core/json.ts';
import { codeOf } from '../../support/core-samples.ts';

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('JSON of a stranger', () => {
  it.each(['null', '[]', '{"a":[1,"]]]]",{"b":"\\"[[["}]}', '"[[[["', nested(64), '"\\\\"', '{"a":"\\\\"}'])(
    '%s is read',
    (text) => expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) }),
  );

  it.each([
    ['nothing', ''],
    ['half a text', '{"a":'],
    ['more than one value', '{}{}'],
    ['65 levels', nested(65)],
    ['65 levels of objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['65 levels behind a text with brackets', `["]]]]]]",${nested(64)}]`],
    ['65 levels behind an escaped quotation mark', `["\\"]]]]]]",${nested(64)}]`],
    ['millions of levels without end', '['.repeat(5_000_000)],
    ['millions of levels', nested(2_000_000)],
    ['brackets closed in advance', `${']'.repeat(100)}${'['.repeat(200)}`],
  ])('with %s is refused, and no crash', (_, text) => {
    expect(codeOf(readJson(text))).toBe('input-malformed');
  });
});

describe('a value of JSON', () => {
  it('is whole numbers, well-formed text, lists and objects, to a depth', () => {
    expect(isJsonValue({ a: [1, 'x', null, true, { b: [] }] })).toBe(true);
    expect(isJsonValue(JSON.parse(nested(24)))).toBe(true);
    expect(isJsonValue(JSON.parse(nested(25)))).toBe(false);
  });

  it.each([
    ['a fraction', 1.5],
    ['minus zero', -0],
    ['an unsafe integer', 2 ** 53],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate as a name', { '\ud800': 1 }],
    ['a bigint', 1n],
    ['undefined', { a: undefined }],
  ])('is not %s', (_, value) => expect(isJsonValue(value)).toBe(false));

  it('a record is an object, and no list and no null', () => {
    expect([{}, [], null, 'a', 1].map(isRecord)).toEqual([true, false, false, false, false]);
  });
});
