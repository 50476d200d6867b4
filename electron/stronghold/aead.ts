/** One authenticated cipher under one key and nonce, as @noble/ciphers shapes it. */
interface AuthenticatedCipher {
  decrypt(sealed: Uint8Array): Uint8Array;
}

/**
 * Opens ciphertext || tag (16 bytes). Null where it is not authentic or shorter than a tag: the cipher throws there,
 * and here a wrong password or a damaged file is expected.
 */
export function openSealed(cipher: AuthenticatedCipher, sealed: Uint8Array): Uint8Array | null {
  try {
    return cipher.decrypt(sealed);
  } catch {
    return null;
  }
}
