import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../electron/core/canonical-json.ts';
import type { JsonValue } from '../../../electron/core/json.ts';

describe('RFC 8785', () => {
  it('section 3.2.3: members are sorted by UTF-16 code units', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const order = Object.values(JSON.parse(canonicalJson(value)));
    // JSON.parse moves "1" ahead, so the order is read from the text.
    expect(order).toHaveLength(7);
    const at = Object.values(value).map((name) => [canonicalJson(value).indexOf(name), name] as const);
    expect(at.toSorted(([a], [b]) => a - b).map(([, name]) => name)).toEqual([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });

  it('section 3.2.2: strings and literals of the sample', () => {
    const string = '\u20ac$\u000f\nA\'B"\\\\"/';
    expect(canonicalJson({ string, literals: [null, true, false] })).toBe(
      String.raw`{"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('escapes control characters in their short or lower-case form, and nothing else', () => {
    expect(canonicalJson('\b\t\n\f\r\u0000\u001f\u007f\u2028é')).toBe(
      '"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028é"',
    );
  });

  it('writes no white space, and lists in their order', () => {
    expect(canonicalJson([3, [], {}, { b: 1, a: [2] }])).toBe('[3,[],{},{"a":[2],"b":1}]');
  });

  it('writes -0 as 0', () => expect(canonicalJson([-0, 0])).toBe('[0,0]'));

  it.each([
    ['a fraction', 1.5],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['an unsafe integer', 2 ** 53],
    ['a bigint', 1n],
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a hole in a list', new Array(1)],
    ['a lone surrogate', '\ud83d'],
    ['a lone surrogate as a name', { '\ude00': 1 }],
    ['a Map', new Map([['a', 1]])],
    ['a Date', new Date(0)],
    ['bytes', new Uint8Array(2)],
    ['a function', () => 1],
  ])('throws for %s: a bug of the caller', (_, value) => {
    expect(() => canonicalJson(value as JsonValue)).toThrow(TypeError);
  });
});
