import * as v from 'valibot';
import { isRecord } from '../core/json.ts';
import type { UnreadList } from './former-wallet.ts';

/** Base units, as today's wallets write them (text) or older ones (a number). */
export const unitsSchema = v.pipe(
  v.union([
    v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,19})$/, 'expected base units')),
    v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  ]),
  v.transform(String),
);

/** The members of an object; anything else is named and has none. */
export function entriesOf(json: unknown, place: string, unread: UnreadList): [string, unknown][] {
  if (isRecord(json) && !Array.isArray(json)) return Object.entries(json);
  unread.add(place, 'expected an object');
  return [];
}

/** An id that a stranger wrote, where it may be shown. */
export const shown = (id: string): string => (/^0x[0-9a-f]{1,80}$/.test(id) ? id : '(another name)');
