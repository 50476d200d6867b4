import { createPublicKey, verify } from 'node:crypto';

/** DER of an Ed25519 SubjectPublicKeyInfo up to the key (RFC 8410, section 4). */
const spkiPrefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** Whether an Ed25519 key made this signature of 64 bytes. */
export function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  } catch {
    // A library may refuse a key that is no point of the curve before it looks at the signature.
    return false;
  }
}
