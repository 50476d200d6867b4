import { describe, expect, it } from 'vitest';
import { wipeBytes } from '../../../electron/core/wipe.ts';

const bytes = () => Uint8Array.of(1, 2, 3);
const numbers = () => Uint16Array.of(1023, 1);

describe('the secrets of a message', () => {
  it('are overwritten wherever a message has them', () => {
    const password = bytes();
    const words = numbers();
    const share = numbers();
    const officer = bytes();
    wipeBytes({
      password,
      backup: { kind: 'shares', words, shares: [share] },
      officers: [{ id: 'x', password: officer }],
      nothing: null,
      text: 'abc',
    });
    for (const secret of [password, words, share, officer])
      expect([...secret].every((n) => n === 0)).toBe(true);
  });

  it('are overwritten in a message that is one', () => {
    const secret = bytes();
    wipeBytes(secret);
    expect([...secret]).toEqual([0, 0, 0]);
  });

  it('leave a message as it is that has none, or nests without end', () => {
    const circle: Record<string, unknown> = { text: 'abc' };
    circle['itself'] = circle;
    for (const message of [null, undefined, 1, 'abc', [], circle]) wipeBytes(message);
    expect(circle['text']).toBe('abc');
  });
});
