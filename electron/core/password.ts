import { ok, type Result, refuse } from './result.ts';

/** The longest password, in bytes of its UTF-8. A thousand characters of any script fit. */
export const MAX_PASSWORD_BYTES = 4096;

/**
 * What a day of guessing is, at the cost of a vault's file (scrypt, N = 2^19: 512 MiB and about a second on one core): a rented
 * thousand of such cores. The meter's own figures are for hashes that are ten times cheaper.
 */
export const GUESSED_WITHIN_A_DAY = 1000 * 24 * 60 * 60;

/** Checks only the length: a password is taken as typed, without trimming or Unicode normalisation. */
export function checkPassword(password: Uint8Array): Result<void> {
  if (password.length === 0) return refuse('password-empty', 'expected a password, got nothing');
  if (password.length > MAX_PASSWORD_BYTES) {
    return refuse(
      'password-too-long',
      `expected at most ${MAX_PASSWORD_BYTES} bytes, got ${password.length}`,
    );
  }
  return ok(undefined);
}
