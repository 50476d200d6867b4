import { base64 } from '@scure/base';
import { blake2b256 } from '../../../core/digest.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import { type Address, addressOfPublicKey } from './address.ts';
import { isSignedBy } from './is-signed-by.ts';
import { MULTISIG_FLAG, verifyMultisig } from './multisig.ts';

/** Scope "transaction data" (0), version 0, application IOTA (0): what precedes the bytes that are signed. */
const intent = Uint8Array.of(0, 0, 0);

const ED25519_FLAG = 0;
const SERIALIZED_LENGTH = 1 + 64 + 32;

/** A multisig of ten members has less. */
const MAX_TEXT_LENGTH = 2048;

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
 * Verifies a serialized signature over transaction bytes: of one Ed25519 key, or of a multisig of such keys.
 * @returns the signer's address, or `bytes-malformed` (another form in base64, or another scheme) or
 * `request-signature-bad`
 */
export const verifySignature = (bytes: Uint8Array, serializedSignature: string): Result<Address> =>
  verifySerialized(transactionSigningMessage(bytes), serializedSignature, 'these transaction bytes');

/**
 * The same over 32 bytes that an intent was hashed to.
 * @param over what they are of, for people
 */
export function verifySerialized(
  message: Uint8Array,
  serializedSignature: string,
  over: string,
): Result<Address> {
  const serialized = decodeBase64(serializedSignature);
  if (serialized?.[0] === MULTISIG_FLAG) return verifyMultisig(message, serialized);
  if (serialized?.length !== SERIALIZED_LENGTH) {
    return refuse('bytes-malformed', `expected a signature of ${SERIALIZED_LENGTH} bytes in base64`);
  }
  if (serialized[0] !== ED25519_FLAG) {
    return refuse('bytes-malformed', `expected an Ed25519 signature (flag 0), got flag ${serialized[0]}`);
  }
  const publicKey = serialized.subarray(65);
  return isSignedBy(publicKey, message, serialized.subarray(1, 65))
    ? ok(addressOfPublicKey(publicKey))
    : refuse('request-signature-bad', `expected a signature over ${over}`);
}

/** Strict base64 with padding; null for anything else. Its length is bounded first: the text comes from outside. */
function decodeBase64(text: string): Uint8Array | null {
  if (text.length > MAX_TEXT_LENGTH) return null;
  try {
    return base64.decode(text);
  } catch {
    return null;
  }
}
