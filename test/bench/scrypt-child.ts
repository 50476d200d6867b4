import { join } from 'node:path';
import { deriveScrypt, deriveScryptWith, VAULT_WORK_FACTOR } from '../../electron/stronghold/scrypt.ts';
import { scryptFromBundle } from '../../electron/stronghold/scrypt-thread.ts';

/** Derives one key at vault strength as the desktop's processes do, and prints the milliseconds. */
deriveScryptWith(scryptFromBundle(join(import.meta.dirname, '..', '..', 'out', 'main', 'scrypt.js')));
const start = performance.now();
const key = await deriveScrypt(new Uint8Array(32).fill(1), new Uint8Array(44).fill(2), VAULT_WORK_FACTOR);
const took = performance.now() - start;
console.log(JSON.stringify({ took, key: key.ok ? Buffer.from(key.value).toString('hex') : null }));
