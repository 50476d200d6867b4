import type { Period, PeriodKind } from '../../../electron/core/period/period.ts';

/** What is chosen at the head of the screen, as it was typed. */
export interface ChosenPeriod {
  readonly kind: PeriodKind;
  readonly day: string;
  readonly from: string;
  readonly to: string;
}

/** The period that is asked for; null while a field is not filled in. */
export function periodOf({ kind, day, from, to }: ChosenPeriod): Period | null {
  if (kind === 'own') return from === '' || to === '' ? null : { kind, from, to };
  return day === '' ? null : { kind, day };
}

/** The same day in the period before (-1) or after (1). A day that its month lacks becomes its last one. */
export function stepDay(day: string, kind: Exclude<PeriodKind, 'own'>, by: 1 | -1): string {
  const at = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  if (kind === 'day' || kind === 'week') at.setUTCDate(at.getUTCDate() + by * (kind === 'day' ? 1 : 7));
  else {
    const months = { month: 1, quarter: 3, year: 12 }[kind];
    const wanted = at.getUTCDate();
    at.setUTCDate(1);
    at.setUTCMonth(at.getUTCMonth() + by * months);
    const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate();
    at.setUTCDate(Math.min(wanted, last));
  }
  return at.toISOString().slice(0, 10);
}
