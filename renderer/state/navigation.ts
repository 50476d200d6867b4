import { create } from 'zustand';
import type { AccountRow } from '../../electron/contract/accounts.ts';
import type { DepositRow } from '../../electron/contract/deposits.ts';
import type { JournalRow } from '../../electron/contract/journal.ts';
import type { MovementRow } from '../../electron/contract/movements.ts';
import type { TreasuryView } from '../../electron/contract/treasury.ts';

export const screens = [
  'dashboard',
  'accounts',
  'deposits',
  'withdrawals',
  'sweeps',
  'journal',
  'statements',
  'vaults',
  'network',
  'settings',
  'envelopes',
  'messages',
  'recipients',
  'guide',
] as const;
export type Screen = (typeof screens)[number];

/** What an officer's desk has: no money is there, and no network. */
const ofOfficers: ReadonlySet<Screen> = new Set([
  'envelopes',
  'messages',
  'recipients',
  'withdrawals',
  'sweeps',
  'journal',
  'settings',
  'guide',
]);

/** In the order of the rail: what is approved stands together, and envelopes with what they carry. */
const inRail: readonly Screen[] = screens
  .toSpliced(5, 0, 'recipients', 'messages', 'envelopes')
  .filter((screen, i, all) => all.indexOf(screen) === i);

/** The screens of a station. */
export const screensOf = (role: TreasuryView['stationRole']): readonly Screen[] =>
  role === 'officer' ? inRail.filter((screen) => ofOfficers.has(screen)) : inRail;

/** Where a station's people begin. */
export const firstScreen = (role: TreasuryView['stationRole']): Place => ({
  screen: role === 'officer' ? 'envelopes' : 'dashboard',
});

/** A place in the guide; `at` is the id of a heading, absent for the top of the page. */
export interface GuidePlace {
  readonly page: string;
  readonly at?: string;
}

/** A screen, and what is to be in its detail panel when it opens. */
export type Place =
  | { readonly screen: 'accounts'; readonly account?: AccountRow }
  | {
      readonly screen:
        | 'dashboard'
        | 'statements'
        | 'vaults'
        | 'network'
        | 'settings'
        | 'envelopes'
        | 'recipients';
    }
  | { readonly screen: 'messages'; readonly digest?: string }
  | { readonly screen: 'withdrawals'; readonly movementId?: string; readonly compose?: boolean }
  /** `list`: which of its two lists; the one in which something waits where it is left out. */
  | { readonly screen: 'sweeps'; readonly movementId?: string; readonly list?: 'sweep' | 'gather' }
  | { readonly screen: 'deposits'; readonly deposit?: DepositRow }
  | { readonly screen: 'journal'; readonly entry?: JournalRow }
  | { readonly screen: 'guide'; readonly guide?: GuidePlace };

/** The screen that shows a movement, with its details. */
export const placeOfMovement = (kind: MovementRow['kind'], movementId: string): Place =>
  kind === 'sweep' || kind === 'gather'
    ? { screen: 'sweeps', list: kind, movementId }
    : { screen: 'withdrawals', movementId };

interface Navigation {
  readonly place: Place;
  /** Rises when a place names what is to be shown: its screen begins anew, also where it is there already. */
  readonly visit: number;
  readonly go: (place: Place) => void;
}

export const useNavigation = create<Navigation>((set) => ({
  place: { screen: 'dashboard' },
  visit: 0,
  go: (place) => set(({ visit }) => ({ place, visit: Object.keys(place).length > 1 ? visit + 1 : visit })),
}));

/** Follows where clicked notifications lead. @returns a function that ends it */
export function listenForPlaces(): () => void {
  const { go } = useNavigation.getState();
  return window.sallyport.onPlace(({ screen, id }) => {
    if (id !== null && screen === 'messages') return go({ screen, digest: id });
    if (id !== null && (screen === 'withdrawals' || screen === 'sweeps'))
      return go({ screen, movementId: id });
    go({ screen });
  });
}
