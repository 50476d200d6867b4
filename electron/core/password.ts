import { ok, type Result, refuse } from './result.ts';

/** The longest password, in bytes of its UTF-8. A thousand characters of any script fit. */
export const MAX_PASSWORD_BYTES = 4096;

/**
 * What a day of guessing is, at the cost of a vault's file (scrypt, N = 2^19: 512 MiB and about a second on one core): a rented
 * thousand of such cores. The meter's own figures are for hashes that are ten times cheaper.
 */
export const GUESSED_WITHIN_A_DAY = 1000 * 24 * 60 * 60;

/** Checks only the length: a new password is taken as typed, without trimming or Unicode normalisation. */
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

/**
 * The ways in which one keyboard or another may write the same password: as it was typed, composed (NFC) and decomposed
 * (NFD, as macOS does in places). A file made with one of them is opened with all of them before the password is wrong.
 * @param password UTF-8
 * @returns copies, which the caller wipes; one alone for what is ASCII or no UTF-8
 */
export function passwordForms(password: Uint8Array): Uint8Array[] {
  const forms = [Uint8Array.from(password)]; // slice() of a Buffer is a view
  if (password.every((byte) => byte < 0x80)) return forms;
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(password);
  } catch {
    return forms;
  }
  for (const form of ['NFC', 'NFD'] as const) {
    const bytes = new TextEncoder().encode(text.normalize(form));
    if (forms.some((known) => isSame(known, bytes))) bytes.fill(0);
    else forms.push(bytes);
  }
  return forms;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);
