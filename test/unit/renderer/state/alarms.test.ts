import { expect, it } from 'vitest';
import type { TreasuryView } from '../../../../electron/contract/treasury.ts';
import { isAlarmed } from '../../../../renderer/state/alarms.ts';

type Parts = Parameters<typeof isAlarmed>[0];

const calm: Parts = {
  hold: null,
  books: { state: 'whole', entries: 3 },
  booksAlarms: [],
  freezes: [],
  vaults: [{ sealedAhead: null } as TreasuryView['vaults'][number]],
};
const hold = { enrolment: null, older: null, spends: [], signsFrom: null };
const place = { seq: 3, hash: 'ab', at: 0 };

it.each<[string, Partial<Parts>]>([
  ['a folder that is a copy', { hold: { ...hold, enrolment: 'restored' } }],
  ['an older folder', { hold: { ...hold, older: { ours: place, newer: { ...place, seq: 4 } } } }],
  [
    'a payment that the books do not know',
    { hold: { ...hold, spends: [{ transactionId: 'x', checkpoint: null, at: 0 }] } },
  ],
  [
    'books that differ',
    { books: { state: 'differs', count: 1, differences: [], canRebuild: true, damaged: false } },
  ],
  ['books that differed', { booksAlarms: [{ entry: 1, at: 0, vaultId: null, count: 1, differences: [] }] }],
  ['a freeze', { freezes: [{} as TreasuryView['freezes'][number]] }],
  ['a clock behind a seal', { vaults: [{ sealedAhead: 1 } as TreasuryView['vaults'][number]] }],
])('%s is an alarm: no first steps stand under it', (_, part) => {
  expect(isAlarmed({ ...calm, ...part })).toBe(true);
});

it('a treasury where all is well, or whose vaults only wait, has none', () => {
  expect(isAlarmed(calm)).toBe(false);
  expect(
    isAlarmed({ ...calm, hold: { ...hold, signsFrom: 1 }, books: { state: 'checking', entries: 1, of: 3 } }),
  ).toBe(false);
});
