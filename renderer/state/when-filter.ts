export const periods = ['any', 'today', 'week', 'month', 'days'] as const;
export type Period = (typeof periods)[number];

/** A time that a list is asked for. `from` and `to`: days as a date field writes them, `2026-11-27`; empty: open. */
export interface WhenFilter {
  readonly period: Period;
  readonly from: string;
  readonly to: string;
}

const DAYS = { today: 0, week: 6, month: 29 } as const;

/**
 * From which moment on, and before which one, by the days of this computer's time zone; both ends open: null. Milliseconds.
 */
export function spanOf(
  { period, from, to }: WhenFilter,
  now: number,
): { readonly from: number | null; readonly to: number | null } | null {
  if (period === 'any') return null;
  if (period !== 'days') {
    const today = new Date(now);
    return {
      from: new Date(today.getFullYear(), today.getMonth(), today.getDate() - DAYS[period]).getTime(),
      to: null,
    };
  }
  const begins = startOf(from, 0);
  const ends = startOf(to, 1);
  return begins === null && ends === null ? null : { from: begins, to: ends };
}

/** When the day after so many days begins. */
function startOf(day: string, after: number): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!match) return null;
  return new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]) + after).getTime();
}

/** The name of the time zone in which days are meant. */
export const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
