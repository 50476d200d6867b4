import { ok, type Result } from '../core/result.ts';
import { addressSchema, parseWith } from '../core/schema.ts';

/** The clipboard as far as the console uses it: addresses go onto it, nothing is read from it. */
export interface AddressClipboard {
  /** Refuses `input-malformed` for anything that is not one canonical address. */
  copy(address: string): Promise<Result<Record<never, never>>>;
}

/** The guard before the system's clipboard: one address, and nothing else, goes through. */
export const createAddressClipboard = (writeText: (text: string) => void): AddressClipboard => ({
  async copy(address) {
    const parsed = parseWith(addressSchema, address);
    if (!parsed.ok) return parsed;
    writeText(parsed.value);
    return ok({});
  },
});
