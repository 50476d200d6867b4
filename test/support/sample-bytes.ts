import { seededNumbers } from './mutate-bytes.ts';

/** So many bytes without a pattern, the same for the same seed. */
export function sampleBytes(length: number, seed = 1): Uint8Array {
  const draw = seededNumbers(seed);
  return Uint8Array.from({ length }, () => draw(256));
}
