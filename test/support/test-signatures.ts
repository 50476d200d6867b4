import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** An Ed25519 key pair made of a name, for tests. */
export interface TestKeyPair {
  /** Hex, 32 bytes. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export function ed25519KeyPair(name: string): TestKeyPair {
  const seed = createHash('sha256').update(name).digest();
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return { publicKey: spki.subarray(PUBLIC_PREFIX.length).toString('hex'), privateKey };
}

/** Signs a digest in hex; the signature is hex. */
export function signDigest(pair: TestKeyPair, digest: string): string {
  return sign(null, Buffer.from(digest, 'hex'), pair.privateKey).toString('hex');
}

/** Verifies by Node's own Ed25519; all in hex. */
export function verifyDigest(publicKey: string, digest: string, signature: string): boolean {
  const key = createPublicKey({
    key: Buffer.concat([PUBLIC_PREFIX, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  return verify(null, Buffer.from(digest, 'hex'), key, Buffer.from(signature, 'hex'));
}
