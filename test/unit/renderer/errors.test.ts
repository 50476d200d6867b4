import { describe, expect, test } from 'vitest';
import { errorCodes } from '../../../electron/core/error-code.ts';
import { errorTexts } from '../../../renderer/texts/errors.ts';

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

  test('tells the paying vault apart from another own one', () => {
    expect(errorTexts['address-own'].what).toBe('The address belongs to the vault that would pay.');
    expect(errorTexts['address-own'].next).not.toContain('sweep');
    expect(errorTexts['address-own-vault'].what).toBe(
      'The address belongs to another vault of this treasury.',
    );
    expect(errorTexts['address-own-vault'].next).toContain('sweep');
  });

  test('never advises to refill the hot vault: no way leads from cold to hot', () => {
    expect(JSON.stringify(errorTexts)).not.toMatch(/refill/i);
  });

  test('about a free text fits references, reasons and deviations', () => {
    for (const code of ['reference-too-long', 'reference-control-character'] as const) {
      expect(Object.values(errorTexts[code]).join(' ')).not.toMatch(/reference|request/i);
    }
    expect(errorTexts['reference-too-long'].what).toBe('The text is longer than 140 characters.');
  });

  test("of a folder that cannot be repaired says that an officer's desk is made anew: it has no backup", () => {
    for (const code of errorCodes) {
      const advice = errorTexts[code].next;
      const isOfFolder = /restore the folder from a backup|tell the auditor/i.test(advice);
      if (isOfFolder) expect(advice, code).toContain('made anew from a treasury envelope');
    }
  });

  test('never offers to sign anyway', () => {
    expect(JSON.stringify(errorTexts)).not.toMatch(/anyway|ignore|at your own risk/i);
  });
});
