import { expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { type ListAsked, windowOf } from '../../../../electron/console/search/meaning-of.ts';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { fullWhen } from '../../../../renderer/texts/when.ts';
import { address, amountIn, cold, headOf, hot, NOW, officers } from '../../../support/core-samples.ts';
import {
  account,
  everything,
  final,
  holdings,
  movement,
  own,
  temporaryBooks,
  write,
} from '../../books/sqlite/samples.ts';

const { open } = temporaryBooks();
const { mara, erin } = officers;
const DAY = 86_400_000;

const station = {
  policy: {
    present: () =>
      ({
        officers: [mara, erin],
        vaults: [
          { id: hot.id, name: 'Daily', receiveAddress: hot.address },
          { id: cold.id, name: 'Reserve', receiveAddress: cold.address },
        ],
      }) as unknown as Policy,
  },
  chain: iotaChain,
  effects: { now: () => NOW },
} as unknown as Parameters<typeof windowOf>[0];

const asked = (search: string, more: Partial<ListAsked> = {}) =>
  windowOf(station, { ...everything, search, ...more });

it('movements are found by maker, amount, date, vault, and several of these at once', () => {
  const books = open();
  write(
    books,
    movement(1, { ...headOf(mara), amount: amountIn(12_500_000_000n), recipient: address(0xcafe) }),
    movement(2, {
      ...headOf(erin),
      amount: amountIn(12_600_000_000n),
      recipient: cold.address,
      kind: 'sweep',
    }),
    movement(3, { ...headOf(erin), amount: amountIn(7_000_000_000n), createdAt: NOW + 3 * DAY }),
  );
  const find = (search: string, more: Partial<ListAsked> = {}) =>
    books.movements
      .list(asked(search, more), { kind: null, open: false, nextStep: null })
      .rows.map(({ reference }) => reference)
      .toReversed()
      .join(' ');
  expect(find('mara')).toBe('W-1');
  expect(find('Erin')).toBe('W-2 W-3');
  expect(find('12.5')).toBe('W-1');
  expect(find('12')).toBe('W-1 W-2');
  expect(find('12.6 erin')).toBe('W-2');
  expect(find('12.6 mara')).toBe('');
  expect(find('reserve')).toBe('W-2');
  expect(find('daily')).toBe('W-1 W-2 W-3');
  const day = (time: number) => fullWhen(time).split(',')[0] ?? '';
  expect(find(day(NOW + 3 * DAY))).toBe('W-3');
  expect(find(`${day(NOW)} mara`)).toBe('W-1');
  expect(find('', { from: NOW + DAY })).toBe('W-3');
  expect(find('erin', { to: NOW + DAY })).toBe('W-2');
});

it('deposits and accounts are found by amount and date', () => {
  const books = open();
  write(books, ...account(1, 'Aurora'), ...account(2, 'Fjord'));
  write(books, holdings(own(1), [1, 12_500_000_000n]), holdings(own(2), [2, 700_000_000n]));
  write(books, final(own(1), 1, 12_500_000_000n), final(own(2), 2, 700_000_000n));
  const deposits = (search: string) =>
    books.deposits.list(asked(search), null).rows.map(({ account: of }) => of.alias);
  const accounts = (search: string) =>
    books.accounts.list(asked(search), null).rows.map(({ alias }) => alias);
  for (const find of [deposits, accounts]) {
    expect(find('12.5')).toEqual(['Aurora']);
    expect(find('0.7')).toEqual(['Fjord']);
    expect(find('0.8')).toEqual([]);
    expect(find('12.5 fjord')).toEqual([]);
    expect(find(fullWhen(NOW).split(',')[0] ?? '')).toHaveLength(2);
    expect(find('1 Jan 1999')).toEqual([]);
  }
});
