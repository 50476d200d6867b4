import { afterEach, expect, test, vi } from 'vitest';
import type { AccountRow } from '../../../electron/contract/accounts.ts';
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
  received: '0',
  lastDepositAt: null,
  createdAt: 0,
  archivedAt: null,
  note: '',
};
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
  restsOn: null,
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

test('an account is read by its vault and number, whatever its name has become', async () => {
  const now = { ...account, balance: '5', alias: 'Kestrel 2' };
  const call = answering({ 'account.read': { ok: true, value: { row: now } } });
  expect(await readAccount(account)).toEqual(now);
  expect(call).toHaveBeenLastCalledWith(
    'account.read',
    expect.objectContaining({ vaultId: 'hot', account: 7 }),
  );
});

test('what cannot be read is not known', async () => {
  answering({});
  expect(await readDeposit(seen)).toBeUndefined();
  expect(await readAccount(account)).toBeUndefined();
});
