/** A generator of numbers that gives the same ones for the same seed: mulberry32. For tests alone. */
export function seededNumbers(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** Numbers at which decoders of lengths and counts go wrong. */
const edges = [
  0n,
  1n,
  15n,
  255n,
  65535n,
  2n ** 31n - 1n,
  2n ** 32n - 1n,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

/** Changes bytes in one of the ways in which files get damaged or forged; `others` lend parts for splices. */
export function mutateBytes(
  bytes: Uint8Array,
  draw: (below: number) => number,
  others: readonly Uint8Array[] = [],
): Uint8Array {
  const copy = Buffer.from(bytes);
  const at = draw(copy.length + 1);
  switch (draw(7)) {
    case 0: {
      for (let flips = 1 + draw(4); flips > 0 && copy.length > 0; flips--) {
        copy[draw(copy.length)]! ^= 1 << draw(8);
      }
      return copy;
    }
    case 1:
      return copy.subarray(0, at);
    case 2:
      return Buffer.concat([copy.subarray(0, at), copy.subarray(Math.min(copy.length, at + 1 + draw(64)))]);
    case 3: {
      const other = others.length > 0 ? others[draw(others.length)]! : bytes;
      const from = draw(other.length + 1);
      const length = draw(Math.min(other.length - from, 4096) + 1);
      return Buffer.concat([copy.subarray(0, at), other.subarray(from, from + length), copy.subarray(at)]);
    }
    case 4: {
      const noise = Buffer.from(Array.from({ length: 1 + draw(32) }, () => draw(256)));
      noise.copy(copy, at);
      return copy;
    }
    case 5: {
      if (copy.length < 8) return copy;
      copy.writeBigUInt64LE(edges[draw(edges.length)]!, draw(copy.length - 7));
      return copy;
    }
    default:
      return Buffer.concat([copy, Buffer.alloc(1 + draw(64), draw(256))]);
  }
}
