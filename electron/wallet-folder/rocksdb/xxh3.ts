/**
 * XXH3 of 64 bits without a seed (Yann Collet, BSD 2-clause; the specification of xxHash 0.8). Numbers of 64 bits are
 * `bigint`, but for the inner loop of long inputs, which keeps halves of 32 bits.
 */
const MASK = 0xffffffffffffffffn;
const PRIME32_1 = 0x9e3779b1n;
const PRIME32_2 = 0x85ebca77n;
const PRIME32_3 = 0xc2b2ae3dn;
const PRIME64_1 = 0x9e3779b185ebca87n;
const PRIME64_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME64_3 = 0x165667b19e3779f9n;
const PRIME64_4 = 0x85ebca77c2b2ae63n;
const PRIME64_5 = 0x27d4eb2f165667c5n;
const MX1 = 0x165667919e3779f9n;
const MX2 = 0x9fb21c651e98df25n;

const secret = Uint8Array.from(
  Buffer.from(
    'b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221' +
      'b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8' +
      'fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb17' +
      '0ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e',
    'hex',
  ),
);
const secretView = new DataView(secret.buffer, secret.byteOffset, secret.length);
const secret64 = (at: number) => secretView.getBigUint64(at, true);
const secret32 = (at: number) => BigInt(secretView.getUint32(at, true));

const STRIPE = 64;
/** Bytes of the secret that one stripe moves on by. */
const STEP = 8;
const STRIPES_A_BLOCK = (secret.length - STRIPE) / STEP;

const times = (a: bigint, b: bigint) => (a * b) & MASK;
/** Both halves of the product of 128 bits, folded into one. */
const folded = (a: bigint, b: bigint) => {
  const product = a * b;
  return (product & MASK) ^ (product >> 64n);
};
const swap32 = (word: number) =>
  ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
function swap64(value: bigint): bigint {
  const low = swap32(Number(value & 0xffffffffn));
  const high = swap32(Number(value >> 32n));
  return (BigInt(low) << 32n) | BigInt(high);
}
const turned = (value: bigint, by: bigint) => ((value << by) | (value >> (64n - by))) & MASK;

function avalanche(hash: bigint): bigint {
  const mixed = times(hash ^ (hash >> 37n), MX1);
  return mixed ^ (mixed >> 32n);
}

function avalanche64(hash: bigint): bigint {
  const first = times(hash ^ (hash >> 33n), PRIME64_2);
  const second = times(first ^ (first >> 29n), PRIME64_3);
  return second ^ (second >> 32n);
}

/** The hash of these bytes, 64 bits. */
export function xxh3(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length <= 16) return ofShort(view);
  if (bytes.length <= 240) return ofMiddle(view);
  return ofLong(view);
}

function ofShort(view: DataView): bigint {
  const length = view.byteLength;
  const size = BigInt(length);
  if (length > 8) {
    const low = view.getBigUint64(0, true) ^ (secret64(24) ^ secret64(32));
    const high = view.getBigUint64(length - 8, true) ^ (secret64(40) ^ secret64(48));
    return avalanche((size + swap64(low) + high + folded(low, high)) & MASK);
  }
  if (length >= 4) {
    const first = BigInt(view.getUint32(0, true));
    const last = BigInt(view.getUint32(length - 4, true));
    const keyed = (last + (first << 32n)) ^ (secret64(8) ^ secret64(16));
    const mixed = times(keyed ^ turned(keyed, 49n) ^ turned(keyed, 24n), MX2);
    const again = times(mixed ^ ((mixed >> 35n) + size), MX2);
    return again ^ (again >> 28n);
  }
  if (length > 0) {
    const [first, middle, last] = [view.getUint8(0), view.getUint8(length >> 1), view.getUint8(length - 1)];
    const combined = ((first << 16) | (middle << 24) | last | (length << 8)) >>> 0;
    return avalanche64(BigInt(combined) ^ (secret32(0) ^ secret32(4)));
  }
  return avalanche64(secret64(56) ^ secret64(64));
}

const mix16 = (view: DataView, at: number, key: number) =>
  folded(view.getBigUint64(at, true) ^ secret64(key), view.getBigUint64(at + 8, true) ^ secret64(key + 8));

