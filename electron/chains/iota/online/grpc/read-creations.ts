import { ok, type Result } from '../../../../core/result.ts';
import { type LedgerDigest, parseDigest } from '../../pure/ledger/digests.ts';
import { encodeCreation, MAX_CREATION_LENGTH } from '../../pure/proof/creation-proof.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { readCheckpointOf, refusing } from './read-certified.ts';
import { readTransactions } from './read-transaction.ts';
import { plainBytes } from './wire-bytes.ts';

/** Transactions that are asked for at once. */
const AT_ONCE = 50;

/**
 * What proves that transactions made what they made, see `Line.creations`; null for one that the node no longer has, or whose
 * proof is too long to travel. Nothing is verified here: whoever believes it does that.
 */
export async function readCreations(
  node: GrpcCalls,
  ids: readonly string[],
): Promise<Result<readonly (Uint8Array | null)[]>> {
  const heads = new Map<bigint, Awaited<ReturnType<typeof readCheckpointOf>>>();
  const proofs: (Uint8Array | null)[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const digests: LedgerDigest[] = [];
    for (const id of ids.slice(from, from + AT_ONCE)) {
      const digest = parseDigest(id);
      if (!digest.ok) return digest;
      digests.push(digest.value);
    }
    const found = await readTransactions(node, digests, ['effects.bcs', 'checkpoint']);
    if (!found.ok) return found;
    for (const each of found.value) {
      const checkpoint = each?.checkpoint;
      if (!each || checkpoint === undefined) {
        proofs.push(null);
        continue;
      }
      const effects = refusing(() => plainBytes(each.effects, 'list of effects'));
      if (!effects.ok) return effects;
      const head = heads.get(checkpoint) ?? (await readCheckpointOf(node, checkpoint));
      heads.set(checkpoint, head);
      if (!head.ok && head.code !== 'node-pruned') return head;
      const proof = head.ok ? encodeCreation({ ...head.value, effects: effects.value }) : null;
      proofs.push(proof && proof.length > MAX_CREATION_LENGTH ? null : proof);
    }
  }
  return ok(proofs);
}
