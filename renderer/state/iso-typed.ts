export type IsoKind = 'day' | 'time';

/**
 * What was typed as a date, year first: `2026-11-27`, and for a time `2026-11-27 09:30` or `2026-11-27 09:30:15`.
 * @returns it as `2026-11-27` or `2026-11-27T09:30:15`; empty for nothing; null for what is no date, 30 February too
 */
export function isoTyped(typed: string, kind: IsoKind): string | null {
  const text = typed.trim();
  if (text === '') return '';
  const match =
    kind === 'day'
      ? /^(\d{4}-\d\d-\d\d)$/.exec(text)
      : /^(\d{4}-\d\d-\d\d)(?:T| +)(\d\d:\d\d)(?::(\d\d))?$/.exec(text);
  if (match === null) return null;
  const [, day = '', minute = '00:00', second = '00'] = match;
  const at = new Date(`${day}T${minute}:${second}Z`);
  // A day that its month lacks would count on into the next one.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return null;
  return kind === 'day' ? day : `${day}T${minute}:${second}`;
}
