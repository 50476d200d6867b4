import type { ListOrder, Window } from '../../books/rows.ts';
import { stationName } from '../../core/actor.ts';
import { calendarHere, datesIn } from '../../core/search/dates.ts';
import { hasTerm, termsOf } from '../../core/search/found-by.ts';
import { type SearchMeaning, unitsLike } from '../../core/search/meaning.ts';
import type { Station } from '../station.ts';
import { kindsNamingVault, kindsTold } from './line-words.ts';

/** A window of a list as the contract asks for it. */
export interface ListAsked extends Omit<Window, 'meaning' | 'span' | 'order'> {
  readonly order?: ListOrder | null;
  /** Milliseconds: from `from` on and before `to`; null where that end is open. */
  readonly from?: number | null;
  readonly to?: number | null;
}

type Parts = Pick<Station, 'policy' | 'chain' | 'effects'>;

/** A window of a list for the books. */
export function windowOf(station: Parts, { search, offset, limit, order, from, to }: ListAsked): Window {
  return {
    search,
    offset,
    limit,
    meaning: meaningOf(station, search),
    ...(order ? { order } : {}),
    span: { from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER },
    ...((from ?? null) === null && (to ?? null) === null ? { span: null } : {}),
  };
}

/**
 * What the words of a search mean by the present names, the words in which entries are told, and the calendar of this
 * machine. Rows have none of these: names can change, and a date is another one in another zone.
 */
export function meaningOf({ policy, chain, effects }: Parts, search: string): SearchMeaning {
  const { officers, vaults } = policy.present();
  const terms = termsOf(search);
  return {
    terms: terms.map((term) => {
      const meant = vaults.filter(({ name }) => hasTerm(name, term));
      return {
        officers: [
          ...officers.filter(({ name }) => hasTerm(name, term)).map(({ id }) => id),
          ...(hasTerm(stationName, term) ? [null] : []),
        ],
        vaults: meant.map(({ id }) => id),
        recipients: meant.map(({ receiveAddress }) => receiveAddress),
        kinds: kindsTold(term, chain.asset),
        namingVault: meant.length === 0 ? [] : kindsNamingVault(chain.asset),
        units: unitsLike(term, chain.asset),
      };
    }),
    dates: datesIn(terms, calendarHere(effects.now())),
  };
}
