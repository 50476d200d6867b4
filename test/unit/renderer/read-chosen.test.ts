import { afterEach, expect, test, vi } from 'vitest';
import type { AccountRow, AddressRow } from '../../../electron/contract/accounts.ts';
import type { Channel } from '../../../electron/contract/contract.ts';
import type { DepositRow } from '../../../electron/contract/deposits.ts';
import { readAccount } from '../../../renderer/screens/accounts/read-account.ts';
import { readDeposit } from '../../../renderer/screens/deposits/read-deposit.ts';

const refused = { ok: false, code: 'store-damaged', message: '' };
const page = (...rows: readonly unknown[]) => ({ ok: true, value: { total: rows.length, rows } });

/** Answers by channel, and notes what was asked. */
function answering(answers: Partial<Record<Channel, unknown>>) {
  const call = vi.fn(async (channel: Channel, _input: unknown) => answers[channel] ?? refused);
  vi.stubGlobal('window', { sallyport: { call } });
  return call;
}
afterEach(() => vi.unstubAllGlobals());

const account: AccountRow = {
  vaultId: 'hot',
  vaultName: 'Hot',
  vaultKind: 'hot',
  index: 7,
  alias: 'Kestrel',
  problem: null,
  issuedAddresses: 1,
  balance: '0',
  createdAt: 0,
};
const address = { address: `0x${'ab'.repeat(32)}` } as AddressRow;
const seen: DepositRow = {
  id: 'digest:to',
  state: 'seen',
  amount: '5',
  address: 'to',
  problem: null,
  accountAlias: 'Kestrel',
  vaultName: 'Hot',
  sender: 'from',
  transaction: 'digest',
  seenAt: 1,
  finalAt: null,
  checkpoint: null,
};

test('a deposit is found in any state among all that its transaction pays', async () => {
  const final: DepositRow = { ...seen, state: 'final', finalAt: 2, checkpoint: '9' };
  const call = answering({ 'deposit.list': page({ ...seen, id: 'digest:other' }, final) });
  expect(await readDeposit(seen)).toEqual(final);
  expect(call).toHaveBeenCalledWith(
    'deposit.list',
    expect.objectContaining({ search: 'digest', state: null }),
  );
});

test('an account is found by an address of its own', async () => {
  const now = { ...account, balance: '5' };
  const call = answering({ 'address.list': page(address), 'account.list': page(now) });
  expect(await readAccount(account)).toEqual(now);
  expect(call).toHaveBeenLastCalledWith(
    'account.list',
    expect.objectContaining({ vaultId: 'hot', search: address.address }),
  );
});

test('an account without an address is found by its name among those that contain it', async () => {
  const now = { ...account, balance: '5' };
  const call = answering({
    'address.list': page(),
    'account.list': page({ ...account, index: 3, alias: 'Kestrel 2' }, now),
  });
  expect(await readAccount(account)).toEqual(now);
  expect(call).toHaveBeenLastCalledWith('account.list', expect.objectContaining({ search: 'Kestrel' }));
});

test('what cannot be read is not known', async () => {
  answering({});
  expect(await readDeposit(seen)).toBeUndefined();
  expect(await readAccount(account)).toBeUndefined();
});
