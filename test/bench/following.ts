import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../electron/books/sqlite/store.ts';
import type { Checkpoint, LedgerTransaction, Network } from '../../electron/chains/network.ts';
import { LedgerFollower } from '../../electron/console/follow-ledger.ts';
import { Journal } from '../../electron/console/journal.ts';
import { createStationKey, readStationKey } from '../../electron/console/station-key.ts';
import { ok } from '../../electron/core/result.ts';
import { must } from '../support/treasury-steps.ts';
import { type BenchRow, only, reported, time } from './measure.ts';

const CHECKPOINTS = 20_000;
/** Of so many transactions one is a deposit. */
const DEPOSIT_EVERY = 100;

const own = `0x${'aa'.repeat(32)}`;
const stranger = `0x${'bb'.repeat(32)}`;

/** Taking in a long absence's checkpoints, the node's answers ready in memory: the console's own share of the time. */
export async function benchFollowing(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
  try {
    const store = must(openStore(path.join(folder, 'treasury.sqlite')));
    const keyFile = path.join(folder, 'station.key');
    await createStationKey(keyFile, {
      uuid: () => crypto.randomUUID(),
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    });
    const journal = new Journal(store, must(await readStationKey(keyFile)), Date.now);
    const vaultId = crypto.randomUUID();
    store.accounts.add({ vaultId, index: 0, alias: 'Ops float', createdAt: 0 });
    store.accounts.addAddress({
      address: own,
      vaultId,
      path: { account: 0, change: 0, index: 0 },
      issuedAt: 0,
    });
    store.cursor.set(0n, 0);
    const follower = new LedgerFollower({
      network: readyNetwork(),
      chain: 'c0ffee00',
      store,
      journal,
      now: Date.now,
      notify: () => {},
    });
    const took = await time(() => follower.look());
    const deposits = store.deposits.finalSince(0).count;
    const trouble = follower.view().trouble;
    store.close();
    if (trouble || deposits !== (CHECKPOINTS * 2) / DEPOSIT_EVERY)
      throw new Error('the follower missed some');
    const perSecond = Math.round((CHECKPOINTS / took) * 1000);
    return [
      reported(
        'following the ledger after an absence',
        `${perSecond} checkpoints a second (${CHECKPOINTS} with ${CHECKPOINTS * 2} transactions, ${deposits} deposits journaled)`,
        only('following.checkpoints', perSecond, 'a second'),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readyNetwork(): Network {
  const never = () => Promise.reject(new Error('not asked here'));
  return {
    id: 'iota:practice',
    url: 'memory:',
    chain: async () => ok('c0ffee00'),
    gasPrice: never,
    coins: async () => ok([]),
    latestCheckpoint: async () => ok(BigInt(CHECKPOINTS - 1)),
    checkpoints: async (from, limit) =>
      ok(Array.from({ length: limit }, (_, i) => checkpoint(Number(from) + i))),
    received: async () => ok([]),
    submit: never,
    signedSpend: never,
  };
}

function checkpoint(sequence: number): Checkpoint {
  return {
    sequence: BigInt(sequence),
    digest: `checkpoint ${sequence}`,
    previous: sequence === 0 ? null : `checkpoint ${sequence - 1}`,
    timestamp: sequence,
    transactions: [transaction(sequence * 2, sequence), transaction(sequence * 2 + 1, sequence)],
  };
}

function transaction(number: number, sequence: number): LedgerTransaction {
  const recipient = number % DEPOSIT_EVERY === 0 ? own : `0x${'cc'.repeat(32)}`;
  return {
    digest: `transaction ${number}`,
    sender: stranger,
    succeeded: true,
    error: null,
    checkpoint: BigInt(sequence),
    timestamp: sequence,
    balanceChanges: [
      { owner: stranger, amount: -1_001n },
      { owner: recipient, amount: 1_000n },
    ],
    gasUsed: 1n,
  };
}
