import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { Keychain } from '../../electron/console/treasury/station-key.ts';
import { ok, refuse } from '../../electron/core/result.ts';

/** The keychain of a user on a machine, named in a test: it gives back only what itself has wrapped. */
export function shamKeychain(owner: string): Keychain {
  const key = createHash('sha256').update(owner).digest();
  const iv = Buffer.alloc(12);
  return {
    wrap(secret) {
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return ok(Uint8Array.from(Buffer.concat([cipher.getAuthTag(), body])));
    },
    unwrap(wrapped) {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, iv).setAuthTag(wrapped.subarray(0, 16));
        return ok(Buffer.concat([decipher.update(wrapped.subarray(16)), decipher.final()]).toString('utf8'));
      } catch {
        return refuse('station-key-locked', "the system's keychain refused");
      }
    },
  };
}
