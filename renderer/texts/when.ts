const cache = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = cache.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options });
  cache.set(key, made);
  return made;
}

const withZone = (timeZone: string | undefined) => (timeZone === undefined ? {} : { timeZone });

/** Short, for lists: the time on the day of `now`, else day and time, else the date. Milliseconds since the epoch. */
export function shortWhen(at: number, now: number, timeZone?: string): string {
  const zone = withZone(timeZone);
  const day = format({ ...zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  if (day.format(at) === day.format(now)) {
    return format({ ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at);
  }
  const year = format({ ...zone, year: 'numeric' });
  if (year.format(at) === year.format(now)) {
    return format({ ...zone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })
      .format(at)
      .replace(',', '');
  }
  return format({ ...zone, day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** Whole, for details: date and time to the second, with the zone. */
export function fullWhen(at: number, timeZone?: string): string {
  return format({
    ...withZone(timeZone),
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}
