import { describe, expect, it } from 'vitest';
import { sheetFingerprint } from '../../../../electron/core/ceremony/sheet-fingerprint.ts';
import { firstWrongSheet, type TypedSheet } from '../../../../electron/core/ceremony/typed-back.ts';
import { plans, sampleSheets } from '../../../support/ceremony-samples.ts';
import { fc } from '../../../support/fast-check.ts';

const sheets = sampleSheets(plans.both);
const right: readonly TypedSheet[] = sheets.map(({ serial, fingerprint }) => ({ serial, fingerprint }));
const last = sheets.length - 1;
const typedAt = (place: number, typed: Partial<TypedSheet>): TypedSheet[] =>
  right.map((sheet, i) => (i === place ? { ...sheet, ...typed } : sheet));
const wrong = (typed: readonly TypedSheet[]) => firstWrongSheet(sheets, typed);

describe('the labels of all sheets are typed back', () => {
  it('as people write: any case, with spaces, without hyphens, O for 0 and l for 1', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { minLength: sheets.length, maxLength: sheets.length }), (hands) => {
        const byHand = (text: string, hand: number) =>
          [
            text,
            text.toLowerCase().replaceAll('-', ' '),
            text.replaceAll('-', ''),
            ` ${text.replaceAll('0', 'O').replaceAll('1', 'l')} `,
          ][hand]!;
        const typed = right.map(({ serial, fingerprint }, i) => ({
          serial: byHand(serial, hands[i]!),
          fingerprint: byHand(fingerprint, hands[i]!),
        }));
        expect(wrong(typed)).toBeNull();
      }),
    );
  });

  it('a sheet that was never made has nothing to be typed', () => {
    expect(wrong(right.slice(0, last))).toMatchObject({ place: last, refusal: { code: 'sheet-left-out' } });
    expect(wrong([])).toMatchObject({ place: 0, refusal: { code: 'sheet-left-out' } });
    for (const field of ['serial', 'fingerprint'] as const) {
      expect(wrong(typedAt(last, { [field]: '  ' }))).toMatchObject({
        place: last,
        field,
        refusal: { code: 'sheet-left-out' },
      });
    }
  });

  it('one sheet does not pass for two', () => {
    expect(wrong(typedAt(last, right[0]!))).toMatchObject({ place: last, refusal: { code: 'sheet-twice' } });
    expect(wrong([...right, right[0]!])).toMatchObject({ refusal: { code: 'sheet-twice' } });
  });

  it('the shares of two keepers that were mixed up are noticed', () => {
    const [first, second, ...others] = right;
    expect(wrong([second!, first!, ...others])).toMatchObject({
      place: 0,
      field: 'serial',
      refusal: { code: 'sheet-other' },
    });
  });

  it('a sheet left over from another ceremony is not taken', () => {
    expect(wrong(typedAt(1, { serial: 'SP-0000-0000' }))).toMatchObject({
      place: 1,
      refusal: { code: 'sheet-other' },
    });
  });

  it('a slip of the pen in a serial is told apart from another sheet', () => {
    const serial = right[1]!.serial;
    const slip = serial.slice(0, -1) + (serial.endsWith('A') ? 'B' : 'A');
    expect(wrong(typedAt(1, { serial: slip }))?.refusal.code).toBe('serial-check-character');
    expect(wrong(typedAt(1, { serial: 'SP-12' }))?.refusal.code).toBe('serial-malformed');
  });

  it('the fingerprint of another vault, or none, is not taken', () => {
    const other = sheetFingerprint(`0x${'77'.repeat(32)}`);
    expect(wrong(typedAt(last, { fingerprint: other }))).toMatchObject({
      place: last,
      field: 'fingerprint',
      refusal: { code: 'fingerprint-other' },
    });
    for (const fingerprint of ['A1B2', 'A1B2-C3D4-E5', 'G1B2-C3D4', right[0]!.serial]) {
      expect(wrong(typedAt(0, { fingerprint }))?.refusal.code).toBe('fingerprint-malformed');
    }
  });

  it('what is said of a mistake names the sheet and the form, never the right value', () => {
    const faults = [
      right.slice(0, last),
      typedAt(last, right[0]!),
      typedAt(last, { serial: 'SP-0000-0000' }),
      typedAt(last, { fingerprint: '0000-0000' }),
      typedAt(last, { serial: 'x' }),
      typedAt(last, { fingerprint: 'x' }),
    ];
    for (const typed of faults) {
      const message = wrong(typed)?.refusal.message ?? '';
      expect(message).toContain(`sheet ${sheets.length} of ${sheets.length}`);
      for (const { serial, fingerprint } of sheets) {
        expect(message).not.toContain(serial);
        expect(message).not.toContain(fingerprint);
      }
    }
  });
});
