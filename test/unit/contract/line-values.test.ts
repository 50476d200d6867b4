import { describe, expect, it } from 'vitest';
import { fromLineValue, toLineValue } from '../../../electron/contract/line-values.ts';
import { verbHelp } from '../../../electron/contract/verb-help.ts';

describe('the forms of a line', () => {
  it('are these', () => {
    expect(toLineValue({ a: Uint8Array.of(1, 2, 255), b: [Uint16Array.of(0, 2047)], c: 'text' })).toEqual({
      a: { $bytes: 'AQL/' },
      b: [{ $numbers: [0, 2047] }],
      c: 'text',
    });
    expect(fromLineValue({ $bytes: 'AQL/' })).toEqual(Uint8Array.of(1, 2, 255));
    expect(fromLineValue({ $numbers: [0, 2047, 65_535] })).toEqual(Uint16Array.of(0, 2047, 65_535));
  });

  it.each([
    ['more beside the bytes', { $bytes: 'AQL/', more: 1 }],
    ['bytes that are no base64', { $bytes: 'no base64!' }],
    ['base64 without its padding', { $bytes: 'eA' }],
    ['base64 with other bits behind its end', { $bytes: 'eB==' }],
    ['base64 of URLs', { $bytes: 'AQL_' }],
    ['base64 with a line end', { $bytes: 'AQL/\n' }],
    ['bytes as numbers', { $bytes: [1, 2] }],
    ['a number above 16 bits', { $numbers: [65_536] }],
    ['a number below zero', { $numbers: [-1] }],
    ['a fraction', { $numbers: [1.5] }],
    ['a number as text', { $numbers: ['1'] }],
    ['numbers with more beside them', { $numbers: [1], more: 1 }],
    ['no list of numbers', { $numbers: 1 }],
  ])('stay as they are where they are %s, for the schema to refuse', (_, value) => {
    expect(fromLineValue(value)).toEqual(value);
  });

  it('do not reach into the prototype', () => {
    const read = fromLineValue(JSON.parse('{"__proto__": {"admin": true}, "a": 1}'));
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(read).not.toHaveProperty('admin');
    expect(Object.keys(read as object)).toEqual(['__proto__', 'a']);
  });

  it('cannot be taken for a member of the contract: none is named with $', () => {
    const names = new Set([...verbHelp().matchAll(/"(\$[^"]*)"/g)].map(([, name]) => name));
    expect([...names].sort()).toEqual(['$fd', '$numbers', '$prompt']);
  });
});
