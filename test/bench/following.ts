import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBooks } from '../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../electron/books/sqlite/source-worker.ts';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import type { Checkpoint, LedgerTransaction, Line } from '../../electron/chains/line.ts';
import { theStation } from '../../electron/console/actor.ts';
import { AttestedAddresses } from '../../electron/console/addresses/attested-addresses.ts';
import { LedgerFollower } from '../../electron/console/ledger/follow-ledger.ts';
import { FactNotes } from '../../electron/console/ledger/note-facts.ts';
import { Recorder } from '../../electron/console/recorder.ts';
import { ok } from '../../electron/core/result.ts';
import { attest } from '../support/attest.ts';
import { signingSamples } from '../support/bench-samples.ts';
import { benchStationKey } from '../support/bench-station-key.ts';
import { freeHold, wholeCheck } from '../support/free-hold.ts';
import { must } from '../support/must.ts';
import { type BenchRow, milliseconds, only, reported } from './measure.ts';
import { took } from './took.ts';

const CHECKPOINTS = 20_000;
/** Of so many transactions one is a deposit. */
const DEPOSIT_EVERY = 100;
const GENESIS = 'c0ffee00';

const own = `0x${'aa'.repeat(32)}`;
const stranger = `0x${'bb'.repeat(32)}`;

/** Taking in a long absence's checkpoints, the node's answers ready in memory: the console's own share of the time. */
export async function benchFollowing(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
  try {
    const books = must(await openBooks(path.join(folder, 'treasury.sqlite'), spawnSourceBooks));
    const key = await benchStationKey(folder);
    const recorder = new Recorder({ books, key, now: Date.now });
    const { keys, governed } = signingSamples(new Uint8Array(64).fill(1), 0);
    const { vaultId } = governed;
    const { treasuryId, network } = governed.standing.inForce;
    const address = { address: own, path: { account: 0, change: 0, index: 0 }, issued: true };
    const document = attest(keys.attestationKeyPair(), { treasuryId, network, vaultId }, [address]);
    const account = { vaultId, account: 0, alias: 'Ops float', addresses: [address] };
    const begun = await recorder.commit({
      expects: [],
      entries: [
        {
          kind: 'account-created',
          actor: theStation('ledger-followed'),
          documents: [{ kind: 'attestation', document }],
          body: account,
        },
      ],
      facts: [{ kind: 'cursor-moved', next: 0n, at: 0, digest: null }],
      answer: undefined,
    });
    must(begun);
    const effects = { now: Date.now, notify: () => {} };
    const follower = await LedgerFollower.create({
      genesis: GENESIS,
      hold: freeHold(key),
      line: readyLine(),
      unproven: () => 'counts',
      policy: { present: () => governed.standing.inForce },
      others: () => [],
      skips: async () => [],
      freezes: async () => [],
      check: wholeCheck,
      chain: iotaChain,
      books,
      attested: new AttestedAddresses({
        books,
        policy: { present: () => governed.standing.inForce },
        hold: freeHold(key),
        check: wholeCheck,
      }),
      recorder,
      effects,
      notes: new FactNotes({ books, recorder, effects }, null),
    });
    // One look takes in a bounded part of an absence.
    const isBehind = async () => ((await books.cursor.get())?.next ?? 0n) < BigInt(CHECKPOINTS);
    const { wallMs, cpuMs } = await took(async () => {
      while ((await isBehind()) && !follower.view().problem) await follower.look();
    });
    const { total: deposits } = await books.deposits.list({ search: '', offset: 0, limit: 1 }, 'final');
    const { problem } = follower.view();
    await books.close();
    if (problem || deposits !== (CHECKPOINTS * 2) / DEPOSIT_EVERY) {
      throw new Error(`the follower missed some: ${problem?.message ?? deposits}`);
    }
    const cpu = cpuMs * (10_000 / CHECKPOINTS);
    const perSecond = Math.round((CHECKPOINTS / wallMs) * 1000);
    return [
      reported(
        'following the ledger after an absence',
        `${perSecond} checkpoints a second (${CHECKPOINTS} with ${CHECKPOINTS * 2} transactions, ${deposits} deposits journaled), ${milliseconds(cpu)} of processor time for 10 000`,
        only('following.checkpoints', perSecond, 'a second'),
        only('following.processor', cpu, 'ms'),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readyLine(): Line {
  const never = () => Promise.reject(new Error('not asked here'));
  return {
    network: 'iota:practice',
    url: 'memory:',
    most: 50,
    proves: false,
    genesis: async () => ok(GENESIS),
    nodeTime: () => null,
    lowest: () => null,
    quietMs: () => 0,
    terms: never,
    fields: never,
    holdings: async () => ok([]),
    others: never,
    latestCheckpoint: async () => ok(BigInt(CHECKPOINTS - 1)),
    about: never,
    checkpoints: async (from, limit) =>
      ok({ checkpoints: Array.from({ length: limit }, (_, i) => checkpoint(Number(from) + i)), proof: null }),
    closings: never,
    creations: never,
    certified: never,
    received: async () => ok([]),
    submit: never,
    outlook: never,
    provenSpend: never,
    confirm: () => ok(undefined),
  };
}

function checkpoint(sequence: number): Checkpoint {
  return {
    sequence: BigInt(sequence),
    digest: `checkpoint ${sequence}`,
    previous: sequence === 0 ? null : `checkpoint ${sequence - 1}`,
    timestamp: sequence,
    epoch: 0n,
    transactions: [transaction(sequence * 2, sequence), transaction(sequence * 2 + 1, sequence)],
  };
}

function transaction(number: number, sequence: number): LedgerTransaction {
  const recipient = number % DEPOSIT_EVERY === 0 ? own : `0x${'cc'.repeat(32)}`;
  return {
    id: `transaction ${number}`,
    payers: [stranger],
    succeeded: true,
    error: null,
    checkpoint: BigInt(sequence),
    timestamp: sequence,
    changes: [
      { owner: stranger, units: -1_001n },
      { owner: recipient, units: 1_000n },
    ],
    feePaid: 1n,
  };
}
