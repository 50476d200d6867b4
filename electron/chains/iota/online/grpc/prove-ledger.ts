import type { SieveMemory } from '../../../../core/address-sieve.ts';
import { canonicalJson } from '../../../../core/canonical-json.ts';
import { readJson } from '../../../../core/json.ts';
import { ok, type Refusal, type Result, refuse } from '../../../../core/result.ts';
import type { Checkpoints, EpochClosings, LedgerProof } from '../../../line.ts';
import {
  digestText,
  type LedgerDigest,
  parseDigest,
  sameDigest,
  summaryDigest,
} from '../../pure/ledger/digests.ts';
import { decodeSummary } from '../../pure/ledger/summary.ts';
import { compareHistory } from '../../pure/proof/compare-history.ts';
import { beginAtRoot } from '../../pure/proof/epoch-proofs.ts';
import { type LightClient, leap, type OfferedSummary } from '../../pure/proof/light-client.ts';
import { lightClientJson, parseLightClient } from '../../pure/proof/light-client-json.ts';
import { advance, proveContents } from '../../pure/proof/prove-checkpoints.ts';
import { parseTrustRoot, type TrustRoot } from '../../pure/proof/trust-root.ts';
import type { HistoryStore } from '../history/history-store.ts';
import { readStored, storedCheckpoint } from '../history/read-stored.ts';
import { certifyBatch } from './certify-batch.ts';
import type { GrpcCalls, GrpcNode } from './grpc-node.ts';
import { checkpointsOf, type Seeks, seeks, touchesSought } from './proven-checkpoints.ts';
import { readCertified, readClosings, readCommittee } from './read-certified.ts';
import { readEpochEnds, readRoot } from './read-epoch-ends.ts';
import { type CheckpointsAsked, type ReadCheckpoint, streamCheckpoints } from './stream-checkpoints.ts';

/** Checkpoints of one reading: one certificate is verified for all of them. */
export const MOST_CHECKPOINTS = 1000;

/** What a reading begins with, and whose transactions it is for; see `Line.checkpoints`. */
interface Reading {
  readonly kept: string | null;
  readonly sought: SieveMemory | null;
}

/**
 * Reads checkpoints of one node and gives them only when they are proven. It remembers nothing but the last state, so that
 * the keys of a committee are decoded once.
 */
export class LedgerProver {
  readonly #node: GrpcNode;
  /** Null: proof begins with the committee that the node names. */
  readonly #trustRoot: Result<TrustRoot> | null;
  /** Where old checkpoints are that the node has thrown away; null where no such place is known. */
  readonly #store: HistoryStore | null;
  #known: { readonly kept: string; readonly client: LightClient } | null = null;

  /** @param trustRoot see `trustRootText` */
  constructor(node: GrpcNode, trustRoot: string | null, store: HistoryStore | null) {
    this.#node = node;
    this.#store = store;
    this.#trustRoot = trustRoot === null ? null : parseTrustRoot(trustRoot);
  }

