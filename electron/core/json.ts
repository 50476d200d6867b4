/** JSON as this project signs and stores it: whole numbers, well-formed text, lists and plain objects. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** Deeper than anything that is written; a file made to exhaust the stack is refused instead. */
const MAX_DEPTH = 24;

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
