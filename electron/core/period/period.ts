import * as v from 'valibot';
import { ok, type Result, refuse } from '../result.ts';
import { isZone, momentOf } from './zone.ts';

const dayText = v.pipe(
  v.string(),
  v.regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, 'expected a day such as 2026-11-27'),
);
const timeText = v.pipe(
  v.string(),
  v.regex(
    /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$/,
    'expected a time such as 2026-11-27T09:30',
  ),
);

export const periodKinds = ['day', 'week', 'month', 'quarter', 'year', 'own'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A period as people name it: the day, week (from Monday), month, quarter or year that a day is in, or from one time to another. */
export const periodSchema = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['day', 'week', 'month', 'quarter', 'year']), day: dayText }),
  v.strictObject({ kind: v.literal('own'), from: timeText, to: timeText }),
]);
export type Period = Readonly<v.InferOutput<typeof periodSchema>>;

export const zoneSchema = v.pipe(v.string(), v.maxLength(64));

/** From a moment on, up to another that is not in it. Milliseconds. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

/**
 * When a period begins and ends by the clocks of a zone.
 * @returns refuses `period-zone` for a zone that is none, `period-malformed` for a day that no calendar has, and
 * `period-empty` where it ends before it begins
 */
export function boundsOf(period: Period, zone: string): Result<Bounds> {
  if (!isZone(zone))
    return refuse('period-zone', 'expected the IANA name of a time zone, such as Europe/Berlin');
  const walls = wallsOf(period);
  if (walls === null) return refuse('period-malformed', 'expected days of the calendar, from 1970 to 9998');
  const [from, to] = [momentOf(zone, walls.from), momentOf(zone, walls.to)];
  return to > from && from >= 0
    ? ok({ from, to })
    : refuse('period-empty', 'expected a period that ends after it begins');
}

/** Both ends of a period as its clocks show them; null for what no calendar has. */
function wallsOf(period: Period): Bounds | null {
  if (period.kind === 'own') {
    const [from, to] = [wallOf(period.from), wallOf(period.to)];
    return from === null || to === null ? null : { from, to };
  }
  const day = wallOf(`${period.day}T00:00`);
  if (day === null) return null;
  const date = new Date(day);
  const [year, month, dayOfMonth] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (period.kind) {
    case 'day':
      return { from: day, to: Date.UTC(year, month, dayOfMonth + 1) };
    case 'week': {
      const monday = dayOfMonth - ((date.getUTCDay() + 6) % 7);
      return { from: Date.UTC(year, month, monday), to: Date.UTC(year, month, monday + 7) };
    }
    case 'month':
      return { from: Date.UTC(year, month, 1), to: Date.UTC(year, month + 1, 1) };
    case 'quarter': {
      const first = month - (month % 3);
      return { from: Date.UTC(year, first, 1), to: Date.UTC(year, first + 3, 1) };
    }
    default:
      return { from: Date.UTC(year, 0, 1), to: Date.UTC(year + 1, 0, 1) };
  }
}

/** A written time as one of UTC with the same digits; null for one that is not in the calendar. */
function wallOf(text: string): number | null {
  const whole = text.length === 16 ? `${text}:00` : text;
  const at = Date.parse(`${whole}Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== whole) return null;
  const year = new Date(at).getUTCFullYear();
  return year >= 1970 && year <= 9998 ? at : null;
}
