import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import * as v from 'valibot';
import { stateMarkSchema } from '../core/journal/state-mark.ts';
import { signedPolicySchema } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith, timeSchema, uuidSchema } from '../core/schema.ts';
import { encodeChange } from './state-record.ts';
import { VaultMemory } from './vault-memory.ts';
import { counterSchema, signedSchema, voidedSchema } from './vault-state.ts';

const MAGIC = new TextEncoder().encode('SPSTATE2');
const NONCE = 24;

const { era } = stateMarkSchema.entries;
const format = v.literal('sallyport/state/2');

/** The state with which a vault was born. */
const freshSchema = v.strictObject({ format, kind: v.literal('fresh'), era, horizon: timeSchema });

const governedSchema = v.strictObject({
  format,
  kind: v.literal('governed'),
  vaultId: uuidSchema,
  era,
  counter: counterSchema,
  policy: signedPolicySchema,
  signed: v.array(signedSchema),
  voided: v.array(voidedSchema),
  horizon: timeSchema,
});

const stateSchema = v.variant('kind', [freshSchema, governedSchema]);

export type StateOfVersion2 = Readonly<v.InferOutput<typeof stateSchema>>;

/**
 * Opens a sealed state of version 2: magic || nonce || XChaCha20-Poly1305(canonical JSON), the magic as associated data.
 * It was written whole at each signature; it is read once more, and written as a log. Refuses `state-damaged`.
 */
export function openVersion2(file: Uint8Array, key: Uint8Array): Result<VaultMemory> {
  const nonce = file.subarray(MAGIC.length, MAGIC.length + NONCE);
  let json: unknown;
  try {
    const plain = xchacha20poly1305(key, nonce, MAGIC).decrypt(file.subarray(MAGIC.length + NONCE));
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plain));
  } catch {
    return damaged('it was changed, or belongs to another vault');
  }
  const parsed = parseWith(stateSchema, json);
  return parsed.ok ? ok(memoryOf(parsed.value)) : damaged(parsed.message);
}

/** The memory that a state of version 2 tells of. Rejections were not counted there. */
export function memoryOf(state: StateOfVersion2): VaultMemory {
  if (state.kind === 'fresh') {
    return new VaultMemory({ era: state.era, counter: 0, horizon: state.horizon, governed: null });
  }
  const { vaultId, policy, counter, horizon, signed, voided } = state;
  const memory = new VaultMemory({ era: state.era, counter, horizon, governed: { vaultId, policy } });
  memory.load(
    Buffer.concat([
      ...signed.map(({ counter: at, ...record }) => encodeChange({ kind: 'signed', ...record }, at)),
      ...voided.map((record) => encodeChange({ kind: 'voided', ...record }, 0)),
    ]),
  );
  return memory;
}

function damaged(why: string) {
  return refuse('state-damaged', `the vault's sealed state cannot be read: ${why}`);
}
