import { ok, type Result, refuse } from './result.ts';

/**
 * JSON as this project signs and stores it: whole numbers, well-formed text, lists and plain objects. Amounts are decimal
 * strings, so that no reader can round them.
 */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Deeper than anything that is written; a file made to exhaust the stack is refused instead. */
const MAX_DEPTH = 24;

/** How deep a whole document may nest: an entry, its documents, their members, and the values in those. */
const MAX_TEXT_DEPTH = 64;

/** Whether a value is an object that is no array. */
export function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** Whether a value is {@link JsonValue}, at most 24 levels deep. */
export function isJsonValue(value: unknown, depth = MAX_DEPTH): value is JsonValue {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isSafeInteger(value) && !Object.is(value, -0);
  if (typeof value === 'string') return value.isWellFormed();
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJsonValue(item, depth - 1));
  return (
    isRecord(value) &&
    Object.entries(value).every(([key, member]) => key.isWellFormed() && isJsonValue(member, depth - 1))
  );
}

/**
 * Parses JSON text of a stranger. What nests deeper than 64 levels is refused before it is parsed: walking it, as
 * writing it again does, would exhaust the stack.
 * @returns refuses `input-malformed`
 */
export function readJson(text: string): Result<unknown> {
  if (nestsDeeper(text, MAX_TEXT_DEPTH)) {
    return refuse('input-malformed', `expected JSON of at most ${MAX_TEXT_DEPTH} levels`);
  }
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse('input-malformed', 'expected JSON');
  }
}

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const opens = (code: number) => code === 0x5b || code === 0x7b;
const closes = (code: number) => code === 0x5d || code === 0x7d;

/** Right for valid JSON; what is not valid is never deeper, up to its first fault, than what is counted here. */
function nestsDeeper(text: string, most: number): boolean {
  if (!hasMore(text, '[', most / 2) && !hasMore(text, '{', most / 2)) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) quoted = !quoted;
    else if (quoted) i += code === BACKSLASH ? 1 : 0;
    else if (opens(code)) {
      depth += 1;
      if (depth > most) return true;
    } else if (closes(code)) depth -= 1;
  }
  return false;
}

/** Whether a text has a character more often than so. */
function hasMore(text: string, character: string, most: number): boolean {
  let found = 0;
  for (let i = text.indexOf(character); i !== -1; i = text.indexOf(character, i + 1)) {
    found += 1;
    if (found > most) return true;
  }
  return false;
}