  /** See `Line.checkpoints`. */
  async read(from: bigint, limit: number, { kept, sought }: Reading): Promise<Result<Checkpoints>> {
    const calls = this.#node.begin();
    const known = kept === null ? null : this.#recall(kept);
    if (known && !known.ok) return known;
    const { last } = known?.value ?? { last: null };
    const reach = await this.#reach(from, limit);
    if (!reach.ok) return reach;
    if (reach.value.to < from) return ok({ checkpoints: [], proof: null });
    if (known && last && from <= last.sequence) {
      return again(calls, known.value, await this.#stream(calls, { from, to: from, objects: true }));
    }
    const before = await this.#before(calls, from, known?.value ?? null);
    if (!before.ok) return before;
    const isSought = seeks(sought);
    const asked = { from, ...reach.value, objects: sought === null };
    const proven = await this.#prove(calls, before.value, { asked, isSought });
    // What the node does not give by name any more may come with its checkpoint, or from the store.
    return proven.ok || proven.code !== 'node-pruned' || asked.objects
      ? proven
      : this.#prove(calls, before.value, { asked: { ...asked, objects: true }, isSought });
  }

  async #prove(
    calls: GrpcCalls,
    before: LightClient,
    { asked, isSought }: { readonly asked: CheckpointsAsked; readonly isSought: Seeks | null },
  ): Promise<Result<Checkpoints>> {
    const read = await this.#stream(calls, asked);
    if (!read.ok) return read;
    const batch = await certifyBatch(calls, read.value);
    if (!batch.ok) return batch;
    const advanced = advance(before, batch.value, isSought ? touchesSought(isSought) : undefined);
    if (!advanced.ok) return advanced;
    const { client, checkpoints, weight } = advanced.value;
    const proven = await checkpointsOf(calls, { proven: checkpoints, read: batch.value, isSought });
    return proven.ok ? ok({ checkpoints: proven.value, proof: this.#keep(client, weight) }) : proven;
  }

  /**
   * The last one to ask for, since a stream waits for checkpoints that are not there yet, and of which the first one is the
   * oldest that the node has. What is older comes from the store alone.
   */
  async #reach(from: bigint, limit: number): Promise<Result<{ readonly to: bigint }>> {
    const info = await this.#node.info();
    if (!info.ok) return info;
    const { lowest, newest } = info.value;
    const wanted = from + BigInt(limit) - 1n;
    const last = newest < wanted ? newest : wanted;
    if (lowest === null || from >= lowest) return ok({ to: last });
    if (this.#store === null) {
      return refuse(
        'node-pruned',
        `this node no longer has checkpoint ${from}; the first one that it gives is ${lowest}`,
      );
    }
    return ok({ to: last < lowest ? last : lowest - 1n });
  }

  /** Of the store where the node has it no longer, by its latest answer. */
  async #stream(calls: GrpcCalls, asked: CheckpointsAsked): Promise<Result<readonly ReadCheckpoint[]>> {
    const { from, to } = asked;
    const store = this.#store;
    if (store !== null && this.#isPruned(from)) return readStored(store, from, to);
    const read = await streamCheckpoints(calls, asked);
    // Of objects nodes throw away more than of checkpoints.
    return !read.ok && read.code === 'node-pruned' && store !== null ? readStored(store, from, to) : read;
  }

  #certified(calls: GrpcCalls, sequence: bigint): Promise<Result<OfferedSummary>> {
    return this.#store !== null && this.#isPruned(sequence)
      ? storedCheckpoint(this.#store, sequence)
      : readCertified(calls, sequence);
  }

  #isPruned(sequence: bigint): boolean {
    const lowest = this.#node.lowest();
    return lowest !== null && sequence < lowest;
  }

