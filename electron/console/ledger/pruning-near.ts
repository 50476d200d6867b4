import type { NodeView } from '../../contract/node.ts';

/** A desk that is this near the newest checkpoint loses none to pruning. */
const NEAR = 200n;

interface Place {
  /** The last checkpoint that was taken in. */
  readonly checkpoint: string | null;
  /** The newest one that the node has, and the oldest. */
  readonly newest: string | null;
  readonly lowest: string | null;
}

/**
 * Whether the node is about to throw away what this desk has to read next: it is behind, and less than a quarter of what the node
 * keeps is older than its place. Null where it is not, or where nobody says how much the node keeps.
 */
export function pruningNear({ checkpoint, newest, lowest }: Place): NodeView['pruning'] {
  if (checkpoint === null || newest === null || lowest === null) return null;
  const [taken, to, from] = [BigInt(checkpoint), BigInt(newest), BigInt(lowest)];
  const [kept, left] = [to - from + 1n, taken + 1n - from];
  if (to - taken <= NEAR || left < 0n || left * 4n >= kept) return null;
  return {
    code: 'node-pruning-near',
    message: `this node keeps ${kept} checkpoints, from ${from} to ${to}; this desk is at ${taken}`,
  };
}
