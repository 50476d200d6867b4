import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { type Channel, contract, type Input } from '../../../electron/contract/contract.ts';
import { fakeBridge } from '../../support/fake-bridge.ts';

/** The screens are looked at and tested with the fake; it must not say what the main process could not say. */
const now = Date.UTC(2026, 10, 20, 12);
const all = { search: '', offset: 0, limit: 100 };

async function readings(): Promise<{ [C in Channel]?: Input<C> }> {
  const bridge = fakeBridge({ mode: 'full', theme: 'light', rows: 300, now });
  const movements = await bridge.call('movement.list', { ...all, kind: 'withdrawal', filter: 'all' });
  const accounts = await bridge.call('account.list', { ...all, vaultId: null });
  if (!movements.ok || !accounts.ok) throw new Error('the fake lists nothing');
  const [account] = accounts.value.rows;
  return {
    'app.read': {},
    'dashboard.read': {},
    'account.list': { ...all, vaultId: account!.vaultId },
    'address.list': { ...all, vaultId: account!.vaultId, account: account!.index },
    'address.issue': { vaultId: account!.vaultId, account: account!.index },
    'account.create': { vaultId: account!.vaultId, alias: 'Kestrel' },
    'deposit.list': { ...all, state: 'seen' },
    'movement.list': { ...all, kind: 'sweep', filter: 'open' },
    'movement.read': { id: movements.value.rows[5]!.id },
    'withdrawal.preview': {
      vaultId: account!.vaultId,
      recipient: `0x${'ab'.repeat(32)}`,
      amount: '12.5',
    },
    'sweep.plan': {},
    'journal.list': all,
    'journal.verify': {},
  };
}

const asked = await readings();

describe('the fake bridge speaks the contract', () => {
  test.each(Object.keys(asked) as Channel[])('%s', async (channel) => {
    const bridge = fakeBridge({ mode: 'full', theme: 'light', rows: 300, now });
    const input = v.parse(contract[channel].input, asked[channel]);
    const answer = await bridge.call(channel, input as Input<Channel>);
    if (!answer.ok) throw new Error(answer.message);
    expect(v.safeParse(contract[channel].output, answer.value).issues).toBeUndefined();
  });

  test('every state of a movement can be read', async () => {
    const bridge = fakeBridge({ mode: 'full', theme: 'light', rows: 12, now });
    const list = await bridge.call('movement.list', { ...all, kind: 'withdrawal', filter: 'all' });
    if (!list.ok) throw new Error(list.message);
    expect(new Set(list.value.rows.map((row) => row.state)).size).toBe(10);
    for (const { id } of list.value.rows) {
      const detail = await bridge.call('movement.read', { id });
      if (!detail.ok) throw new Error(detail.message);
      expect(v.safeParse(contract['movement.read'].output, detail.value).issues).toBeUndefined();
    }
  });

  test('in error mode lists refuse by code', async () => {
    const bridge = fakeBridge({ mode: 'error', theme: 'light', now });
    expect(await bridge.call('journal.list', all)).toMatchObject({ ok: false, code: 'store-damaged' });
  });
});
