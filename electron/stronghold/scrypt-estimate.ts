import { ok, type Result, refuse } from '../core/result.ts';
import { deriveScrypt, MAX_WORK_FACTOR } from './scrypt.ts';

/** 64 MiB: large enough to pay for memory as the real one does, small enough to take some 100 ms. */
const SAMPLE_WORK_FACTOR = 16;
const SAMPLES = 2;

/**
 * Estimates how long a derivation takes on this machine, from a small run: scrypt reports nothing while it works, so
 * its progress can only be compared with this. Work doubles with each step of the factor; the best of a few samples
 * counts, since other programs can only slow them down.
 *
 * @param workFactor 0 to 20
 * @param clock a steady clock in milliseconds, such as `performance.now`
 * @returns milliseconds, usually within a fifth of what it takes on an idle machine; `stronghold-work-factor`
 */
export async function estimateScryptMs(workFactor: number, clock: () => number): Promise<Result<number>> {
  if (!Number.isInteger(workFactor) || workFactor < 0 || workFactor > MAX_WORK_FACTOR) {
    return refuse(
      'stronghold-work-factor',
      `expected a work factor of 0 to ${MAX_WORK_FACTOR}, got ${workFactor}`,
    );
  }
  let best = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const start = clock();
    const key = await deriveScrypt(new Uint8Array(32), new Uint8Array(16), SAMPLE_WORK_FACTOR);
    if (!key.ok) return key;
    best = Math.min(best, clock() - start);
  }
  return ok(best * 2 ** (workFactor - SAMPLE_WORK_FACTOR));
}
