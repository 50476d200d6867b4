/** A cryptographic generator, passed in: gives exactly `length` fresh bytes. */
export type RandomBytes = (length: number) => Uint8Array;

/** Draws bytes and checks how many came: a short draw would weaken all that is made of it. */
export function drawBytes(random: RandomBytes, length: number): Uint8Array {
  const bytes = random(length);
  if (bytes.length !== length) throw new RangeError(`expected ${length} random bytes, got ${bytes.length}`);
  return bytes;
}
