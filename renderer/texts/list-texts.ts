import type { Period } from '../state/when-filter.ts';

/** Texts of what all lists have: search, filters, order. */
export const listTexts = {
  filter: 'Filter and sort',
  filterOn: (n: number) => `Filter and sort, ${n} on`,
  sort: 'Sort by',
  person: 'Person',
  anybody: 'Anybody',
  kind: 'Kind',
  state: 'State',
  any: 'Any',
  when: 'Time',
  from: 'From',
  to: 'To and with',
  dayForm: 'YYYY-MM-DD',
  timeForm: 'YYYY-MM-DD hh:mm',
  notADate: (form: string) => `Write it as ${form}`,
  zone: (zone: string) => `Days of ${zone}, this computer's time zone.`,
  clear: 'Clear filters',
  close: 'Done',
  hidden: 'The filters hide everything',
  hiddenHint: 'What you look for may be there: clear the search and the filters to see all rows.',
  periods: {
    any: 'Any time',
    today: 'Today',
    week: 'Last 7 days',
    month: 'Last 30 days',
    days: 'From a day to another',
  } satisfies Record<Period, string>,
  orders: {
    'time down': 'Newest first',
    'time up': 'Oldest first',
    'amount down': 'Largest amount first',
    'amount up': 'Smallest amount first',
    'state up': 'By state, the first step first',
    'state down': 'By state, the last step first',
    'name up': 'By name',
    'name down': 'By name, from the end',
  },
} as const;

export type OrderKey = keyof typeof listTexts.orders;
