import { createPublicKey, verify } from 'node:crypto';
import { base64 } from '@scure/base';
import { blake2b256 } from '../../../core/digest.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { type Address, addressOfPublicKey } from './address.ts';

/** Scope "transaction data" (0), version 0, application IOTA (0): what precedes the bytes that are signed. */
const intent = Uint8Array.of(0, 0, 0);

const ED25519_FLAG = 0;
const SERIALIZED_LENGTH = 1 + 64 + 32;

/** DER of an Ed25519 SubjectPublicKeyInfo up to the key (RFC 8410, section 4). */
const spkiPrefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** The 32 bytes that Ed25519 signs: `blake2b-256(00 00 00 || transaction bytes)` (IOTA docs, "Signatures"). */
export function transactionSigningMessage(bytes: Uint8Array): Uint8Array {
  return blake2b256(intent, bytes);
}

/**
 * The serialized signature: base64 of flag 00, signature, public key.
 * @throws RangeError unless the signature has 64 and the key 32 bytes
 */
export function assembleSignature(signature: Uint8Array, publicKey: Uint8Array): string {
  if (signature.length !== 64 || publicKey.length !== 32) {
    throw new RangeError(`expected 64 and 32 bytes, got ${signature.length} and ${publicKey.length}`);
  }
  const serialized = new Uint8Array(SERIALIZED_LENGTH);
  serialized[0] = ED25519_FLAG;
  serialized.set(signature, 1);
  serialized.set(publicKey, 65);
  return base64.encode(serialized);
}

/**
 * Verifies a serialized Ed25519 signature over transaction bytes.
 * @returns the signer's address, or `bytes-malformed` (not 97 bytes in base64, or another scheme) or
 * `request-signature-bad`
 */
export function verifySignature(bytes: Uint8Array, serializedSignature: string): Result<Address> {
  const serialized = decodeBase64(serializedSignature);
  if (serialized?.length !== SERIALIZED_LENGTH) {
    return refuse('bytes-malformed', `expected a signature of ${SERIALIZED_LENGTH} bytes in base64`);
  }
  if (serialized[0] !== ED25519_FLAG) {
    return refuse('bytes-malformed', `expected an Ed25519 signature (flag 0), got flag ${serialized[0]}`);
  }
  const publicKey = serialized.subarray(65);
  return isSignedBy(publicKey, transactionSigningMessage(bytes), serialized.subarray(1, 65))
    ? ok(addressOfPublicKey(publicKey))
    : refuse('request-signature-bad', 'expected a signature over these transaction bytes');
}

function isSignedBy(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' });
    return verify(null, message, key, signature);
  } catch {
    // A library may refuse a key that is no point of the curve before it looks at the signature.
    return false;
  }
}

/** Strict base64 with padding; null for anything else. Its length is bounded first: the text comes from outside. */
function decodeBase64(text: string): Uint8Array | null {
  if (text.length > 1024) return null;
  try {
    return base64.decode(text);
  } catch {
    return null;
  }
}
