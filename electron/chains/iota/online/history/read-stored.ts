import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { ProvenSpend } from '../../../line.ts';
import { digestText, type LedgerDigest, sameDigest, transactionDigest } from '../../pure/ledger/digests.ts';
import { spendOf } from '../grpc/read-spend.ts';
import type { ReadCheckpoint } from '../grpc/stream-checkpoints.ts';
import type { HistoryStore, StoredCheckpoint } from './history-store.ts';

/** Checkpoints that one reading takes from a store, and how many of them are asked for at once. */
const MOST_CHECKPOINTS = 200;
const AT_ONCE = 8;
/** Bytes of one reading; what is complete by then is given, and the next reading goes on. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Checkpoints `from` to `to` of a store, as far as one reading goes. Refuses `node-pruned` where it lacks the first one. */
export async function readStored(
  store: HistoryStore,
  from: bigint,
  to: bigint,
): Promise<Result<readonly ReadCheckpoint[]>> {
  const last = from + BigInt(MOST_CHECKPOINTS) - 1n < to ? from + BigInt(MOST_CHECKPOINTS) - 1n : to;
  const read: StoredCheckpoint[] = [];
  let bytes = 0;
  for (let next = from; next <= last && bytes < MOST_BYTES; next += BigInt(AT_ONCE)) {
    const many = Math.min(AT_ONCE, Number(last - next) + 1);
    const fetched = await Promise.all(
      Array.from({ length: many }, (_, index) => store.fetch(next + BigInt(index))),
    );
    for (const [index, each] of fetched.entries()) {
      const given = each.ok && each.value === null ? notStored(next + BigInt(index)) : each;
      if (!given.ok) return read.length > 0 ? ok(read) : given;
      if (given.value === null) continue;
      read.push(given.value);
      bytes += sizeOf(given.value);
    }
  }
  return ok(read);
}

/** One checkpoint of a store; refuses `node-pruned` where it has none. */
export async function storedCheckpoint(
  store: HistoryStore,
  sequence: bigint,
): Promise<Result<StoredCheckpoint>> {
  const given = await store.fetch(sequence);
  if (!given.ok) return given;
  return given.value === null ? notStored(sequence) : ok(given.value);
}

/** The spend of a transaction that a store has in this checkpoint, believed on its bytes only. */
export async function storedSpend(
  store: HistoryStore,
  { id, at }: { readonly id: LedgerDigest; readonly at: bigint },
): Promise<Result<ProvenSpend>> {
  const checkpoint = await storedCheckpoint(store, at);
  if (!checkpoint.ok) return checkpoint;
  const found = checkpoint.value.transactions.find(({ bytes }) => sameDigest(transactionDigest(bytes), id));
  return found
    ? spendOf(found, id)
    : refuse('history-malformed', `expected ${digestText(id)} in checkpoint ${at}, got others`);
}

const notStored = (sequence: bigint) =>
  refuse('node-pruned', `neither this node nor the historical store has checkpoint ${sequence}`);

function sizeOf({ contents, effects, objects }: ReadCheckpoint): number {
  const all = [contents, ...effects, ...objects.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])];
  return all.reduce((sum, { length }) => sum + length, 0);
}