function ofMiddle(view: DataView): bigint {
  const length = view.byteLength;
  let hash = times(BigInt(length), PRIME64_1);
  if (length <= 128) {
    for (let pair = (length - 1) >> 5; pair >= 0; pair--) {
      hash += mix16(view, pair * 16, pair * 32);
      hash += mix16(view, length - 16 * (pair + 1), pair * 32 + 16);
    }
    return avalanche(hash & MASK);
  }
  const rounds = length >> 4;
  for (let i = 0; i < 8; i++) hash += mix16(view, i * 16, i * 16);
  hash = avalanche(hash & MASK);
  for (let i = 8; i < rounds; i++) hash += mix16(view, i * 16, (i - 8) * 16 + 3);
  hash += mix16(view, length - 16, 136 - 17);
  return avalanche(hash & MASK);
}

/** Eight sums of 64 bits, low half before high half. */
type Sums = Uint32Array;

const firstSums = (): Sums => {
  const sums = new Uint32Array(16);
  const begin = [PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1];
  for (const [lane, value] of begin.entries()) setSum(sums, lane, value);
  return sums;
};
const sumOf = (sums: Sums, lane: number) =>
  (BigInt(sums[lane * 2 + 1] ?? 0) << 32n) | BigInt(sums[lane * 2] ?? 0);
function setSum(sums: Sums, lane: number, value: bigint): void {
  sums[lane * 2] = Number(value & 0xffffffffn);
  sums[lane * 2 + 1] = Number(value >> 32n);
}

/** Adds a number of 64 bits to a lane. */
function add(sums: Sums, lane: number, low: number, high: number): void {
  const sum = (sums[lane * 2] ?? 0) + low;
  sums[lane * 2] = sum;
  sums[lane * 2 + 1] = (sums[lane * 2 + 1] ?? 0) + high + (sum > 0xffffffff ? 1 : 0);
}

/** Adds the product of two numbers of 32 bits to a lane. */
function addProduct(sums: Sums, lane: number, a: number, b: number): void {
  const [aLow, aHigh, bLow, bHigh] = [a & 0xffff, a >>> 16, b & 0xffff, b >>> 16];
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carried = (middle & 0xffff) + aLow * bHigh;
  const high = aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(carried / 65536);
  add(sums, lane, Math.imul(a, b) >>> 0, high);
}

function addStripe(sums: Sums, view: DataView, at: number, key: number): void {
  for (let lane = 0; lane < 8; lane++) {
    const low = view.getUint32(at + lane * 8, true);
    const high = view.getUint32(at + lane * 8 + 4, true);
    add(sums, lane ^ 1, low, high);
    const keyLow = secretView.getUint32(key + lane * 8, true);
    const keyHigh = secretView.getUint32(key + lane * 8 + 4, true);
    addProduct(sums, lane, (low ^ keyLow) >>> 0, (high ^ keyHigh) >>> 0);
  }
}

function scramble(sums: Sums): void {
  for (let lane = 0; lane < 8; lane++) {
    const sum = sumOf(sums, lane);
    setSum(sums, lane, times(sum ^ (sum >> 47n) ^ secret64(secret.length - STRIPE + lane * 8), PRIME32_1));
  }
}

function ofLong(view: DataView): bigint {
  const length = view.byteLength;
  const sums = firstSums();
  const stripes = Math.floor((length - 1) / STRIPE);
  for (let stripe = 0; stripe < stripes; stripe++) {
    const place = stripe % STRIPES_A_BLOCK;
    addStripe(sums, view, stripe * STRIPE, place * STEP);
    if (place === STRIPES_A_BLOCK - 1) scramble(sums);
  }
  addStripe(sums, view, length - STRIPE, secret.length - STRIPE - 7);
  let hash = times(BigInt(length), PRIME64_1);
  for (let pair = 0; pair < 4; pair++) {
    const [a, b] = [sumOf(sums, pair * 2), sumOf(sums, pair * 2 + 1)];
    hash += folded(a ^ secret64(11 + pair * 16), b ^ secret64(11 + pair * 16 + 8));
  }
  return avalanche(hash & MASK);
}
