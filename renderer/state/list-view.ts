import { create } from 'zustand';
import { spanOf, type WhenFilter } from './when-filter.ts';

/** How long a list waits for more letters before it searches, milliseconds. */
export const SEARCH_WAITS_MS = 120;

/** Lists whose search, filters and order stay while one goes to another screen. */
export type ListName = 'accounts' | 'deposits' | 'withdrawals' | 'sweeps' | 'gathers' | 'journal';

export type ListOrder = { readonly by: 'time' | 'amount' | 'state' | 'name'; readonly down: boolean };

/** What a list is asked for. Names, addresses and references may be in it: it is forgotten with what was read. */
export interface ListView {
  readonly search: string;
  /** Null: the list's own order. */
  readonly order: ListOrder | null;
  readonly when: WhenFilter;
  /** Which of the choices beside the search: a state, a vault. */
  readonly choice: string;
  /** An officer's id, or `station`; empty: anybody. */
  readonly person: string;
  /** A kind or a state; empty: any. */
  readonly kind: string;
}

const EMPTY: ListView = {
  search: '',
  order: null,
  when: { period: 'any', from: '', to: '' },
  choice: 'all',
  person: '',
  kind: '',
};

const useViews = create<Partial<Record<ListName, ListView>>>(() => ({}));

/** What a list is asked for, and how to ask for something else. */
export function useListView(name: ListName): {
  readonly view: ListView;
  readonly set: (change: Partial<ListView>) => void;
  /** Everything is shown again. The order stays. */
  readonly clear: () => void;
} {
  const view = useViews((views) => views[name] ?? EMPTY);
  return {
    view,
    set: (change) => useViews.setState((views) => ({ [name]: { ...(views[name] ?? EMPTY), ...change } })),
    clear: () => useViews.setState(() => ({ [name]: { ...EMPTY, order: view.order } })),
  };
}

/** Asks a list for this only, before one goes to it. */
export const askFor = (name: ListName, asked: Partial<ListView>): void =>
  useViews.setState(() => ({ [name]: { ...EMPTY, ...asked } }));

/** Nobody is signed in any more, or the treasury is closed. */
export const forgetListViews = (): void => useViews.setState({}, true);

/** How many filters of the panel are on; those beside the search are seen. */
export const filtersOn = ({ when, person, kind }: ListView): number =>
  [spanOf(when, Date.now()) !== null, person !== '', kind !== ''].filter(Boolean).length;

/** Whether a list shows less than all that it has. */
export const isFiltered = (view: ListView): boolean =>
  view.search.trim() !== '' || view.choice !== 'all' || filtersOn(view) > 0;

/** What all lists are asked for alike. */
export function askedOf(view: ListView, search: string) {
  const span = spanOf(view.when, Date.now());
  return { search, order: view.order, from: span?.from ?? null, to: span?.to ?? null };
}
