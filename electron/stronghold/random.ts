/** A cryptographic generator, passed in: gives exactly `length` fresh bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Draws bytes and checks that as many came as were asked for: too few would weaken every key made of them. */
export function drawBytes(random: RandomBytes, length: number): Uint8Array {
  const bytes = random(length);
  if (bytes.length !== length) throw new RangeError(`expected ${length} random bytes, got ${bytes.length}`);
  return bytes;
}
