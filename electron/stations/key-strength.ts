import type { Result } from '../core/result.ts';
import { deriveScryptWith, VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import { estimateScryptMs } from '../stronghold/scrypt-estimate.ts';
import { scryptFromBundle } from '../stronghold/scrypt-thread.ts';

export { VAULT_WORK_FACTOR };

/** How long deriving the key of one vault file takes on this machine, estimated, milliseconds. */
export const estimateKeyMs = (now: () => number): Promise<Result<number>> =>
  estimateScryptMs(VAULT_WORK_FACTOR, now);

/** Makes this process derive keys in threads of a bundle, as the desktop's processes that have keys do. */
export const deriveKeysInThreads = (bundle: string): void => deriveScryptWith(scryptFromBundle(bundle));
