import * as v from 'valibot';
import type { CeremonyStep } from './ceremony-steps.ts';
import { fingerprintPattern } from './sheet-fingerprint.ts';
import { parseSheetSerial, serialPattern } from './sheet-serial.ts';

const oneTo = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** What is written on a sheet: the words of the whole secret, or one share of it. Numbers count from 1. */
const sheetContentSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('words'), words: v.picklist([12, 15, 18, 21, 24]) }),
  v.pipe(
    v.strictObject({
      kind: v.literal('share'),
      group: oneTo(16),
      groups: oneTo(16),
      share: oneTo(16),
      of: oneTo(16),
    }),
    v.check(
      ({ group, groups, share, of }) => group <= groups && share <= of,
      'expected a share of the set and a group of the set',
    ),
  ),
]);

export type SheetContent = Readonly<v.InferOutput<typeof sheetContentSchema>>;

/**
 * How a sheet got its serial and fingerprint: its blank form was saved as a PDF, to be printed; or the officers said that both
 * are written by hand.
 */
export const sheetOrigins = ['saved', 'by-hand'] as const;
export type SheetOrigin = (typeof sheetOrigins)[number];

/** One sheet of paper as a transcript lists it. */
export const sheetSchema = v.strictObject({
  serial: v.pipe(
    v.string(),
    v.regex(serialPattern, 'expected a sheet serial of the form SP-XXXX-XXXX'),
    v.check((serial) => parseSheetSerial(serial).ok, 'expected a serial that fits its check character'),
  ),
  fingerprint: v.pipe(
    v.string(),
    v.regex(fingerprintPattern, 'expected a fingerprint of the form A1B2-C3D4'),
  ),
  content: sheetContentSchema,
  /** Missing until it is known, and in transcripts from before it was asked for: then no sheet was typed back. */
  origin: v.exactOptional(v.picklist(sheetOrigins)),
});

export type Sheet = Readonly<v.InferOutput<typeof sheetSchema>>;

/** The place of the sheet onto which the words of a step are written; -1 where the step is about none. */
export function sheetOfStep(
  sheets: readonly Sheet[],
  { step, group, share }: Pick<CeremonyStep, 'step' | 'group' | 'share'>,
): number {
  return sheets.findIndex(({ content }) =>
    step === 'words-shown'
      ? content.kind === 'words'
      : step === 'share-shown' &&
        content.kind === 'share' &&
        content.group === group &&
        content.share === share,
  );
}
