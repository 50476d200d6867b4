import { hkdfSync } from 'node:crypto';
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { canonicalJson } from '../core/canonical-json.ts';
import { checkFileVersion } from '../core/file-version.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { type VaultState, vaultStateSchema } from './vault-state.ts';

const STATE_VERSION = 2;
const MAGIC = new TextEncoder().encode(`SPSTATE${STATE_VERSION}`);
const NONCE = 24;
const TAG = 16;
/** About 80 000 signatures of one input each, or 800 of the largest transactions. */
export const MAX_STATE_BYTES = 32 * 1024 * 1024;

/** The key of the sealed state: HKDF-SHA256 (RFC 5869) of the 64-byte seed. The caller wipes both. */
export function stateKey(seed: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', seed, new Uint8Array(0), 'sallyport/state/2', 32));
}

/**
 * Seals a state: magic || nonce || XChaCha20-Poly1305(canonical JSON), the magic as associated data. Refuses
 * `file-not-written` for a state too large to be opened again, which would lock the vault for good.
 */
export function sealState(
  state: VaultState,
  key: Uint8Array,
  random: (length: number) => Uint8Array,
): Result<Uint8Array> {
  const plain = new TextEncoder().encode(canonicalJson(state));
  const length = MAGIC.length + NONCE + plain.length + TAG;
  if (length > MAX_STATE_BYTES) {
    return refuse(
      'file-not-written',
      `expected a sealed state of ${MAX_STATE_BYTES} bytes or less, got ${length}`,
    );
  }
  const nonce = random(NONCE);
  const sealed = xchacha20poly1305(key, nonce, MAGIC).encrypt(plain);
  const file = new Uint8Array(MAGIC.length + NONCE + sealed.length);
  file.set(MAGIC);
  file.set(nonce, MAGIC.length);
  file.set(sealed, MAGIC.length + NONCE);
  return ok(file);
}

/** Opens a sealed state. Refuses `state-damaged` for anything that this key did not seal, `file-newer` and
 * `file-older` for a state of another version. */
export function unsealState(file: Uint8Array, key: Uint8Array): Result<VaultState> {
  const damaged = (why: string) => refuse('state-damaged', `the vault's sealed state cannot be read: ${why}`);
  if (file.length > MAX_STATE_BYTES)
    return damaged(`expected at most ${MAX_STATE_BYTES} bytes, got ${file.length}`);
  if (file.length < MAGIC.length + NONCE + TAG) return damaged('it is too short');
  const version = /^SPSTATE([1-9])$/.exec(new TextDecoder('latin1').decode(file.subarray(0, MAGIC.length)));
  if (!version) return damaged('it is another kind of file');
  const known = checkFileVersion("the vault's sealed state", Number(version[1]), STATE_VERSION);
  if (!known.ok) return known;
  const nonce = file.subarray(MAGIC.length, MAGIC.length + NONCE);
  let json: unknown;
  try {
    const plain = xchacha20poly1305(key, nonce, MAGIC).decrypt(file.subarray(MAGIC.length + NONCE));
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    return damaged('it was changed, or belongs to another vault');
  }
  const parsed = parseWith(vaultStateSchema, json);
  return parsed.ok ? ok(parsed.value) : damaged(parsed.message);
}
