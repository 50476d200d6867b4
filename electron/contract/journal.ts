import * as v from 'valibot';
import { journalKinds } from '../core/journal/bodies.ts';
import { hex32Schema, timeSchema } from '../core/schema.ts';
import { count, none, page, pageInput, text } from './shared.ts';

export const journalRowSchema = v.strictObject({
  seq: count,
  at: timeSchema,
  kind: v.picklist(journalKinds),
  officerName: v.nullable(text),
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
  stationKey: text,
  signedByOfficers: count,
});
export type JournalReportView = v.InferOutput<typeof journalReportSchema>;

export const journalVerbs = {
  'journal.list': { input: v.strictObject(pageInput), output: page(journalRowSchema) },
  'journal.entry': { input: v.strictObject({ seq: count }), output: journalEntrySchema },
  'journal.verify': { input: none, output: journalReportSchema },
  /** Asks for a file in the system's own dialog and writes JSON lines; null when the person cancels. */
  'journal.export': { input: none, output: v.strictObject({ file: v.nullable(v.string()) }) },
} as const;
