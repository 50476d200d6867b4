import * as v from 'valibot';
import { hexPattern32 } from './digest.ts';
import { ok, type Result, refuse } from './result.ts';

/** Schemas of the words that cross borders. Objects are strict: an unknown member is refused. */
export const uuidSchema = v.pipe(v.string(), v.uuid());
export const hex32Schema = v.pipe(v.string(), v.regex(hexPattern32, 'expected 64 lower-case hex digits'));
export const hex64Schema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{128}$/, 'expected 128 lower-case hex digits'),
);
/** An address as text; its strict form is its chain's, which parses it before anything rests on it. */
export const addressSchema = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,120}$/, 'expected an address of 1 to 120 visible characters'),
);
/** Milliseconds since the Unix epoch. */
export const timeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Characters as a person counts them: Unicode code points, as the parsers of names and references do. */
const atMostCharacters = (most: number) =>
  v.check((text: string) => [...text].length <= most, `expected at most ${most} characters`);
/** Free text that is signed: canonical JSON has no form for a lone surrogate. */
export const textSchema = v.pipe(
  v.string(),
  v.check((text) => text.isWellFormed(), 'expected well-formed text'),
);
export const nameSchema = v.pipe(textSchema, v.minLength(1), atMostCharacters(64));
export const referenceSchema = v.pipe(textSchema, atMostCharacters(140));
export const base64Schema = v.pipe(v.string(), v.base64(), v.maxLength(200_000));
/** The id of a transaction as a clipboard takes it: letters and digits, and never what could be read as an address. */
export const transactionTextSchema = v.pipe(
  v.string(),
  v.regex(/^(?!0x)[0-9A-Za-z]{16,100}$/, 'expected the id of a transaction'),
);
export const indexSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));
export const pathSchema = v.strictObject({
  account: indexSchema,
  change: v.pipe(indexSchema, v.maxValue(1)),
  index: indexSchema,
});
/** Parses `unknown` at a border; the refusal names the first member that is wrong, never its value. */
export function parseWith<const S extends v.GenericSchema>(
  schema: S,
  input: unknown,
): Result<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const where = placeOf(issue);
  return refuse('input-malformed', `${where}: expected ${expectation(issue)}`);
}

/** A member that no schema names is a stranger's text: what is no plain name is not passed on. */
function placeOf(issue: v.BaseIssue<unknown>): string {
  const keys = issue.path?.map(({ key }) => String(key)) ?? [];
  if (keys.length === 0) return 'the value';
  return keys.map((key) => (/^[\w-]{1,40}$/.test(key) ? key : '(another member)')).join('.');
}

/** The schema library's own sentences quote what was received, so only those written in this project are passed on. */
function expectation(issue: v.BaseIssue<unknown>): string {
  if (issue.expected !== null && issue.type !== 'custom') return issue.expected;
  return issue.message.includes(issue.received) ? issue.type : issue.message.replace(/^expected /, '');
}
