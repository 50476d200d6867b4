import { createPrivateKey, createPublicKey, diffieHellman, type KeyObject } from 'node:crypto';

/** RFC 8410: what comes before the 32 raw bytes of an X25519 key in PKCS #8 and in SubjectPublicKeyInfo. */
const SECRET_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');

/**
 * X25519 (RFC 7748) between a secret scalar, clamped as usual, and a peer's public key.
 *
 * @param secret 32 bytes
 * @param peer 32 bytes
 * @returns our public key and the raw shared secret, 32 bytes each, the latter zeroed by the caller; null where
 * the peer's point has a small order, so that the secret would be all zero and known to everybody
 */
export function agreeX25519(
  secret: Uint8Array,
  peer: Uint8Array,
): { publicKey: Uint8Array; shared: Uint8Array } | null {
  const privateKey = importSecret(secret);
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const shared = tryAgree(privateKey, peer);
  if (shared === null || shared.every((byte) => byte === 0)) return null;
  return { publicKey: publicKey.subarray(PUBLIC_PREFIX.length), shared };
}

function importSecret(secret: Uint8Array): KeyObject {
  const key = Buffer.concat([SECRET_PREFIX, secret]);
  try {
    return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  } finally {
    key.fill(0);
  }
}

/** OpenSSL and BoringSSL throw where the shared secret would be all zero, each with a code of its own. */
function tryAgree(privateKey: KeyObject, peer: Uint8Array): Buffer | null {
  const key = Buffer.concat([PUBLIC_PREFIX, peer]);
  const publicKey = createPublicKey({ key, format: 'der', type: 'spki' });
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch {
    return null;
  }
}
