import type { GuidePlace, Screen } from '../state/navigation.ts';

/** Where the guide tells of a screen. */
export const placeOfScreen: Readonly<Record<Exclude<Screen, 'guide'>, GuidePlace>> = {
  dashboard: { page: 'screens', at: 'dashboard' },
  accounts: { page: 'screens', at: 'accounts' },
  deposits: { page: 'screens', at: 'deposits' },
  withdrawals: { page: 'a-withdrawal' },
  sweeps: { page: 'a-sweep' },
  journal: { page: 'screens', at: 'journal' },
  statements: { page: 'screens', at: 'statements' },
  vaults: { page: 'screens', at: 'vaults' },
  network: { page: 'screens', at: 'network' },
  envelopes: { page: 'another-desk' },
  messages: { page: 'a-control-proof' },
  recipients: { page: 'the-address-book' },
  settings: { page: 'screens', at: 'settings' },
};
