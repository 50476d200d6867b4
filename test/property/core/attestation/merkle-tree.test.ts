import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  auditPaths,
  leafHash,
  rootOfPath,
  type TreeHash,
  treeRoot,
} from '../../../../electron/core/attestation/merkle-tree.ts';
import { bytesToHex } from '../../../../electron/core/digest.ts';
import { fc } from '../../../support/fast-check.ts';

const sha256 = (...parts: readonly Uint8Array[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** RFC 9162, 2.1.1, to the letter: split at the largest power of two below the number of leaves. */
function rootByTheRfc(data: readonly Uint8Array[]): Uint8Array {
  const [only] = data;
  if (data.length === 1 && only) return sha256(Uint8Array.of(0), only);
  let k = 1;
  while (k * 2 < data.length) k *= 2;
  return sha256(Uint8Array.of(1), rootByTheRfc(data.slice(0, k)), rootByTheRfc(data.slice(k)));
}

const text = (i: number) => new TextEncoder().encode(`leaf ${i}`);
const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(text(i)));
const tree = fc
  .integer({ min: 1, max: 70 })
  .chain((count) => fc.record({ count: fc.constant(count), index: fc.nat(count - 1) }))
  .map(({ count, index }) => {
    const leaves = leavesOf(count);
    return { count, index, leaf: leaves[index]!, path: auditPaths(leaves)[index]!, root: treeRoot(leaves) };
  });
const gives = (of: { leaf: TreeHash; index: number; count: number; path: readonly TreeHash[] }) => {
  const root = rootOfPath(of.leaf, of, of.path);
  return root && bytesToHex(root);
};

describe('a tree', () => {
  it('has the root that the RFC defines, and every leaf proves itself under it', () => {
    for (let count = 1; count <= 70; count++) {
      const leaves = leavesOf(count);
      const root = bytesToHex(treeRoot(leaves));
      expect(root).toBe(bytesToHex(rootByTheRfc(Array.from({ length: count }, (_, i) => text(i)))));
      const paths = auditPaths(leaves);
      expect(leaves.map((leaf, index) => gives({ leaf, index, count, path: paths[index]! }))).toEqual(
        leaves.map(() => root),
      );
    }
  });

  it('gives another root with one bit of a leaf or of a sibling flipped', () => {
    fc.assert(
      fc.property(tree, fc.nat(), fc.nat(255), ({ root, ...of }, which, bit) => {
        const hashes = [of.leaf, ...of.path];
        const place = which % hashes.length;
        const flipped = hashes[place]!.slice();
        flipped[bit >> 3]! ^= 1 << (bit & 7);
        const [leaf, ...path] = hashes.with(place, flipped);
        expect(gives({ ...of, leaf: leaf!, path })).not.toBe(bytesToHex(root));
      }),
    );
  });

  it('has each leaf at its own place: at no other one the path gives the root', () => {
    fc.assert(
      fc.property(tree, fc.nat(80), ({ root, ...of }, index) => {
        if (index !== of.index) expect(gives({ ...of, index })).not.toBe(bytesToHex(root));
      }),
    );
  });

  it('refuses a path that is cut, lengthened, or has a hash of another length', () => {
    fc.assert(
      fc.property(tree, ({ root: _, ...of }) => {
        expect(gives({ ...of, path: [...of.path, of.leaf] })).toBeNull();
        if (of.path.length === 0) return;
        expect(gives({ ...of, path: of.path.slice(1) })).toBeNull();
        expect(gives({ ...of, path: of.path.slice(0, -1) })).toBeNull();
        expect(gives({ ...of, path: of.path.with(0, of.path[0]!.subarray(1)) })).toBeNull();
      }),
    );
  });

  it('refuses a place outside of it, and one that is no whole number', () => {
    const [leaf] = leavesOf(1);
    for (const [index, count] of [
      [1, 1],
      [-1, 1],
      [0, 0],
      [0.5, 1],
      [Number.NaN, 1],
      [0, Infinity],
    ] as const) {
      expect(rootOfPath(leaf!, { index, count }, [])).toBeNull();
    }
    expect(() => treeRoot([])).toThrow(RangeError);
  });

  it('never takes an inner node for a leaf: two leaves and the text of their node have different roots', () => {
    const [left, right] = leavesOf(2);
    const node = new Uint8Array([...left!, ...right!]);
    expect(bytesToHex(treeRoot([left!, right!]))).not.toBe(bytesToHex(leafHash(node)));
  });
});
