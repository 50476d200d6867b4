import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Books } from '../../../../electron/books/books.ts';
import { openBooks } from '../../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../../electron/books/sqlite/source-worker.ts';
import { evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import type {
  Checkpoint,
  Checkpoints,
  LedgerProof,
  LedgerTransaction,
  Line,
} from '../../../../electron/chains/line.ts';
import { AttestedAddresses } from '../../../../electron/console/addresses/attested-addresses.ts';
import type { UnprovenParts } from '../../../../electron/console/ledger/follow-checkpoints.ts';
import { type FollowerParts, LedgerFollower } from '../../../../electron/console/ledger/follow-ledger.ts';
import { FactNotes } from '../../../../electron/console/ledger/note-facts.ts';
import { Recorder } from '../../../../electron/console/recorder.ts';
import type { FolderHold } from '../../../../electron/console/treasury/folder-hold.ts';
import type { Topic } from '../../../../electron/contract/topics.ts';
import type { PathAddress } from '../../../../electron/core/attestation/attestation.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import type { InputEvidence } from '../../../../electron/core/proposal/evidence.ts';
import { ok } from '../../../../electron/core/result.ts';
import { KeyTree } from '../../../../electron/signer/slip10.ts';
import { attest, attestedChanges } from '../../../support/attest.ts';
import { benchStationKey } from '../../../support/bench-station-key.ts';
import { freeHold, wholeCheck } from '../../../support/free-hold.ts';
import { must } from '../../../support/must.ts';
import { coin, hot, policy, proposal, request, uuid, vaultSeed } from '../../../support/signer-fixture.ts';

export const GENESIS = 'c0ffee00';
export const own = `0x${'aa'.repeat(32)}`;
/** A second own address, known and not issued. */
export const ready = `0x${'ab'.repeat(32)}`;
export const stranger = `0x${'bb'.repeat(32)}`;

/** A transaction that pays an own address. */
export const deposit = (id: string, changes: Partial<LedgerTransaction> = {}): LedgerTransaction => ({
  id,
  payers: [stranger],
  succeeded: true,
  error: null,
  checkpoint: 0n,
  timestamp: 0,
  changes: [{ owner: own, units: 5n }],
  feePaid: 1n,
  ...changes,
});

/** A transaction that takes from an own address. */
export const spend = (id: string, changes: Partial<LedgerTransaction> = {}): LedgerTransaction =>
  deposit(id, { payers: [own], changes: [{ owner: own, units: -5n }], ...changes });

export const checkpoint = (sequence: number, ...transactions: LedgerTransaction[]): Checkpoint => ({
  sequence: BigInt(sequence),
  digest: `checkpoint ${sequence}`,
  previous: sequence === 0 ? null : `checkpoint ${sequence - 1}`,
  timestamp: sequence,
  epoch: 0n,
  transactions,
});

/** Checkpoints as a node without proofs gives them. */
export const given = (checkpoints: readonly Checkpoint[]): Checkpoints => ({ checkpoints, proof: null });

/** A line that knows these checkpoints, from number 0 on. */
export const history = (...all: readonly Checkpoint[]): Partial<Line> => ({
  latestCheckpoint: async () => ok(BigInt(all.length - 1)),
  checkpoints: async (from, limit) => ok(given(all.slice(Number(from), Number(from) + limit))),
});

const proofOf = (kept: string, epoch = 0n): LedgerProof => ({
  kept,
  epoch,
  members: 4,
  weight: 7500n,
  total: 10_000n,
});

/** A line that proves each of its checkpoints, and writes down what it was given to prove them with. */
export function proving(...all: readonly Checkpoint[]) {
  const given: (string | null)[] = [];
  const line: Partial<Line> = {
    ...history(...all),
    most: 2,
    proves: true,
    checkpoints: async (from, limit, kept = null) => {
      given.push(kept);
      const checkpoints = all.slice(Number(from), Number(from) + limit);
      const last = checkpoints.at(-1);
      const proof = last ? proofOf(`after ${last.sequence}`, last.epoch ?? 0n) : null;
      return ok({ checkpoints, proof });
    },
  };
  return { line, given };
}

/** A line of which the test says what it knows; anything else is not asked. */
export function scripted(answers: Partial<Line>): Line {
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
    latestCheckpoint: async () => ok(0n),
    about: never,
    checkpoints: async () => ok(given([])),
    closings: async () => ok(null),
    creations: async (ids) => ok(ids.map(() => null)),
    certified: async (ids) => ok(ids.map(() => null)),
    received: async () => ok([]),
    submit: never,
    outlook: async () => ok('may-happen'),
    provenSpend: never,
    confirm: () => ok(undefined),
    ...answers,
  };
}

