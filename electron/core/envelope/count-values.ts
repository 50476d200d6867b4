/**
 * Values of an envelope, at most. What is bounded in bytes alone could still be made of so many values that reading it would
 * hold a station up for ten seconds.
 */
export const MOST_VALUES = 1_000_000;

const [QUOTE, BACKSLASH, COMMA, LIST, OBJECT] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Whether JSON in UTF-8 has more than so many values. Right for valid JSON; what is not valid is refused after this. */
export function hasMoreValues(text: Uint8Array, most: number): boolean {
  let values = 1;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const byte = text[i];
    if (byte === QUOTE) quoted = !quoted;
    else if (quoted) i += byte === BACKSLASH ? 1 : 0;
    // One value behind each of them, but for an empty list or object.
    else if (byte === COMMA || byte === LIST || byte === OBJECT) {
      values += 1;
      if (values > most) return true;
    }
  }
  return false;
}
