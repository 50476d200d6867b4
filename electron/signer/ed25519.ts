import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { hexToBytes } from '../core/digest.ts';

// RFC 8410: the DER of an Ed25519 key is a fixed prefix and the 32 key bytes.
const PRIVATE_PREFIX = Uint8Array.from([
  0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
]);
const PUBLIC_PREFIX = Uint8Array.from([
  0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00,
]);

/** An Ed25519 key pair (RFC 8032); the private half stays in OpenSSL's memory. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
}

/** Makes the key pair of a 32-byte Ed25519 private key (SLIP-10's node key). The argument is not kept. */
export function keyPair(privateKeyBytes: Uint8Array): KeyPair {
  const der = Buffer.alloc(PRIVATE_PREFIX.length + 32);
  try {
    der.set(PRIVATE_PREFIX);
    der.set(privateKeyBytes, PRIVATE_PREFIX.length);
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
    return { privateKey, publicKey: new Uint8Array(spki.subarray(PUBLIC_PREFIX.length)) };
  } finally {
    der.fill(0);
  }
}

/** @returns 64 signature bytes, deterministic */
export function signMessage(key: KeyPair, message: Uint8Array): Uint8Array {
  return new Uint8Array(sign(null, message, key.privateKey));
}

/** Verifies a hex signature over the 32 bytes of a hex digest by a hex public key. False for anything malformed. */
export function verifySignature(publicKey: string, digest: string, signature: string): boolean {
  if (
    !/^[0-9a-f]{64}$/.test(publicKey) ||
    !/^[0-9a-f]{64}$/.test(digest) ||
    !/^[0-9a-f]{128}$/.test(signature)
  ) {
    return false;
  }
  try {
    return verify(null, hexToBytes(digest), publicKeyOf(publicKey), hexToBytes(signature));
  } catch {
    return false; // not a point on the curve
  }
}

/**
 * The same beside this thread, in Node's own pool of threads.
 * @param answer called later, never before this returns
 */
export function verifyBeside(
  publicKey: string,
  digest: string,
  signature: string,
  answer: (good: boolean) => void,
): void {
  try {
    if (!/^[0-9a-f]{64}$/.test(digest) || !/^[0-9a-f]{128}$/.test(signature)) throw new Error('no hex');
    const [message, bytes] = [hexToBytes(digest), hexToBytes(signature)];
    verify(null, message, publicKeyOf(publicKey), bytes, (error, good) => answer(error === null && good));
  } catch {
    setImmediate(answer, false); // no hex, or not a point on the curve
  }
}

/** Reading a key takes a quarter of the time of a verification, and the same few officers sign everything. */
const MOST_KEYS = 64;
const publicKeys = new Map<string, KeyObject>();

function publicKeyOf(hex: string): KeyObject {
  const known = publicKeys.get(hex);
  if (known) return known;
  const der = Buffer.concat([PUBLIC_PREFIX, hexToBytes(hex)]);
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const [oldest] = publicKeys.keys();
  if (publicKeys.size >= MOST_KEYS && oldest !== undefined) publicKeys.delete(oldest);
  publicKeys.set(hex, key);
  return key;
}
