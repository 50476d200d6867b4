/**
 * Scripts that Unicode's rules for safe identifiers tell apart here (UTS 39, "highly restrictive"): those whose letters look
 * like Latin ones, and those of East Asia, which are written together. All others count as one.
 */
const scripts = ['Latin', 'Cyrillic', 'Greek', 'Armenian', 'Cherokee', 'Coptic', 'Lisu'] as const;
const ofScript = scripts.map((script) => ({ script, letter: new RegExp(`^\\p{Script=${script}}$`, 'u') }));
/** Japanese, Chinese and Korean are written with Latin letters among them. */
const eastAsian = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}]$/u;
/** Digits, signs, and marks that go with the letter before them. */
const neutral = /^[\p{Script=Common}\p{Script=Inherited}]$/u;

/**
 * The scripts of the first word that mixes letters of several in a way that no language does (a Cyrillic "a" in a Latin word);
 * null where there is none. A name may well have words of several scripts.
 */
export function mixedWord(name: string): string | null {
  for (const word of name.split(/[^\p{L}\p{M}]+/u)) {
    const found = new Set([...word].filter((sign) => !neutral.test(sign)).map(scriptOf));
    if (found.has('East Asian')) found.delete('Latin');
    if (found.size > 1) return [...found].sort().join(' and ');
  }
  return null;
}

function scriptOf(letter: string): string {
  if (eastAsian.test(letter)) return 'East Asian';
  return ofScript.find((each) => each.letter.test(letter))?.script ?? 'another';
}

/** Letters of Cyrillic and Greek, small or capital, that are drawn like a Latin one (UTS 39, confusables). */
const drawnLike: ReadonlyMap<string, string> = new Map(
  [
    ['авекмнорстухѕіјһԁԛԝӏ', 'abekmhopctyxsijhdqwl'],
    ['αβεζηικμνορτυχϲϳ', 'abezhikmnoptyxcj'],
  ].flatMap(([from = '', to = '']) => [...from].map((letter, i) => [letter, to[i] ?? letter] as const)),
);

/** Small letters as a reader may take them: two names with one result can look the same. */
export const asDrawn = (folded: string): string =>
  Array.from(folded.normalize('NFD'), (sign) => drawnLike.get(sign) ?? sign)
    .join('')
    .normalize('NFC');
