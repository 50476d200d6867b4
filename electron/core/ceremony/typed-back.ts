import { type Refusal, refuse } from '../result.ts';
import type { Sheet } from './sheet.ts';
import { parseSheetFingerprint } from './sheet-fingerprint.ts';
import { parseSheetSerial } from './sheet-serial.ts';

/** What a person read from one sheet of paper, as typed. */
export interface TypedSheet {
  readonly serial: string;
  readonly fingerprint: string;
}

/** The first sheet that is not as it should be, counted from 0, and why. */
export interface WrongSheet {
  readonly place: number;
  readonly field: keyof TypedSheet;
  readonly refusal: Refusal;
}

/**
 * Compares what was typed back from the sheets of a ceremony, one for each sheet in their order. What is said of a wrong one
 * names the sheet and the form that was expected, never the right value.
 * @returns null where each sheet was typed back once. Refuses `sheet-left-out`, `sheet-twice`, `sheet-other`,
 * `serial-malformed`, `serial-check-character`, `fingerprint-malformed` and `fingerprint-other`
 */
export function firstWrongSheet(sheets: readonly Sheet[], typed: readonly TypedSheet[]): WrongSheet | null {
  if (typed.length > sheets.length) {
    const message = `expected ${sheets.length} sheets, got ${typed.length}`;
    return { place: sheets.length, field: 'serial', refusal: refuse('sheet-twice', message) };
  }
  const seen = new Set<string>();
  for (const [place, sheet] of sheets.entries()) {
    const here = typed[place];
    const wrong = here ? wrongOf(sheet, here, seen) : missing('serial');
    if (!wrong) continue;
    const { code, message } = wrong.refusal;
    return { ...wrong, place, refusal: refuse(code, `sheet ${place + 1} of ${sheets.length}: ${message}`) };
  }
  return null;
}

type Wrong = Omit<WrongSheet, 'place'>;

const missing = (field: keyof TypedSheet): Wrong => ({
  field,
  refusal: refuse('sheet-left-out', `expected its ${field}, nothing was typed`),
});

/** @param seen the serials of the sheets before; this one is added */
function wrongOf(sheet: Sheet, typed: TypedSheet, seen: Set<string>): Wrong | null {
  if (typed.serial.trim() === '') return missing('serial');
  if (typed.fingerprint.trim() === '') return missing('fingerprint');
  const serial = parseSheetSerial(typed.serial);
  if (!serial.ok) return { field: 'serial', refusal: serial };
  if (seen.has(serial.value)) {
    return {
      field: 'serial',
      refusal: refuse('sheet-twice', 'expected a serial of its own, that of a sheet before was typed'),
    };
  }
  seen.add(serial.value);
  if (serial.value !== sheet.serial) {
    return {
      field: 'serial',
      refusal: refuse('sheet-other', 'expected its own serial, of the form SP-XXXX-XXXX, got another one'),
    };
  }
  const fingerprint = parseSheetFingerprint(typed.fingerprint);
  if (!fingerprint.ok) return { field: 'fingerprint', refusal: fingerprint };
  return fingerprint.value === sheet.fingerprint
    ? null
    : {
        field: 'fingerprint',
        refusal: refuse(
          'fingerprint-other',
          'expected the fingerprint of this vault, of the form A1B2-C3D4, got another one',
        ),
      };
}
