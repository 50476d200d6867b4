import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { blake2b } from '@noble/hashes/blake2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { ok, type Result } from '../core/result.ts';
import { packState } from './packed-state.ts';
import type { RandomBytes } from './random.ts';
import { joinSnapshot } from './snapshot-header.ts';
import type { State } from './state.ts';
import { agreeX25519 } from './x25519.ts';

/** The point of X25519 whose multiples are public keys. */
const BASE = Uint8Array.of(9, ...new Uint8Array(31));

function publicKeyOf(secret: Uint8Array): Uint8Array {
  const own = agreeX25519(secret, BASE);
  if (own === null) throw new Error('expected a public key');
  own.shared.fill(0);
  return own.publicKey;
}

/**
 * Seals a packed state as a snapshot of version 2, as wallet.rs does. Version 2 makes its key from a password without hard
 * work: the program seals copies in it only, under passwords that it draws itself.
 */
export function sealContentVersion2(content: Uint8Array, key: Uint8Array, random: RandomBytes): Uint8Array {
  const publicKey = publicKeyOf(key);
  const secret = random(32);
  const agreed = agreeX25519(secret, publicKey);
  secret.fill(0);
  if (agreed === null) throw new Error('expected a shared secret');
  const nonce = blake2b(concatBytes(agreed.publicKey, publicKey), { dkLen: 32 }).subarray(0, 24);
  const sealed = xchacha20poly1305(agreed.shared, nonce).encrypt(content);
  agreed.shared.fill(0);
  const split = sealed.length - 16;
  return joinSnapshot(2, concatBytes(agreed.publicKey, sealed.subarray(split), sealed.subarray(0, split)));
}

/** The same for a state; refuses `stronghold-oversize`. */
export function sealVersion2(state: State, key: Uint8Array, random: RandomBytes): Result<Uint8Array> {
  const packed = packState(state);
  if (!packed.ok) return packed;
  try {
    return ok(sealContentVersion2(packed.value, key, random));
  } finally {
    packed.value.fill(0);
  }
}