  /** What was kept, if it is of the network that is pinned: a folder may have another's. */
  #recall(kept: string): Result<LightClient> {
    if (this.#known?.kept === kept) return ok(this.#known.client);
    const json = readJson(kept);
    if (!json.ok) return refuse('proof-malformed', 'expected the kept state of a proof, got no JSON');
    const client = parseLightClient(json.value);
    if (!client.ok || this.#trustRoot === null) return client;
    if (!this.#trustRoot.ok) return this.#trustRoot;
    const [pinned, genesis] = [this.#trustRoot.value.genesis, client.value.genesis];
    return sameDigest(pinned, genesis) ? client : foreignGenesis(pinned, digestText(genesis));
  }

  #keep(
    client: LightClient,
    { weight, total }: { readonly weight: bigint; readonly total: bigint },
  ): LedgerProof {
    const kept = canonicalJson(lightClientJson(client));
    this.#known = { kept, client };
    return {
      kept,
      epoch: client.committee.epoch,
      members: client.committee.members.length,
      weight,
      total,
    };
  }

  /** The light client as it is before checkpoint `from`: every epoch in between by its certified end. */
  async #before(calls: GrpcCalls, from: bigint, known: LightClient | null): Promise<Result<LightClient>> {
    if (known?.last && known.last.sequence === from - 1n) return ok(known);
    if (from === 0n) return this.#begin(calls, 0n);
    const newest = await this.#certified(calls, from - 1n);
    if (!newest.ok) return newest;
    const summary = decodeSummary(newest.value.summary);
    if (!summary.ok) return summary;
    const { epoch, sequence, endOfEpoch } = summary.value;
    if (sequence !== from - 1n) {
      return refuse('checkpoint-skipped', `expected checkpoint ${from - 1n}, got ${sequence}`);
    }
    const begin = known ? ok(known) : await this.#begin(calls, epoch);
    if (!begin.ok) return begin;
    const closings = await readClosings(calls, begin.value.committee.epoch, epoch);
    if (!closings.ok) return closings;
    const at =
      endOfEpoch === null
        ? leap(begin.value, closings.value, newest.value)
        : leap(begin.value, [...closings.value, newest.value], null);
    return at.ok ? ok(at.value.client) : at;
  }

  /** From what is pinned; else from the committee that this node names for the epoch of its checkpoint. */
  async #begin(calls: GrpcCalls, epoch: bigint): Promise<Result<LightClient>> {
    const info = await this.#node.info();
    if (!info.ok) return info;
    const genesis = parseDigest(info.value.digest);
    if (!genesis.ok) return genesis;
    if (this.#trustRoot === null) {
      const committee = await readCommittee(calls, epoch);
      return committee.ok
        ? ok({ genesis: genesis.value, committee: committee.value, last: null, closing: null })
        : committee;
    }
    if (!this.#trustRoot.ok) return this.#trustRoot;
    const pinned = this.#trustRoot.value;
    if (!sameDigest(pinned.genesis, genesis.value)) return foreignGenesis(pinned.genesis, info.value.digest);
    const document = await readRoot(calls, pinned);
    return document.ok ? beginAtRoot(pinned, document.value) : document;
  }

  /** See `Line.closings`. */
  async closings(from: bigint | null): Promise<Result<EpochClosings | null>> {
    if (this.#trustRoot === null) return ok(null);
    return this.#trustRoot.ok
      ? readEpochEnds(this.#node.begin(), this.#trustRoot.value, from)
      : this.#trustRoot;
  }
}

const foreignGenesis = (pinned: LedgerDigest, got: string): Refusal =>
  refuse('trust-root-foreign', `expected genesis ${digestText(pinned)}, got ${got}`);

/**
 * The newest checkpoint that was proven, as the node has it now; `histories-two` where it is another one, or where it cannot be
 * judged and another one closed the epoch before.
 */
async function again(
  calls: GrpcCalls,
  client: LightClient,
  read: Result<readonly ReadCheckpoint[]>,
): Promise<Result<Checkpoints>> {
  if (!read.ok) return read;
  const [offered] = read.value;
  if (!offered)
    return refuse('node-answer-malformed', 'expected the checkpoint that was asked for, got none');
  const same = compareHistory(client, offered);
  if (!same.ok) return (await secondClosing(calls, client)) ?? same;
  const summary = decodeSummary(offered.summary);
  if (!summary.ok) return summary;
  const proven = { summary: summary.value, digest: summaryDigest(offered.summary) };
  const transactions = proveContents(proven, offered);
  if (!transactions.ok) return transactions;
  const checkpoints = await checkpointsOf(calls, {
    proven: [{ ...proven, transactions: transactions.value }],
    read: read.value,
    isSought: null,
  });
  return checkpoints.ok ? ok({ checkpoints: checkpoints.value, proof: null }) : checkpoints;
}

/** What a node that elected another committee is found by: the closing checkpoint that it has, certified as the known one was. */
async function secondClosing(calls: GrpcCalls, client: LightClient): Promise<Refusal | null> {
  if (client.closing === null || client.closing.sequence === client.last?.sequence) return null;
  const closing = await readCertified(calls, client.closing.sequence);
  if (!closing.ok) return null;
  const same = compareHistory(client, closing.value);
  return !same.ok && same.code === 'histories-two' ? same : null;
}
