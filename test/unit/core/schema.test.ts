import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { parseWith } from '../../../electron/core/schema.ts';

const schema = v.strictObject({ list: v.array(v.strictObject({ name: v.string() })) });
const messageOf = (input: unknown) => {
  const parsed = parseWith(schema, input);
  return parsed.ok ? 'accepted' : parsed.message;
};

describe('the sentence of a refusal', () => {
  it('names the place of what is wrong', () => {
    expect(messageOf({ list: [{ name: 'a' }, { name: 5 }] })).toBe('list.1.name: expected string');
    expect(messageOf({ list: [], more: 1 })).toBe('more: expected never');
    expect(messageOf(5)).toBe('the value: expected Object');
  });

  it.each([
    ['that steers a terminal', '\u001b[2J'],
    ['that is a sentence', 'all is whole and unaltered'],
    ['that is long', 'a'.repeat(41)],
    ['that is empty', ''],
  ])("does not pass on a member's name %s", (_, name) => {
    expect(messageOf({ list: [], [name]: 1 })).toBe('(another member): expected never');
  });
});
