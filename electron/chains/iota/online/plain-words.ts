const MOST_CHARACTERS = 300;

/**
 * A node's words made safe for a screen and a log: runs of white space, controls and direction marks become one space;
 * at most 300 characters.
 */
export function plainWords(text: unknown): string {
  if (typeof text !== 'string') return 'no words';
  const plain = text
    .slice(0, MOST_CHARACTERS * 4)
    .toWellFormed()
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim();
  const characters = [...plain];
  return characters.length > MOST_CHARACTERS
    ? `${characters.slice(0, MOST_CHARACTERS - 3).join('')}...`
    : plain;
}
