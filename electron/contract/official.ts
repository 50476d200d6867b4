import * as v from 'valibot';
import { none, problemSchema, text } from './shared.ts';

/** What keeps the library's process apart: no network and no folder but its own, or no more than a process of its own. */
export const apartness = ['enclosed', 'process'] as const;

export const libraryIdentitySchema = v.strictObject({
  name: text,
  version: text,
  /** SHA-256 over all files of it and of the packages beside it, hex. */
  sha256: text,
});

const officialViewSchema = v.strictObject({
  name: text,
  version: text,
  /** Where it is looked for. */
  folder: text,
  /** Null where it works; else what is missing or broken. */
  problem: v.nullable(problemSchema),
  /** Null where it does not work. */
  works: v.nullable(v.strictObject({ sha256: text, apart: v.picklist(apartness) })),
});
export type OfficialView = v.InferOutput<typeof officialViewSchema>;

export const officialVerbs = {
  /** Whether the official wallet library works beside this console: a process of its own loads it. */
  'official.look': { input: none, output: officialViewSchema },
} as const;
