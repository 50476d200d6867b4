import type { JsonValue } from './json.ts';

/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, no white space, ECMAScript's own
 * string escapes. Numbers are narrowed to safe integers, whose form all languages agree on (-0 is `0`, as there).
 * @throws TypeError for anything else: a bug in the caller, never user input
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) {
      throw new TypeError(`canonical JSON takes safe integers, got ${value}`);
    }
    return String(value);
  }
  if (typeof value === 'string') return quoted(value);
  if (isList(value)) {
    let items = '';
    for (const item of value) items += `${items === '' ? '' : ','}${canonicalJson(item)}`;
    return `[${items}]`;
  }
  if (isPlain(value)) {
    let members = '';
    for (const key of sortedKeys(value)) {
      // What `Object.keys` names is there.
      members += `${members === '' ? '' : ','}${quoted(key)}:${canonicalJson(value[key] as JsonValue)}`;
    }
    return `{${members}}`;
  }
  throw new TypeError(`canonical JSON takes plain objects and lists, got another ${typeof value}`);
}

/** Text that is written as it is: nearly all. */
const unescaped = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (unescaped.test(text)) return `"${text}"`;
  if (!text.isWellFormed())
    throw new TypeError('canonical JSON takes well-formed UTF-16, got a lone surrogate');
  return JSON.stringify(text);
}

/** What was read from canonical JSON is sorted already. */
function sortedKeys(value: object): readonly string[] {
  const keys = Object.keys(value);
  const isSorted = keys.every((key, i) => i === 0 || (keys[i - 1] ?? '') < key);
  return isSorted ? keys : keys.sort((a, b) => (a < b ? -1 : 1));
}

/** A `Map`, a `Date` or a buffer has content that `Object.keys` does not see. */
function isPlain(value: object): value is { readonly [key: string]: JsonValue } {
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
