import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore, type Store } from '../../../electron/books/sqlite/store.ts';
import type { Checkpoint, LedgerTransaction, Network } from '../../../electron/chains/network.ts';
import { LedgerFollower } from '../../../electron/console/follow-ledger.ts';
import { Journal } from '../../../electron/console/journal.ts';
import { createStationKey, readStationKey } from '../../../electron/console/station-key.ts';
import type { CoinEvidence } from '../../../electron/core/proposal/proposal.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import { coin, proposal } from '../../support/signer-fixture.ts';
import { must } from '../../support/treasury-steps.ts';
import { movement } from '../books/sqlite/samples.ts';

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
  previous: sequence === 0 ? null : `checkpoint ${sequence - 1}`,
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
    signedSpend: never,
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

/** Movement 1, signed and not sent, paid with these coins. */
function signedPayment(store: Store, evidence: readonly CoinEvidence[] = [coin(1, { owner: own })]): void {
  const { id } = movement(1);
  store.movements.add(movement(1, { state: 'signed' }));
  store.movements.addProposal(
    id,
    {
      proposal: { ...proposal(), evidence: [...evidence] },
      transactionDigest: 'ab'.repeat(32),
      viewDigest: 'cd'.repeat(32),
    },
    { id: 'everyday', approvals: 1 },
  );
  store.movements.addTransaction({ movementId: id, digest: 'own payment', signature: 'S', signedAt: 0 });
  store.coins.reserve(
    id,
    evidence.map(({ id: coinId, version }) => ({ id: coinId, version, digest: '' })),
  );
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
      signedSpend: async () => ok({ signers: [own], inputs: [] }),
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
        checkpoints: async () => ok([checkpoint(0)]),
        coins: async (owner) => (owner === own ? refuse('node-balance-mismatch', 'a lie') : ok([])),
      }),
    );
    await lying.look();
    expect(lying.view().trouble?.code).toBe('node-balance-mismatch');
    expect(store.accounts.stale(10)).toEqual([own]);
  });

  it('runs every step though one throws, tells it, and rejects nothing', async () => {
    const { again, store } = await follow({});
    signedPayment(store);
    let sent = 0;
    const throwing = again(
      scripted({
        checkpoints: async () => ok([checkpoint(0)]),
        received: () => Promise.reject(new Error('a bug')),
        submit: async () => {
          sent += 1;
          return refuse('node-rejected', 'no');
        },
      }),
    );
    await throwing.look();
    expect(throwing.view()).toMatchObject({
      state: 'trouble',
      trouble: { code: 'internal-error', message: 'a bug' },
    });
    expect(sent).toBe(1);
    expect(store.movements.get(movement(1).id)).toMatchObject({
      state: 'signed',
      trouble: { code: 'payment-in-doubt' },
    });
    const worse = again(scripted({ chain: () => Promise.reject(new Error('another bug')) }));
    await worse.look();
    expect(worse.view().trouble?.code).toBe('internal-error');
  });

  it('offers no coin of a payment that is final, before its address is read again and after', async () => {
    const { again, store } = await follow({});
    const { vaultId } = store.accounts.find(own)!;
    const spent = coin(1, { owner: own });
    store.coins.replace(own, [spent]);
    signedPayment(store, [spent]);
    const paid = deposit('own payment', {
      sender: own,
      balanceChanges: [{ owner: own, amount: -5n }],
      checkpoint: 1n,
    });
    const node = (coins: Network['coins']) =>
      again(
        scripted({
          latestCheckpoint: async () => ok(1n),
          checkpoints: async (from) => ok([from === 1n ? checkpoint(1, paid) : checkpoint(0)]),
          coins,
        }),
      );
    await node(async () => refuse('node-timeout', 'later')).look();
    expect(store.movements.get(movement(1).id)?.state).toBe('final');
    expect(store.coins.free(vaultId).size).toBe(0);
    expect(store.coins.balance(vaultId)).toBe(0n);
    await node(async () => ok([spent])).look(); // a node that is behind still lists it
    expect(store.accounts.stale(1)).toEqual([]);
    expect(store.coins.free(vaultId).size).toBe(0);
  });

  it('ends a payment by the spend that an own key signed, once, however late it is looked for', async () => {
    const { again, store } = await follow({});
    const taken = coin(1, { owner: own });
    store.coins.replace(own, [taken]);
    let asked = 0;
    const spend = deposit('foreign spend', { sender: own, balanceChanges: [], checkpoint: 1n });
    const answers: Partial<Network> = {
      latestCheckpoint: async () => ok(1n),
      checkpoints: async (from) => ok([from === 1n ? checkpoint(1, spend) : checkpoint(0)]),
      signedSpend: async () => {
        asked += 1;
        return ok({ signers: [own], inputs: [taken] });
      },
    };
    await again(scripted(answers)).look();
    expect(asked).toBe(1);
    expect([...store.journal.raw()]).toMatchObject([
      { kind: 'node-alarm', body: { code: 'coin-spent-elsewhere', transaction: 'foreign spend' } },
    ]);
    signedPayment(store, [taken]); // signed after the evidence was taken in
    await again(scripted({ ...answers, checkpoints: async () => ok([checkpoint(1, spend)]) })).look();
    expect(store.movements.get(movement(1).id)).toMatchObject({
      state: 'failed',
      trouble: { code: 'coin-spent-elsewhere' },
    });
    expect(asked).toBe(1);
    expect([...store.journal.raw()]).toHaveLength(2);
  });

  it.each<[string, Partial<Network>]>([
    ['no own key signed it', { signedSpend: async () => ok({ signers: [stranger], inputs: [coin(1)] }) }],
    ['the node cannot show its bytes', { signedSpend: async () => refuse('node-answer-malformed', 'none') }],
  ])('takes in no checkpoint with an own spend of which %s', async (_, answers) => {
    const { store, deposits, follower } = await follow({
      checkpoints: async () => ok([checkpoint(0, deposit('spend', { sender: own }), deposit('after'))]),
      ...answers,
    });
    expect(follower.view().trouble?.code).toBe('node-answer-malformed');
    expect(store.cursor.get()?.next).toBe(0n);
    expect(store.coins.hasSpend('spend')).toBe(false);
    expect(deposits()).toEqual([]);
  });

  it.each<[string, Partial<Network>, string]>([
    [
      'goes on from another checkpoint',
      {
        latestCheckpoint: async () => ok(1n),
        checkpoints: async (from) =>
          ok([from === 0n ? checkpoint(0) : { ...checkpoint(1, deposit('false')), previous: 'another' }]),
      },
      'node-chain-mismatch',
    ],
    [
      'has another checkpoint of that number',
      { checkpoints: async () => ok([{ ...checkpoint(0), digest: 'another' }]) },
      'node-chain-mismatch',
    ],
  ])('refuses a node that %s: its history is another', async (_, answers, code) => {
    const { again, store, deposits } = await follow({ checkpoints: async () => ok([checkpoint(0)]) });
    store.accounts.markStale(own);
    const put = again(scripted(answers));
    for (let look = 0; look < 2; look++) await put.look();
    expect(put.view()).toMatchObject({ state: 'trouble', trouble: { code } });
    expect(store.cursor.get()).toMatchObject({ next: 1n, digest: 'checkpoint 0' });
    expect(store.accounts.stale(1), 'nothing else is read of it').toEqual([own]);
    expect(deposits()).toEqual([]);
    expect([...store.journal.raw()]).toMatchObject([{ kind: 'node-alarm' }]);
  });

  it('tells a node that is behind, without an alarm, and goes on when it has caught up', async () => {
    const { again, store } = await follow({
      latestCheckpoint: async () => ok(2n),
      checkpoints: async () => ok([checkpoint(0), checkpoint(1), checkpoint(2)]),
    });
    let latest = 1n;
    const behind = again(
      scripted({
        latestCheckpoint: async () => ok(latest),
        checkpoints: async (from) => ok([checkpoint(Number(from))]),
      }),
    );
    await behind.look();
    expect(behind.view().trouble?.code).toBe('node-behind');
    latest = 4n;
    await behind.look();
    expect(behind.view()).toMatchObject({ state: 'connected', trouble: null, checkpoint: '4' });
    expect([...store.journal.raw()]).toEqual([]);
  });

  it('takes the history of a database from before digests were kept as it is', async () => {
    const { again, store } = await follow({ checkpoints: async () => ok([checkpoint(0)]) });
    store.cursor.set(1n, 0);
    const next = again(
      scripted({
        latestCheckpoint: async () => ok(1n),
        checkpoints: async () => ok([{ ...checkpoint(1), previous: 'unknown' }]),
      }),
    );
    await next.look();
    expect(next.view().state).toBe('connected');
    expect(store.cursor.get()).toMatchObject({ next: 2n, digest: 'checkpoint 1' });
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
