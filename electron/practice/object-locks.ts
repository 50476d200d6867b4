import type { InputError } from './rpc-error.ts';
import { type ObjectReference, objectInputs, type Transaction } from './transaction.ts';

/**
 * The votes that validators gave to transactions not executed yet. A validator votes for one transaction per object
 * version and epoch; when two got half of the votes each, neither can ever win: the coin rests until the epoch ends.
 */
export interface ObjectLocks {
  vote(transaction: Transaction): void;
  votedFor(transaction: Transaction): boolean;
  /** The network's refusal when another transaction has votes on one of the inputs; null when none does. */
  conflict(transaction: Transaction): InputError | null;
  clear(): void;
  /** All votes, as JSON can hold them; {@link createObjectLocks} takes them again. */
  dump(): LockVotes;
}

/** What votes there are: object at a version, transaction, how that names the object. */
export type LockVotes = readonly (readonly [
  key: string,
  digest: string,
  id: string,
  version: string,
  object: string,
])[];

/** Starts with the votes that were dumped. */
export function createObjectLocks(dumped: LockVotes = []): ObjectLocks {
  const holders = new Map<string, Map<string, ObjectReference>>();
  for (const [key, digest, id, version, object] of dumped) {
    const votes = holders.get(key) ?? new Map();
    holders.set(key, votes.set(digest, { id, version: BigInt(version), digest: object }));
  }
  const key = ({ id, version }: ObjectReference) => `${id}@${version}`;

  return {
    vote(transaction) {
      for (const reference of objectInputs(transaction)) {
        const votes = holders.get(key(reference)) ?? new Map();
        holders.set(key(reference), votes.set(transaction.digest, reference));
      }
    },
    votedFor: (transaction) =>
      objectInputs(transaction).every((reference) => holders.get(key(reference))?.has(transaction.digest)),
    conflict(transaction) {
      const others = new Map<string, ObjectReference[]>();
      for (const input of objectInputs(transaction)) {
        for (const [digest, reference] of holders.get(key(input)) ?? []) {
          if (digest !== transaction.digest) others.set(digest, [...(others.get(digest) ?? []), reference]);
        }
      }
      if (others.size === 0) return null;
      return lockedError(others);
    },
    clear: () => holders.clear(),
    dump: () =>
      [...holders].flatMap(([object, votes]) =>
        [...votes].map(
          ([digest, { id, version, digest: named }]) =>
            [object, digest, id, version.toString(), named] as const,
        ),
      ),
  };
}

/** The network's refusal: these other transactions have the votes on these objects. */
export function lockedError(others: ReadonlyMap<string, readonly ObjectReference[]>): InputError {
  const stakes = [...others.keys()].sort().map((digest) => `- ${digest} (stake 50.0)`);
  return {
    kind: 'locked',
    message: `Failed to sign transaction by a quorum of validators because one or more of its objects is equivocated until the next epoch. Other transactions locking these objects:\n${stakes.join('\n')}`,
    data: Object.fromEntries(
      [...others].map(([digest, references]) => [
        digest,
        references.map(({ id, version, digest: object }) => [id, Number(version), object]),
      ]),
    ),
  };
}
