import { AddressSieve, type SieveMemory } from '../../../../core/address-sieve.ts';
import { ok, type Result } from '../../../../core/result.ts';
import type { Checkpoint, LedgerTransaction } from '../../../line.ts';
import { digestText } from '../../pure/ledger/digests.ts';
import type { TransactionEffects } from '../../pure/ledger/effects.ts';
import { touchedObjects } from '../../pure/proof/holdings.ts';
import type { ProvenCheckpoint } from '../../pure/proof/prove-checkpoints.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { type KnownObjects, knownObjects, provenTransaction } from './proven-transaction.ts';
import { readObjects } from './read-objects.ts';
import type { ReadCheckpoint } from './stream-checkpoints.ts';

/** Whether an address may be sought. */
export type Seeks = (address: string) => boolean;

/** Null where everybody's transactions are sought. */
export function seeks(sought: SieveMemory | null): Seeks | null {
  if (sought === null) return null;
  const sieve = new AddressSieve(sought);
  return (address) => sieve.mayHave(address);
}

/** Whether a transaction took anything from somebody who may be sought, or gave them anything, by its certified effects. */
export const touchesSought =
  (isSought: Seeks) =>
  ({ changed }: TransactionEffects): boolean =>
    changed.some(
      ({ before, after }) =>
        (before?.owner.kind === 'address' && isSought(before.owner.address)) ||
        (after?.kind === 'object' && after.owner.kind === 'address' && isSought(after.owner.address)),
    );

interface ProvenBatch {
  /** Only with the transactions that are wanted. */
  readonly proven: readonly ProvenCheckpoint[];
  /** The same as they were read, with objects or without. */
  readonly read: readonly ReadCheckpoint[];
  readonly isSought: Seeks | null;
}

/**
 * Proven checkpoints in the port's words, with what is needed of objects: those that came with them, or were asked for now.
 * System transactions that changed nothing of an address are left out.
 * @returns the codes of `provenTransaction` and {@link readObjects}
 */
export async function checkpointsOf(
  node: GrpcCalls,
  { proven, read, isSought }: ProvenBatch,
): Promise<Result<readonly Checkpoint[]>> {
  const needed = proven.flatMap(({ transactions }, index) =>
    isSought === null || objectsOf(read[index]).length > 0
      ? []
      : transactions.flatMap(({ effects }) => Object.values(touchedObjects(effects, isSought)).flat()),
  );
  const asked = await readObjects(node, needed);
  if (!asked.ok) return asked;
  const everywhere = knownObjects(asked.value, isSought ?? undefined);
  const checkpoints: Checkpoint[] = [];
  for (const [index, checkpoint] of proven.entries()) {
    const own = checkpoint.transactions.length === 0 ? [] : objectsOf(read[index]);
    const objects = own.length === 0 ? everywhere : knownObjects(own, isSought ?? undefined);
    const shown = transactionsOf(checkpoint, objects);
    if (!shown.ok) return shown;
    checkpoints.push(checkpointOf(checkpoint, shown.value));
  }
  return ok(checkpoints);
}

const objectsOf = (read: ReadCheckpoint | undefined): readonly Uint8Array[] =>
  read?.objects.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]) ?? [];

function transactionsOf(
  { summary, transactions }: ProvenCheckpoint,
  objects: KnownObjects,
): Result<readonly LedgerTransaction[]> {
  const at = { checkpoint: summary.sequence, timestamp: Number(summary.timestamp) };
  const shown: LedgerTransaction[] = [];
  for (const transaction of transactions) {
    const made = provenTransaction(transaction, objects, at);
    if (!made.ok) return made;
    if (transaction.effects.gasObject !== null || made.value.changes.length > 0) shown.push(made.value);
  }
  return ok(shown);
}

const checkpointOf = (
  { summary, digest }: ProvenCheckpoint,
  transactions: readonly LedgerTransaction[],
): Checkpoint => ({
  sequence: summary.sequence,
  digest: digestText(digest),
  previous: summary.previous && digestText(summary.previous),
  timestamp: Number(summary.timestamp),
  epoch: summary.epoch + (summary.endOfEpoch === null ? 0n : 1n),
  transactions,
});
