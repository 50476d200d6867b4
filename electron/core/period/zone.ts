/** Wall clocks of the world: what a clock in an IANA time zone shows, and when it shows it. Times are milliseconds. */

const DAY_MS = 86_400_000;
/** No zone is further from UTC, also in the past. */
const MOST_OFFSET_MS = 26 * 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

/** Whether a name is that of a time zone of this program. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone)) return false;
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
}

/** How far the clocks of a zone are ahead of UTC at a moment; below zero in the west. */
export function offsetAt(zone: string, at: number): number {
  const second = Math.floor(at / 1000) * 1000;
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(second)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second: seconds = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, seconds) - second;
}

/** What the clocks of a zone show, as a time of UTC with the same digits. */
export const wallAt = (zone: string, at: number): number => at + offsetAt(zone, at);

/**
 * The first moment at which the clocks of a zone show this time or a later one. Where clocks are put back, it is the first
 * of two; where they are put forward over it, the moment at which they are.
 * @param wall as {@link wallAt} gives it
 */
export function momentOf(zone: string, wall: number): number {
  const offsets = [-1, 0, 1].map((days) => offsetAt(zone, wall + days * DAY_MS));
  const shown = offsets.map((offset) => wall - offset).filter((at) => wallAt(zone, at) === wall);
  if (shown.length > 0) return Math.min(...shown);
  // Inside of the gap the clocks only jump ahead, so that halving finds where.
  let before = wall - Math.max(...offsets);
  let after = wall - Math.min(...offsets);
  if (wallAt(zone, before) >= wall) before = wall - MOST_OFFSET_MS;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallAt(zone, middle) >= wall) after = middle;
    else before = middle;
  }
  return after;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** ISO 8601 with seconds and offset, as the clocks of a zone show it: `2026-11-27T09:30:05+05:45`. */
export function isoTime(zone: string, at: number): string {
  const offset = offsetAt(zone, at);
  const minutes = Math.trunc(Math.abs(offset) / 60_000);
  const digits = new Date(at + offset).toISOString().slice(0, 19);
  return `${digits}${offset < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
}

/** The day that the clocks of a zone show: `2026-11-27`. */
export const dayAt = (zone: string, at: number): string =>
  new Date(wallAt(zone, at)).toISOString().slice(0, 10);
