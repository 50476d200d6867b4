import { sha256 } from '@noble/hashes/sha2.js';

const WORD = 64;
const wrap = (value: bigint): bigint => BigInt.asUintN(WORD, value);
const rotateLeft = (value: bigint, by: bigint): bigint => wrap((value << by) | (value >> (64n - by)));

/** Xoshiro256**, seeded with SHA-256 of a seed (BCR-2020-005): the same numbers from 0 to below 1 everywhere. */
export function randomNumbers(seed: Uint8Array): () => number {
  const digest = sha256(seed);
  const view = new DataView(digest.buffer, digest.byteOffset, digest.byteLength);
  let [a, b, c, d] = [
    view.getBigUint64(0),
    view.getBigUint64(8),
    view.getBigUint64(16),
    view.getBigUint64(24),
  ];
  return () => {
    const result = wrap(rotateLeft(wrap(b * 5n), 7n) * 9n);
    const shifted = wrap(b << 17n);
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 45n);
    return Number(result) / 2 ** WORD;
  };
}

/** Vose's alias table of a distribution: one draw costs two random numbers. */
interface AliasTable {
  readonly chances: readonly number[];
  readonly aliases: readonly number[];
}

function aliasTable(weights: readonly number[]): AliasTable {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const count = weights.length;
  const scaled = weights.map((weight) => (weight * count) / sum);
  const chances = new Array<number>(count).fill(1);
  const aliases = new Array<number>(count).fill(0);
  const small: number[] = [];
  const large: number[] = [];
  for (let i = count - 1; i >= 0; i--) ((scaled[i] as number) < 1 ? small : large).push(i);
  while (small.length > 0 && large.length > 0) {
    const [less, more] = [small.pop() as number, large.pop() as number];
    chances[less] = scaled[less] as number;
    aliases[less] = more;
    scaled[more] = (scaled[more] as number) + (scaled[less] as number) - 1;
    ((scaled[more] as number) < 1 ? small : large).push(more);
  }
  return { chances, aliases };
}

/** Degrees of `count` fragments: 1 fragment in a frame with weight 1, 2 with 1/2, and so on. One table serves a whole code. */
let lastTable: { readonly count: number; readonly table: AliasTable } | null = null;

function degreesOf(count: number): AliasTable {
  if (lastTable?.count !== count) {
    lastTable = { count, table: aliasTable(Array.from({ length: count }, (_, i) => 1 / (i + 1))) };
  }
  return lastTable.table;
}

/**
 * Which fragments are mixed (XOR) in a frame, by BCR-2020-005: the first `count` frames have one each, in order; the others a
 * mixture that follows from number and checksum.
 * @param number of the frame, 1 to 2^32 - 1
 * @returns places of fragments, each from 0 to `count - 1`, none twice
 */
export function chooseFragments(number: number, count: number, checksum: number): readonly number[] {
  if (number <= count) return [number - 1];
  const seed = new DataView(new ArrayBuffer(8));
  seed.setUint32(0, number);
  seed.setUint32(4, checksum);
  const random = randomNumbers(new Uint8Array(seed.buffer));
  const { chances, aliases } = degreesOf(count);
  const drawn = Math.floor(random() * count);
  const degree = 1 + (random() < (chances[drawn] as number) ? drawn : (aliases[drawn] as number));
  const left = Array.from({ length: count }, (_, i) => i);
  return Array.from(
    { length: degree },
    () => left.splice(Math.floor(random() * left.length), 1)[0] as number,
  );
}
