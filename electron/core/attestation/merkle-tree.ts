import { sha256 } from '@noble/hashes/sha2.js';

/** Hashes of a Merkle tree: SHA-256, 32 bytes. */
export type TreeHash = Uint8Array;

const LEAF = 0x00;
const NODE = 0x01;
export const HASH_LENGTH = 32;

/** RFC 9162, 2.1.1: the hash of a leaf is `SHA-256(0x00 || data)`, so that no leaf can be read as an inner node. */
export function leafHash(data: Uint8Array): TreeHash {
  const bytes = new Uint8Array(1 + data.length);
  bytes[0] = LEAF;
  bytes.set(data, 1);
  return sha256(bytes);
}

/** `SHA-256(0x01 || left || right)`. */
function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  const bytes = new Uint8Array(1 + 2 * HASH_LENGTH);
  bytes[0] = NODE;
  bytes.set(left, 1);
  bytes.set(right, 1 + HASH_LENGTH);
  return sha256(bytes);
}

/**
 * The levels of a tree (RFC 9162, 2.1.1), leaves first, root last. A node without a sibling goes up as it is, which gives
 * the same tree as the RFC's split at the largest power of two.
 */
function levelsOf(leaves: readonly TreeHash[]): readonly (readonly TreeHash[])[] {
  const levels: (readonly TreeHash[])[] = [leaves];
  let level = leaves;
  while (level.length > 1) {
    const above: TreeHash[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i]!, level[i + 1]];
      above.push(right ? nodeHash(left, right) : left);
    }
    levels.push(above);
    level = above;
  }
  return levels;
}

/** The root of a tree of one leaf at least. */
export function treeRoot(leaves: readonly TreeHash[]): TreeHash {
  const root = levelsOf(leaves).at(-1)?.[0];
  if (!root) throw new RangeError('expected at least one leaf');
  return root;
}

/** Audit paths (RFC 9162, 2.1.3.1) of all leaves: the siblings of each on its way up, lowest first. */
export function auditPaths(leaves: readonly TreeHash[]): readonly (readonly TreeHash[])[] {
  const levels = levelsOf(leaves);
  return leaves.map((_, index) => {
    const path: TreeHash[] = [];
    for (const [height, level] of levels.entries()) {
      const sibling = level[Math.floor(index / 2 ** height) ^ 1];
      if (sibling) path.push(sibling);
    }
    return path;
  });
}

/** Where a leaf is said to lie. */
export interface LeafPlace {
  /** From 0. */
  readonly index: number;
  /** Leaves of the whole tree. */
  readonly count: number;
}

/**
 * The root that a leaf and its audit path give (RFC 9162, 2.1.3.2); null for a path that none of this place can be: too
 * short, too long, with a hash of another length, or a place outside of the tree.
 */
export function rootOfPath(
  leaf: TreeHash,
  { index, count }: LeafPlace,
  path: readonly TreeHash[],
): TreeHash | null {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(count) || index < 0 || index >= count)
    return null;
  let hash = leaf;
  let place = index;
  let last = count - 1;
  let used = 0;
  while (last > 0) {
    // The last node of a level has no sibling where its place is even: it goes up as it is.
    if (place !== last || place % 2 === 1) {
      const sibling = path[used++];
      if (sibling?.length !== HASH_LENGTH) return null;
      hash = place % 2 === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return used === path.length ? hash : null;
}
