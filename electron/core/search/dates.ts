/** A time from `from` on and before `to`, milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Some words of a search that say a day, a month or a time of a day, and which times that is. */
export interface DateWords {
  /** Which term begins it, and how many it is. */
  readonly first: number;
  readonly count: number;
  readonly spans: readonly Span[];
}

/** How a place counts its days. */
export interface Calendar {
  readonly now: number;
  /** When a day of the place begins; months are 0 to 11, and any number of days beyond a month is in the next one. */
  readonly startOf: (year: number, month: number, day: number) => number;
  /** The year, month (0 to 11) and day of the month of a time there. */
  readonly dayOf: (at: number) => { readonly year: number; readonly month: number; readonly day: number };
}

/** A date without its year may be of so many years back. */
const YEARS = 20;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONG = ['january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october'];
const names = [...LONG, 'november', 'december', 'sept'];

/** The calendar of this machine's time zone. */
export const calendarHere = (now: number): Calendar => ({
  now,
  startOf: (year, month, day) => new Date(year, month, day).getTime(),
  dayOf: (at) => {
    const date = new Date(at);
    return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
  },
});

/**
 * The dates in the words of a search, as lists show them: `27 Nov`, `27 Nov 2026`, `Nov 2026`, `2026-11-27`, with or without
 * a time such as `14:05` behind; a time alone is one of today.
 * @param terms as `termsOf` gives them
 */
export function datesIn(terms: readonly string[], calendar: Calendar): readonly DateWords[] {
  const found: DateWords[] = [];
  for (let first = 0; first < terms.length; ) {
    const date = dateAt(terms.slice(first), calendar);
    if (date !== null) found.push({ first, ...date });
    first += date?.count ?? 1;
  }
  return found;
}

type Found = Omit<DateWords, 'first'>;

function dateAt(terms: readonly string[], calendar: Calendar): Found | null {
  const day = dayAt(terms, calendar);
  if (day === null) {
    const time = timeOf(terms[0]);
    const { year, month, day: today } = calendar.dayOf(calendar.now);
    return time === null ? null : { count: 1, spans: [within(calendar.startOf(year, month, today), time)] };
  }
  const time = day.isDay ? timeOf(terms[day.count]) : null;
  if (time === null) return { count: day.count, spans: day.spans };
  const zone = /^(utc|gmt([+-]\d{1,2}(:\d\d)?)?)$/.test(terms[day.count + 1] ?? '') ? 1 : 0;
  return { count: day.count + 1 + zone, spans: day.spans.map(({ from }) => within(from, time)) };
}

const within = (from: number, time: Span): Span => ({ from: from + time.from, to: from + time.to });

function dayAt(terms: readonly string[], calendar: Calendar): (Found & { readonly isDay: boolean }) | null {
  const { now, startOf, dayOf } = calendar;
  const [one = '', two = '', three = ''] = terms.map((term) => term.replace(/,$/, ''));
  const dayOfYear = (year: number, month: number, day: number): Span => ({
    from: startOf(year, month, day),
    to: startOf(year, month, day + 1),
  });
  const iso = /^(\d{4})-(\d\d)(?:-(\d\d))?$/.exec(one);
  if (iso) {
    const [year, month] = [Number(iso[1]), Number(iso[2]) - 1];
    if (month < 0 || month > 11) return null;
    if (iso[3] !== undefined)
      return { count: 1, isDay: true, spans: [dayOfYear(year, month, Number(iso[3]))] };
    return {
      count: 1,
      isDay: false,
      spans: [{ from: startOf(year, month, 1), to: startOf(year, month + 1, 1) }],
    };
  }
  const month = monthOf(two);
  if (/^\d{1,2}$/.test(one) && month !== null) {
    const day = Number(one);
    if (day < 1 || day > 31) return null;
    if (isYear(three)) return { count: 3, isDay: true, spans: [dayOfYear(Number(three), month, day)] };
    const { year } = dayOf(now);
    const spans = Array.from({ length: YEARS }, (_, ago) => dayOfYear(year - ago, month, day));
    return { count: 2, isDay: true, spans };
  }
  const alone = monthOf(one);
  if (alone === null || !isYear(two)) return null;
  const year = Number(two);
  return {
    count: 2,
    isDay: false,
    spans: [{ from: startOf(year, alone, 1), to: startOf(year, alone + 1, 1) }],
  };
}

const isYear = (term: string): boolean => /^(19|20)\d\d$/.test(term);

function monthOf(term: string): number | null {
  if (!MONTHS.includes(term) && !names.includes(term)) return null;
  return MONTHS.indexOf(term.slice(0, 3));
}

/** A minute or a second of a day, from its midnight. */
function timeOf(term: string | undefined): Span | null {
  const match = /^(\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(term ?? '');
  if (!match) return null;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const from = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  return { from, to: from + (match[3] === undefined ? 60_000 : 1_000) };
}
