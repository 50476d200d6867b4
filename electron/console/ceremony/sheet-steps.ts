import { presentStep } from '../../core/ceremony/script.ts';
import { type SheetOrigin, sheetOfStep } from '../../core/ceremony/sheet.ts';
import { firstWrongSheet, type TypedSheet } from '../../core/ceremony/typed-back.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { atStep, type CeremonySession, note, sessionOf } from './session.ts';

interface OfSheet {
  /** Counted from 0. */
  readonly sheet: number;
}

/** The officers say that serial and fingerprint of a sheet are written by hand. Refuses `ceremony-step`. */
export const sheetByHand = inTurn(
  async ({ ceremonies, effects }: ConcludeParts, { sheet }: OfSheet): Promise<Result<void>> => {
    const session = sessionOf(ceremonies);
    if (!session.ok) return session;
    if (!setOrigin(session.value, sheet, 'by-hand')) {
      return refuse('ceremony-step', 'expected a sheet that is not typed back yet');
    }
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

/** A sheet's blank form was saved. A ceremony that has gone on, or is another one by now, is not changed. */
export const sheetSaved = inTurn(
  async (
    { ceremonies, effects }: ConcludeParts,
    { sheet, serial }: OfSheet & { readonly serial: string },
  ): Promise<Result<void>> => {
    const session = sessionOf(ceremonies);
    if (session.ok && session.value.sheets[sheet]?.serial === serial) {
      if (setOrigin(session.value, sheet, 'saved')) effects.notify(['ceremony']);
    }
    return ok(undefined);
  },
);

/** Until the sheets are typed back; what was said last counts. @returns whether it was noted */
function setOrigin(session: CeremonySession, place: number, origin: SheetOrigin): boolean {
  const sheet = session.sheets[place];
  if (!sheet || isTypedBack(session)) return false;
  session.sheets = session.sheets.with(place, { ...sheet, origin });
  return true;
}

const isTypedBack = ({ state }: CeremonySession): boolean =>
  state.records.some((record, place) => record?.step === 'sheets-labelled' && place < state.position);

/** Refuses `sheet-first` where it is not known of the sheet of the present step how it is made. */
export function needSheet(session: CeremonySession): Result<void> {
  const step = presentStep(session.state);
  const sheet = step ? session.sheets[sheetOfStep(session.sheets, step)] : undefined;
  return sheet?.origin === undefined
    ? refuse(
        'sheet-first',
        'expected the blank sheet to be saved, or said to be written by hand, before its words',
      )
    : ok(undefined);
}

/**
 * Serial and fingerprint as people typed them back from their sheets, one for each in the order of the view. Only when each
 * was typed back once does the ceremony go on; a failed try is counted. Refuses as {@link firstWrongSheet} says.
 */
export const sheetsLabelled = inTurn(
  async (
    { ceremonies, effects }: ConcludeParts,
    { sheets }: { readonly sheets: readonly TypedSheet[] },
  ): Promise<Result<void>> => {
    const session = atStep(ceremonies, 'sheets-labelled');
    if (!session.ok) return session;
    const wrong = firstWrongSheet(session.value.sheets, sheets);
    note(session.value, wrong ? 'failed' : 'done', effects.now());
    effects.notify(['ceremony']);
    return wrong ? wrong.refusal : ok(undefined);
  },
);
