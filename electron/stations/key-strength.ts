import type { Result } from '../core/result.ts';
import { VAULT_WORK_FACTOR } from '../stronghold/scrypt.ts';
import { estimateScryptMs } from '../stronghold/scrypt-estimate.ts';

export { VAULT_WORK_FACTOR };

/** How long deriving the key of one vault file takes on this machine, estimated, milliseconds. */
export const estimateKeyMs = (now: () => number): Promise<Result<number>> =>
  estimateScryptMs(VAULT_WORK_FACTOR, now);
