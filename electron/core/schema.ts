import * as v from 'valibot';
import { hexPattern32 } from './digest.ts';
import { networkIds } from './network-id.ts';
import { ok, type Result, refuse } from './result.ts';

/** Schemas of the words that cross borders. Objects are strict: an unknown member is refused. */
export const uuidSchema = v.pipe(v.string(), v.uuid());
export const hex32Schema = v.pipe(v.string(), v.regex(hexPattern32, 'expected 64 lower-case hex digits'));
export const hex64Schema = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{128}$/, 'expected 128 lower-case hex digits'),
);
export const addressSchema = v.pipe(v.string(), v.regex(/^0x[0-9a-f]{64}$/, 'expected 0x and 64 hex digits'));
export const nanosSchema = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected nanos as a decimal string'),
  v.check((text) => text.length < 19 || text <= '9223372036854775807', 'expected at most 2^63 - 1 nanos'),
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
export const indexSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 31 - 1));
export const pathSchema = v.strictObject({
  account: indexSchema,
  change: v.pipe(indexSchema, v.maxValue(1)),
  index: indexSchema,
});
export const networkSchema = v.strictObject({
  id: v.picklist(networkIds),
  chain: v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/, 'expected 8 hex digits')),
});

/** Parses `unknown` at a border; the refusal names the first member that is wrong, never its value. */
export function parseWith<const S extends v.GenericSchema>(
  schema: S,
  input: unknown,
): Result<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, input, { abortEarly: true });
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? 'the value';
  return refuse('input-malformed', `${where}: expected ${expectation(issue)}`);
}

/** The schema library's own sentences quote what was received, so only those written in this project are passed on. */
function expectation(issue: v.BaseIssue<unknown>): string {
  if (issue.expected !== null) return issue.expected;
  return issue.message.includes(issue.received) ? issue.type : issue.message.replace(/^expected /, '');
}
