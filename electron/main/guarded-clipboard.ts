import type { CallerPlace } from '../contract/serve.ts';
import { ok } from '../core/result.ts';
import { addressSchema, parseWith, transactionTextSchema } from '../core/schema.ts';

/** The clipboard as far as the console uses it: addresses and ids of transactions go onto it, nothing is read from it. */
export type GuardedClipboard = Pick<CallerPlace, 'copyAddress' | 'copyTransaction'>;

/**
 * The guard before the system's clipboard. Refuses `input-malformed` for anything that is not one canonical address, or one
 * id of a transaction, which no address can pass for.
 */
export const createGuardedClipboard = (writeText: (text: string) => void): GuardedClipboard => ({
  async copyAddress(address) {
    const parsed = parseWith(addressSchema, address);
    if (!parsed.ok) return parsed;
    writeText(parsed.value);
    return ok({});
  },
  async copyTransaction(id) {
    const parsed = parseWith(transactionTextSchema, id);
    if (!parsed.ok) return parsed;
    writeText(parsed.value);
    return ok({});
  },
});
