/** Whose names of months and of days a spreadsheet may read in a date: languages that it can be set to. */
const languages =
  'en de fr es it pt nl da sv nb fi is pl cs sk hu ro bg hr sl sr ru uk lt lv et el tr ar he fa hi th id vi ja ko zh ca'.split(
    ' ',
  );
const forms = [
  { month: 'long' },
  { month: 'long', weekday: 'long', day: 'numeric' },
  { month: 'short', weekday: 'short', day: 'numeric' },
] as const;

/** Beside them: exponents, halves of the day, parts of a date in the far east, currencies that are written with letters. */
const others =
  'e am pm a p 年 月 日 時 分 秒 년 월 일 r kr zł kč ft lei kn лв руб грн chf rp rm tl rs jän jänner feber';

const truths = new Set(
  (
    'true false wahr falsch vrai faux verdadero verdadeiro falso vero waar onwaar sand falsk sant usant tosi epätosi prawda ' +
    'fałsz pravda nepravda igaz hamis adevărat fals истина ложь αληθής ψευδής doğru yanlış cert'
  ).split(' '),
);

/** A word: letters with their marks. */
const word = /[\p{L}\p{M}]+/gu;
/** What stands between words in a number, a date, a time or an amount of money. */
const between = /^[\p{Nd}\p{Sc}\p{Pd}\s.,:/%()+\u2212'\u2019_\u066b\u066c-]*$/u;

let known: ReadonlySet<string> | null = null;

/** Words with which a date, a time or an amount is written. Made when they are asked for first. */
function valueWords(): ReadonlySet<string> {
  // One letter, as languages shorten days to, says nothing: it stands in the times and digests of every file.
  known ??= new Set([...others.split(' '), ...languages.flatMap(datesOf).filter(({ length }) => length > 1)]);
  return known;
}

/** One day of each month, and a week of days. */
const dates = [
  ...Array.from({ length: 12 }, (_, month) => Date.UTC(2023, month, 1)),
  ...Array.from({ length: 7 }, (_, day) => Date.UTC(2023, 0, day + 1)),
];

function datesOf(language: string): readonly string[] {
  return forms.flatMap((form) => {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...form, timeZone: 'UTC' });
    return dates.flatMap((date) => format.format(date).toLowerCase().match(word) ?? []);
  });
}

/** Whether a spreadsheet, in some language, may take a text for a number, a date, a time, an amount of money or a truth value. */
export function isValueLike(text: string): boolean {
  const shown = text.trim().toLowerCase();
  if (truths.has(shown)) return true;
  if (!/\p{Nd}/u.test(shown)) return false;
  for (const [each] of shown.matchAll(word)) if (!valueWords().has(each)) return false;
  return between.test(shown.replace(word, ''));
}
