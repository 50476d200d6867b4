/**
 * Arithmetic in GF(256) with Rijndael's polynomial x^8 + x^4 + x^3 + x + 1 (SLIP-0039, "Shamir's secret sharing").
 * Without tables and without branches on the factors: a table looked up at a secret byte leaves a trace of that byte
 * in the cache, and here a few thousand products at most are taken, so that speed is no reason for one.
 */

/** The product of two field elements, 0 to 255. */
export function multiply(a: number, b: number): number {
  let product = 0;
  let shifted = a;
  for (let bit = 0; bit < 8; bit++) {
    product ^= shifted & -((b >> bit) & 1);
    shifted = (shifted << 1) ^ (0x11b & -((shifted >> 7) & 1));
  }
  return product;
}

/** The inverse of a field element that is not zero: its 254th power (Fermat). @throws RangeError for zero */
export function invert(a: number): number {
  if (a === 0) throw new RangeError('zero has no inverse in GF(256)');
  // 254 = 0b11111110
  let power = a;
  let result = 1;
  for (let bit = 1; bit < 8; bit++) {
    power = multiply(power, power);
    result = multiply(result, power);
  }
  return result;
}
