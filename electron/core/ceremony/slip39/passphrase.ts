import { ok, type Result, refuse } from '../../result.ts';

/** The longest passphrase of a set, in characters: longer than a Trezor takes (50). */
export const MAX_PASSPHRASE_LENGTH = 128;

/**
 * Checks the passphrase of a set that another tool made: printable ASCII (SLIP-39, "Passphrase"). None is an empty one. Whether
 * it is the right one cannot be checked: another gives another secret.
 * @returns `passphrase-malformed`
 */
export function checkPassphrase(passphrase: Uint8Array): Result<void> {
  if (passphrase.length > MAX_PASSPHRASE_LENGTH) {
    return refuse(
      'passphrase-malformed',
      `expected at most ${MAX_PASSPHRASE_LENGTH} characters, got ${passphrase.length}`,
    );
  }
  const place = passphrase.findIndex((byte) => byte < 0x20 || byte > 0x7e);
  return place === -1
    ? ok(undefined)
    : refuse('passphrase-malformed', `expected printable ASCII, got something else at byte ${place + 1}`);
}