/** Rows of addresses that the hot vault has signed. */
export const signedByHot = (addresses: readonly PathAddress[]): readonly Change[] => {
  const { treasuryId, network } = policy();
  const key = new KeyTree(vaultSeed('hot')).attestationKeyPair();
  return attestedChanges(attest(key, { treasuryId, network, vaultId: hot.id }, addresses), addresses);
};

/** What a follower has beside the usual. */
type Beside = Partial<UnprovenParts & Pick<FollowerParts, 'check'>>;

export interface Followed {
  readonly books: Books;
  readonly recorder: Recorder;
  readonly hold: FolderHold;
  readonly clock: { now: number };
  /** Topics that were told, in order. */
  readonly told: Topic[];
  /** Looks once at a line with these answers, as a follower that was just made; its view. */
  readonly look: (answers: Partial<Line>, beside?: Beside) => Promise<ReturnType<LedgerFollower['view']>>;
  readonly follower: (answers: Partial<Line>, beside?: Beside) => Promise<LedgerFollower>;
  readonly write: (...changes: readonly Change[]) => Promise<void>;
  readonly deposits: () => Promise<readonly object[]>;
  /** The journal's entries as they were written. */
  readonly journal: () => Promise<readonly unknown[]>;
}

/**
 * Books of a treasury that owns two addresses.
 * @param from the checkpoint to begin with; null: none was chosen yet
 */
export async function followed(from: bigint | null = 0n): Promise<Followed> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-follower-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const books = must(await openBooks(path.join(folder, 'treasury.sqlite'), spawnSourceBooks));
  onTestFinished(() => books.close());
  const clock = { now: 1_000 };
  const now = () => clock.now;
  const key = await benchStationKey(folder);
  const recorder = new Recorder({ books, key, now });
  const attested = new AttestedAddresses({
    books,
    policy: { present: () => policy() },
    hold: freeHold(key),
    check: wholeCheck,
  });
  const told: Topic[] = [];
  const effects = { now, notify: (topics: readonly Topic[]) => void told.push(...topics) };
  const write = async (...changes: readonly Change[]) =>
    must(await books.commit({ expects: [], entries: [], changes }));
  const follower = (answers: Partial<Line>, beside: Beside = {}) =>
    LedgerFollower.create({
      genesis: GENESIS,
      hold: freeHold(key),
      line: scripted(answers),
      unproven: () => 'counts',
      policy: { present: () => policy() },
      others: () => [],
      skips: async () => [],
      freezes: async () => [],
      check: wholeCheck,
      ...beside,
      chain: iotaChain,
      books,
      attested,
      recorder,
      effects,
      notes: new FactNotes({ books, recorder, effects }, null),
    });
  const vaultId = hot.id;
  await write(
    { kind: 'account-added', vaultId, account: 0, alias: 'Ops float', createdAt: 0, entry: 1 },
    ...signedByHot(
      [own, ready].map((address, index) => ({ address, path: { account: 0, change: 0, index } })),
    ),
    { kind: 'address-issued', address: own, at: 1_000, entry: 1 },
  );
  if (from !== null) await write({ kind: 'cursor-moved', next: from, at: 0, digest: null });
  return {
    books,
    recorder,
    hold: freeHold(key),
    clock,
    told,
    follower,
    write,
    look: async (answers, beside) => {
      const one = await follower(answers, beside);
      await one.look();
      return one.view();
    },
    deposits: async () => (await books.deposits.list({ search: '', offset: 0, limit: 10 }, null)).rows,
    journal: async () => (await books.journal.raw(0, 100)).map((line): unknown => JSON.parse(line)),
  };
}

/** An own coin as evidence; the same by number. */
export const ownInput = (number: number): InputEvidence => evidenceOfCoin(coin(number, { owner: own }));

export const paymentId = uuid(0x901);

/** A movement that is signed and not sent, paid with these inputs. */
export function signedPayment(evidence: readonly InputEvidence[] = [ownInput(1)]): readonly Change[] {
  return [
    { kind: 'movement-added', request: request({ id: paymentId }) },
    {
      kind: 'proposal-added',
      movementId: paymentId,
      proposal: { ...proposal(), evidence: [...evidence] },
      digest: 'ab'.repeat(32),
      viewDigest: 'cd'.repeat(32),
      digestText: 'D1gest',
      lastEpoch: null,
    },
    { kind: 'inputs-reserved', movementId: paymentId, keys: evidence.map(({ key }) => key) },
    { kind: 'movement-moved', id: paymentId, to: 'signed', at: 0 },
    {
      kind: 'transaction-added',
      movementId: paymentId,
      transactionId: 'own payment',
      signature: 'S',
      fields: null,
      ruleId: 'everyday',
      signedAt: 0,
      leftEpoch: null,
    },
  ];
}
