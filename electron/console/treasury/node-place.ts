import type { TreasuryFile } from './treasury-folder.ts';

/** Where a treasury's node is, as `treasury.json` has it. */
export type NodePlace = TreasuryFile['node'];

/** The practice node that a desk ran itself, or runs; undefined where it never did. */
export function ownNodeOf(node: NodePlace) {
  if (node.kind === 'none') return undefined;
  return node.kind === 'url' ? node.own : { seed: node.seed, checkpointMs: node.checkpointMs };
}

/** The addresses as the journal has them, in the order in which they are tried; null for the own practice node. */
export const endpointsOf = (node: NodePlace): readonly string[] | null =>
  node.kind === 'url' ? [node.url, ...(node.others ?? [])] : null;

/** Where old checkpoints are that nodes have thrown away; null where no such place is known. */
export const historyOf = (node: NodePlace): string | null =>
  node.kind === 'url' ? (node.history ?? null) : null;
