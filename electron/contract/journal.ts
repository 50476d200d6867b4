import * as v from 'valibot';
import { stationRules } from '../core/actor.ts';
import { journalKinds } from '../core/journal/bodies.ts';
import { hex32Schema, timeSchema, uuidSchema } from '../core/schema.ts';
import { acting, count, listInput, none, page, text } from './shared.ts';

export const journalRowSchema = v.strictObject({
  seq: count,
  at: timeSchema,
  kind: v.picklist(journalKinds),
  officerName: v.nullable(text),
  /** The rule that the station followed; null where a person acted. */
  rule: v.nullable(v.picklist(stationRules)),
  /** One line in plain words. */
  summary: text,
  hash: hex32Schema,
  signedByOfficer: v.boolean(),
});
export type JournalRow = v.InferOutput<typeof journalRowSchema>;

/** What is shown of one entry besides its row. */
const journalEntrySchema = v.strictObject({
  /** RFC 8785 JSON. */
  body: text,
});
export type JournalEntryView = v.InferOutput<typeof journalEntrySchema>;

const journalReportSchema = v.strictObject({
  entries: count,
  head: hex32Schema,
  /** Of the station that signs at the end. */
  stationKey: text,
  /** Every station that signed, in their order, and from which entry on. */
  stations: v.pipe(v.array(v.strictObject({ stationId: text, stationKey: text, from: count })), v.readonly()),
  signedByOfficers: count,
  mandates: count,
});
export type JournalReportView = v.InferOutput<typeof journalReportSchema>;

export const journalVerbs = {
  'journal.list': {
    input: v.strictObject({
      ...acting,
      ...listInput,
      /** Who did it, null: the station; and what it is. Null: anybody, anything. */
      officers: v.exactOptional(v.nullable(v.array(v.nullable(uuidSchema)))),
      kinds: v.exactOptional(v.nullable(v.array(v.picklist(journalKinds)))),
    }),
    output: page(journalRowSchema),
  },
  'journal.entry': { input: v.strictObject({ ...acting, seq: count }), output: journalEntrySchema },
  'journal.verify': { input: none, output: journalReportSchema },
  /** Asks for a file in the system's own dialog and writes JSON lines; null when the person cancels. */
  'journal.export': {
    input: v.strictObject(acting),
    output: v.strictObject({ file: v.nullable(v.string()) }),
  },
} as const;
