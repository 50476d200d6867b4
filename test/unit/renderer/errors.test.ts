import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../../electron/core/error-code.ts';
import { errorTexts } from '../../../renderer/text/errors.ts';

describe('the text of every failure', () => {
  test('exists for each code and for no other', () => {
    expect(Object.keys(errorTexts).sort()).toEqual([...errorCodes].sort());
  });

  test.each(errorCodes)('%s says what happened, what it means for the money, what to do', (code) => {
    const text = errorTexts[code];
    for (const part of [text.what, text.money, text.next]) {
      expect(part).toMatch(/^[A-Z0][^\n]{9,}[.]$/);
    }
    expect(new Set([text.what, text.money, text.next]).size).toBe(3);
  });

  test('never offers to sign anyway', () => {
    expect(JSON.stringify(errorTexts)).not.toMatch(/anyway|ignore|at your own risk/i);
  });
});
