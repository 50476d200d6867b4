import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { drawBytes, type RandomBytes } from '../random-bytes.ts';
import { invert, multiply } from './gf256.ts';

/** A point of the sharing polynomials: one byte of `y` for each byte of the secret. */
export interface Point {
  /** 0 to 255: a member's index, or one of the two below. */
  readonly x: number;
  readonly y: Uint8Array;
}

/** Where the polynomials give the secret itself, and where they give its digest (SLIP-0039). */
const SECRET_X = 255;
const DIGEST_X = 254;
const DIGEST_LENGTH = 4;

/**
 * Splits `secret` into `count` points, any `threshold` of which give it back. The caller zeroes them.
 * @param threshold 1 to `count`
 * @param count 1 to 16
 */
export function splitPoints(
  secret: Uint8Array,
  of: { readonly threshold: number; readonly count: number },
  random: RandomBytes,
): Point[] {
  const { threshold, count } = of;
  if (threshold === 1) return Array.from({ length: count }, (_, x) => ({ x, y: secret.slice() }));

  const points: Point[] = [];
  for (let x = 0; x < threshold - 2; x++) points.push({ x, y: drawBytes(random, secret.length) });
  const digestShare = new Uint8Array(secret.length);
  try {
    const fresh = drawBytes(random, secret.length - DIGEST_LENGTH);
    digestShare.set(fresh, DIGEST_LENGTH);
    fresh.fill(0);
    digestShare.set(digestOf(secret, digestShare));
    const base = [...points, { x: DIGEST_X, y: digestShare }, { x: SECRET_X, y: secret }];
    for (let x = threshold - 2; x < count; x++) points.push({ x, y: interpolate(base, x) });
    return points;
  } finally {
    digestShare.fill(0);
  }
}

/**
 * The secret of exactly `threshold` points, or null where the digest that was shared with it does not fit: then a
 * point is wrong or of another secret. With a threshold of 1 there is no digest. The caller zeroes it.
 */
export function joinPoints(threshold: number, points: readonly Point[]): Uint8Array | null {
  const [first] = points;
  if (!first || points.length !== threshold) {
    throw new RangeError(`expected ${threshold} points, got ${points.length}`);
  }
  if (threshold === 1) return first.y.slice();
  const secret = interpolate(points, SECRET_X);
  const digestShare = interpolate(points, DIGEST_X);
  const digest = digestOf(secret, digestShare);
  let difference = 0;
  for (let i = 0; i < DIGEST_LENGTH; i++) difference |= (digest[i] ?? 0) ^ (digestShare[i] ?? 0);
  digestShare.fill(0);
  if (difference === 0) return secret;
  secret.fill(0);
  return null;
}

/** The first 4 bytes of HMAC-SHA256, keyed by the random part of the digest share. */
function digestOf(secret: Uint8Array, digestShare: Uint8Array): Uint8Array {
  return hmac(sha256, digestShare.subarray(DIGEST_LENGTH), secret).subarray(0, DIGEST_LENGTH);
}

/** Lagrange's interpolation at `x`. The coefficients are made of public indices only. */
function interpolate(points: readonly Point[], x: number): Uint8Array {
  const result = new Uint8Array(points[0]?.y.length ?? 0);
  for (const point of points) {
    let coefficient = 1;
    for (const other of points) {
      if (other === point) continue;
      coefficient = multiply(coefficient, multiply(x ^ other.x, invert(point.x ^ other.x)));
    }
    for (const [i, byte] of point.y.entries()) result[i] = (result[i] ?? 0) ^ multiply(coefficient, byte);
  }
  return result;
}
