import { expect, it } from 'vitest';
import { readAccount } from '../../../electron/console/accounts/read-account.ts';
import { readOthers } from '../../../electron/console/accounts/read-others.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { gifts, UNLOCKS } from '../../support/gifts.ts';
import { ask, OUTSIDER, openFundedDesk, settle } from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

it('what is no plain money is shown apart, and never counted, free or spent', async () => {
  const desk = await openFundedDesk(['100']);
  const { station, node, hot } = desk;
  const address = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
  const asked = { vaultId: hot, account: 0, address: null };
  expect(must(await readOthers(station, asked))).toMatchObject({ rows: [], total: 0, isWhole: true });
  const before = must(await readAccount(station, asked));
  await node.give(address, gifts.vesting);
  await node.give(address, gifts.otherCoin);
  await node.give(OUTSIDER, gifts.stake);
  await settle(desk);
  const { rows, ...rest } = must(await readOthers(station, asked));
  expect(rest).toEqual({ total: 2, isWhole: true, asked: 1, addresses: 1 });
  expect(rows).toMatchObject([
    { kind: 'vesting', address, amount: { units: '12500000000', asset: null }, lockedUntil: UNLOCKS },
    {
      kind: 'other-asset',
      address,
      amount: { units: '1000000000', asset: expect.stringMatching(/^0xabab/) },
    },
  ]);
  expect(must(await readOthers(station, { ...asked, address })).rows).toEqual(rows);
  expect(must(await readAccount(station, asked))).toEqual(before);
  // The lock holds 12.5 more, which would do.
  await expect(ask(desk, '105')).rejects.toThrow('amount-above-balance');
});

it('is refused for an address that is none of the account, and without a network', async () => {
  const { station, hot } = await openFundedDesk([]);
  const asked = { vaultId: hot, account: 0, address: null };
  expect(codeOf(await readOthers(station, { ...asked, address: OUTSIDER }))).toBe('account-unknown');
  expect(codeOf(await readOthers(station, { ...asked, account: 77 }))).toBe('account-unknown');
  expect(codeOf(await readOthers({ ...station, line: null }, asked))).toBe('node-unreachable');
});
