import { createPrivateKey, createPublicKey } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { packState } from '../../electron/stronghold/packed-state.ts';
import type { RandomBytes } from '../../electron/stronghold/random.ts';
import { joinSnapshot } from '../../electron/stronghold/snapshot-header.ts';
import type { Version2Derivation } from '../../electron/stronghold/snapshot-key.ts';
import type { State } from '../../electron/stronghold/state.ts';
import { agreeX25519 } from '../../electron/stronghold/x25519.ts';

/** identity.rs up to 0.6.0: another way to a key than that of wallets. */
export const IDENTITY_RS: Version2Derivation = { salt: 'identity.rs', rounds: 100 };

function publicKeyOf(secret: Uint8Array): Uint8Array {
  const key = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  return new Uint8Array(createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(12));
}

/** Seals any content as a file of version 2, as wallet.rs did. For tests alone: the program never writes this version. */
export function sealContentVersion2(content: Uint8Array, key: Uint8Array, random: RandomBytes): Uint8Array {
  const publicKey = publicKeyOf(key);
  const agreed = agreeX25519(random(32), publicKey);
  if (agreed === null) throw new Error('expected a shared secret');
  const nonce = blake2b(concatBytes(agreed.publicKey, publicKey), { dkLen: 32 }).subarray(0, 24);
  const sealed = xchacha20poly1305(agreed.shared, nonce).encrypt(content);
  const split = sealed.length - 16;
  return joinSnapshot(2, concatBytes(agreed.publicKey, sealed.subarray(split), sealed.subarray(0, split)));
}

export function sealVersion2(state: State, key: Uint8Array, random: RandomBytes): Uint8Array {
  const packed = packState(state);
  if (!packed.ok) throw new Error(packed.message);
  return sealContentVersion2(packed.value, key, random);
}
