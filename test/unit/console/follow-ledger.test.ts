import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LedgerFollower } from '../../../electron/console/follow-ledger.ts';
import { Journal } from '../../../electron/console/journal.ts';
import { createStationKey, readStationKey } from '../../../electron/console/station-key.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import type { Checkpoint, LedgerTransaction, Network } from '../../../electron/networks/network.ts';
import { openStore } from '../../../electron/store/store.ts';
import { must } from '../../support/treasury-steps.ts';

const CHAIN = 'c0ffee00';
const own = `0x${'aa'.repeat(32)}`;
const stranger = `0x${'bb'.repeat(32)}`;

const deposit = (digest: string, changes: Partial<LedgerTransaction> = {}): LedgerTransaction => ({
  digest,
  sender: stranger,
  succeeded: true,
  error: null,
  checkpoint: 0n,
  timestamp: 0,
  balanceChanges: [{ owner: own, amount: 5n }],
  gasUsed: 1n,
  ...changes,
});

const checkpoint = (sequence: number, ...transactions: LedgerTransaction[]): Checkpoint => ({
  sequence: BigInt(sequence),
  digest: `checkpoint ${sequence}`,
  timestamp: sequence,
  transactions,
});

/** A network of which the test says what it knows; anything else is not asked. */
function scripted(answers: Partial<Network>): Network {
  const never = () => Promise.reject(new Error('not asked here'));
  return {
    id: 'iota:practice',
    url: 'memory:',
    chain: async () => ok(CHAIN),
    gasPrice: never,
    coins: async () => ok([]),
    latestCheckpoint: async () => ok(0n),
    checkpoints: async () => ok([]),
    received: async () => ok([]),
    submit: never,
    transaction: never,
    ...answers,
  };
}

async function follow(answers: Partial<Network>) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-follower-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const store = must(openStore(path.join(folder, 'treasury.sqlite')));
  onTestFinished(() => store.close());
  const keyFile = path.join(folder, 'station.key');
  await createStationKey(keyFile, {
    uuid: () => crypto.randomUUID(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  const vaultId = crypto.randomUUID();
  store.accounts.add({ vaultId, index: 0, alias: 'Ops float', createdAt: 0 });
  store.accounts.addAddress({
    address: own,
    vaultId,
    path: { account: 0, change: 0, index: 0 },
    issuedAt: 1_000,
  });
  store.cursor.set(0n, 0);
  const parts = {
    chain: CHAIN,
    store,
    journal: new Journal(store, must(await readStationKey(keyFile)), () => 1_000),
    now: () => 1_000,
    notify: () => {},
  };
  const follower = (network: Network) => new LedgerFollower({ ...parts, network });
  const first = follower(scripted(answers));
  await first.look();
  const deposits = () => store.deposits.list({ search: '', offset: 0, limit: 10 }, null).rows;
  return { follower: first, again: follower, store, deposits };
}

describe('the follower of the ledger', () => {
  it('refuses a gap in the checkpoints and goes no further than what it knows', async () => {
    const { follower, store, deposits } = await follow({
      latestCheckpoint: async () => ok(2n),
      checkpoints: async () => ok([checkpoint(0), checkpoint(2, deposit('late'))]),
    });
    expect(follower.view().trouble?.code).toBe('node-answer-malformed');
    expect(deposits()).toEqual([]);
    expect(store.cursor.get()?.next).toBeLessThanOrEqual(1n);
  });

  it('counts a deposit once, however often its checkpoint is taken in', async () => {
    const answers = { checkpoints: async () => ok([checkpoint(0, deposit('one'))]) };
    const { again, store, deposits } = await follow(answers);
    store.cursor.set(0n, 0); // as after a crash between the deposit and the cursor
    await again(scripted(answers)).look();
    expect(deposits()).toMatchObject([{ transaction: 'one', amount: 5n, state: 'final' }]);
    expect([...store.journal.raw()]).toHaveLength(1);
  });

  it('takes no deposit from a failed transaction, from an own address, or from what was paid out', async () => {
    const { deposits, follower } = await follow({
      checkpoints: async () =>
        ok([
          checkpoint(
            0,
            deposit('failed', { succeeded: false, error: 'out of gas' }),
            deposit('internal', { sender: own }),
            deposit('payment', { balanceChanges: [{ owner: own, amount: -5n }] }),
          ),
        ]),
    });
    expect(follower.view().state).toBe('connected');
    expect(deposits()).toEqual([]);
  });

  it('makes a deposit that it saw early final with what the checkpoint says of it', async () => {
    const early = deposit('early', {
      checkpoint: null,
      timestamp: null,
      balanceChanges: [{ owner: own, amount: 9n }],
    });
    const { again, store, deposits } = await follow({ received: async () => ok([early]) });
    expect(deposits()).toMatchObject([{ state: 'seen', amount: 9n, finalAt: null }]);
    store.cursor.set(0n, 0);
    await again(scripted({ checkpoints: async () => ok([checkpoint(0, deposit('early'))]) })).look();
    expect(deposits()).toMatchObject([{ state: 'final', amount: 5n, checkpoint: '0' }]);
  });

  it('reads the coins of its other addresses although the node lies about one', async () => {
    const { follower, store, again } = await follow({
      checkpoints: async () => ok([checkpoint(0, deposit('one'))]),
      coins: async () => refuse('node-balance-mismatch', 'a lie'),
    });
    expect(follower.view().trouble?.code).toBe('node-balance-mismatch');
    const other = `0x${'cc'.repeat(32)}`;
    const { vaultId } = store.accounts.find(own)!;
    store.accounts.addAddress({
      address: other,
      vaultId,
      path: { account: 0, change: 0, index: 1 },
      issuedAt: null,
    });
    store.accounts.markStale(other);
    const lying = again(
      scripted({
        coins: async (owner) => (owner === own ? refuse('node-balance-mismatch', 'a lie') : ok([])),
      }),
    );
    await lying.look();
    expect(lying.view().trouble?.code).toBe('node-balance-mismatch');
    expect(store.accounts.stale(10)).toEqual([own]);
  });

  it('is at rest after it was stopped', async () => {
    let asked = 0;
    const { follower } = await follow({
      chain: async () => {
        asked += 1;
        return ok(CHAIN);
      },
    });
    await follower.stop();
    await follower.look();
    expect(asked).toBe(1);
  });
});
