import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type Address, addressOfPublicKey } from '../chains/iota/pure/address.ts';
import { assembleSignature, transactionSigningMessage } from '../chains/iota/pure/transaction-signature.ts';
import { blake2b256, hexToBytes } from '../core/digest.ts';

/** A key of the practice world itself: the faucet, or a customer who pays in. */
export interface PracticeKey {
  readonly address: Address;
  /** The serialized signature (base64) over transaction bytes. */
  sign(bytes: Uint8Array): string;
}

/** DER of an Ed25519 private key up to the key (RFC 8410, section 7). */
const pkcs8Prefix = hexToBytes('302e020100300506032b657004220420');
const utf8 = new TextEncoder();

/** The key of a seed text and a role name. Play money only: anyone who knows the seed has the key. */
export function practiceKey(seed: string, role: string): PracticeKey {
  const secret = blake2b256(utf8.encode(`sallyport/practice/key/1\0${seed}\0${role}`));
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Prefix, secret]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = rawPublicKey(privateKey);
  return {
    address: addressOfPublicKey(publicKey),
    sign: (bytes) =>
      assembleSignature(new Uint8Array(sign(null, transactionSigningMessage(bytes), privateKey)), publicKey),
  };
}

function rawPublicKey(privateKey: KeyObject): Uint8Array {
  return new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-32));
}
