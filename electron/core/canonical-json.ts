import type { JsonValue } from './json.ts';

/**
 * RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code units, no white space, ECMAScript's own
 * string escapes. Numbers are narrowed to safe integers, whose form all languages agree on (-0 is `0`, as there).
 * @throws TypeError for anything else: a bug in the caller, never user input
 */
export function canonicalJson(value: JsonValue): string {
  if (value === null || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) {
      throw new TypeError(`canonical JSON takes safe integers, got ${value}`);
    }
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed())
      throw new TypeError('canonical JSON takes well-formed UTF-16, got a lone surrogate');
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${Array.from(value, canonicalJson).join(',')}]`;
  if (isPlain(value)) {
    const members = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${canonicalJson(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`canonical JSON takes plain objects and lists, got another ${typeof value}`);
}

/** A `Map`, a `Date` or a buffer has content that `Object.entries` does not see. */
function isPlain(value: object): value is { readonly [key: string]: JsonValue } {
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
