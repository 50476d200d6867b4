import { create } from 'zustand';
import type { DepositRow } from '../../electron/contract/deposits.ts';
import type { JournalRow } from '../../electron/contract/journal.ts';

export const screens = [
  'dashboard',
  'accounts',
  'deposits',
  'withdrawals',
  'sweeps',
  'journal',
  'vaults',
  'settings',
] as const;
export type Screen = (typeof screens)[number];

/** A screen, and what is to be in its detail panel when it opens. */
export type Place =
  | { readonly screen: 'dashboard' | 'accounts' | 'vaults' | 'settings' }
  | { readonly screen: 'withdrawals' | 'sweeps'; readonly movementId?: string; readonly compose?: boolean }
  | { readonly screen: 'deposits'; readonly deposit?: DepositRow }
  | { readonly screen: 'journal'; readonly entry?: JournalRow };

interface Navigation {
  readonly place: Place;
  readonly go: (place: Place) => void;
}

export const useNavigation = create<Navigation>((set) => ({
  place: { screen: 'dashboard' },
  go: (place) => set({ place }),
}));
