import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBooks } from '../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../electron/books/sqlite/source-worker.ts';
import { evidenceOfCoin } from '../../electron/chains/iota/pure/coin-evidence.ts';
import { coinObjectBytes } from '../../electron/chains/iota/pure/coin-object.ts';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { movedBytes } from '../../electron/chains/iota/pure/moved-coins.ts';
import type { Checkpoint, LedgerTransaction, Line } from '../../electron/chains/line.ts';
import { AttestedAddresses } from '../../electron/console/addresses/attested-addresses.ts';
import { LedgerFollower } from '../../electron/console/ledger/follow-ledger.ts';
import { FactNotes } from '../../electron/console/ledger/note-facts.ts';
import { Recorder } from '../../electron/console/recorder.ts';
import { ok, refuse } from '../../electron/core/result.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { attest, attestedChanges } from '../support/attest.ts';
import { benchStationKey } from '../support/bench-station-key.ts';
import { freeHold, wholeCheck } from '../support/free-hold.ts';
import { must } from '../support/must.ts';
import { coin, hot, policy, vaultSeed } from '../support/signer-fixture.ts';
import { type BenchRow, inTurns, milliseconds, ms } from './measure.ts';

const COINS = 20_000;
const ROUNDS = 25;
const MOST_RATIO = 1.5;
const GENESIS = 'c0ffee00';
const busy = `0x${'aa'.repeat(32)}`;
const empty = `0x${'ab'.repeat(32)}`;
const stranger = `0x${'bb'.repeat(32)}`;

/** One more deposit, from the proven checkpoint to the books: at an address of 20 000 coins, and at one that has few. */
export async function benchBusyAddress(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
  try {
    const books = must(await openBooks(path.join(folder, 'treasury.sqlite'), spawnSourceBooks));
    const paths = [busy, empty].map((address, index) => ({
      address,
      path: { account: 0, change: 0, index },
    }));
    const { treasuryId, network } = policy();
    const keys = new KeyTree(vaultSeed('hot')).attestationKeyPair();
    const changes = attestedChanges(attest(keys, { treasuryId, network, vaultId: hot.id }, paths), paths);
    const account = {
      kind: 'account-added',
      vaultId: hot.id,
      account: 0,
      alias: 'Ops',
      createdAt: 0,
      entry: 1,
    } as const;
    const created = Array.from({ length: COINS }, (_, number) =>
      evidenceOfCoin(coin(number, { owner: busy, balance: '1' })),
    );
    const many = { kind: 'inputs-moved', checkpoint: '0', consumed: [], created } as const;
    const listed = [busy, empty].map((owner) => ({ kind: 'holdings-read', owner, inputs: [] }) as const);
    const cursor = { kind: 'cursor-moved', next: 0n, at: 0, digest: null } as const;
    must(
      await books.commit({
        expects: [],
        entries: [],
        changes: [account, ...changes, many, ...listed, cursor],
      }),
    );
    const key = await benchStationKey(folder);
    const recorder = new Recorder({ books, key, now: Date.now });
    const hold = freeHold(key);
    const present = { present: () => policy() };
    const attested = new AttestedAddresses({ books, policy: present, hold, check: wholeCheck });
    const effects = { now: Date.now, notify: () => {} };
    const notes = new FactNotes({ books, recorder, effects }, null);
    const ledger: Checkpoint[] = [];
    const line = lineOf(ledger);
    const parts = {
      genesis: GENESIS,
      hold,
      line,
      chain: iotaChain,
      books,
      attested,
      recorder,
      effects,
      notes,
      policy: present,
      unproven: () => 'shows' as const,
      others: () => [],
      skips: async () => [],
      freezes: async () => [],
      check: wholeCheck,
    };
    const follower = await LedgerFollower.create(parts);
    const pay = async (owner: string) => {
      const sequence = BigInt(ledger.length);
      ledger.push(checkpoint(sequence, paying(owner, Number(sequence))));
      await follower.look();
      const { problem } = follower.view();
      if (problem) throw new Error(`${problem.code}: ${problem.message}`);
    };
    await pay(busy);
    await pay(empty);
    const [atBusy = 0, atEmpty = 1] = await inTurns(ROUNDS, [
      { count: 1, work: () => pay(busy) },
      { count: 1, work: () => pay(empty) },
    ]);
    const { total } = await books.deposits.list({ search: '', offset: 0, limit: 1 }, 'final');
    await books.close();
    if (total !== ledger.length) throw new Error(`expected ${ledger.length} deposits, got ${total}`);
    const ratio = atBusy / atEmpty;
    return [
      {
        what: `one more deposit to an address of ${COINS} coins, from its proven checkpoint to the books`,
        measured: `${milliseconds(atBusy)}, to one of ${ROUNDS} at most ${milliseconds(atEmpty)}: ${ratio.toFixed(2)}x`,
        target: `within ${MOST_RATIO}x`,
        measures: [
          { name: 'busy-address.ratio', value: ratio, unit: 'x', target: { atMost: MOST_RATIO } },
          ms('busy-address.deposit', atBusy),
        ],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line that has proven this ledger. What an address has it is never asked. */
function lineOf(ledger: readonly Checkpoint[]): Line {
  const never = () => Promise.reject(new Error('not asked here'));
  return {
    network: 'iota:practice',
    url: 'memory:',
    most: 1000,
    proves: true,
    genesis: async () => ok(GENESIS),
    nodeTime: () => null,
    lowest: () => null,
    quietMs: () => 0,
    terms: never,
    fields: never,
    holdings: async () => refuse('internal-error', 'asked for the coins of an address'),
    others: never,
    latestCheckpoint: async () => ok(BigInt(ledger.length - 1)),
    about: never,
    checkpoints: async (from, limit) => {
      const checkpoints = ledger.slice(Number(from), Number(from) + limit);
      const kept = `after ${checkpoints.at(-1)?.sequence}`;
      return ok({ checkpoints, proof: { kept, epoch: 0n, members: 4, weight: 7500n, total: 10_000n } });
    },
    closings: async () => ok(null),
    creations: async (ids) => ok(ids.map(() => null)),
    certified: async (ids) => ok(ids.map(() => null)),
    received: async () => ok([]),
    submit: never,
    outlook: never,
    provenSpend: never,
    confirm: () => ok(undefined),
  };
}

const checkpoint = (sequence: bigint, transaction: LedgerTransaction): Checkpoint => ({
  sequence,
  digest: `checkpoint ${sequence}`,
  previous: sequence === 0n ? null : `checkpoint ${sequence - 1n}`,
  timestamp: Number(sequence),
  epoch: 0n,
  transactions: [transaction],
});

function paying(owner: string, number: number): LedgerTransaction {
  const paid = coin(COINS + number, { owner, balance: '5' });
  return {
    id: `transaction ${number}`,
    payers: [stranger],
    succeeded: true,
    error: null,
    checkpoint: BigInt(number),
    timestamp: number,
    changes: [{ owner, units: 5n }],
    feePaid: 1n,
    moved: movedBytes([], [coinObjectBytes(paid)]),
  };
}
