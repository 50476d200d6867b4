import { ok, type Result, refuse } from './result.ts';

const MAX_INDEX = 2 ** 31 - 1;

/** Account, change and address index of a BIP-44 path; purpose and coin type are the chain's. */
export interface DerivationPath {
  readonly account: number;
  readonly change: number;
  readonly index: number;
}

/** Where a vault receives sweeps; by its address vaults are told apart. */
export const FIRST_PATH: DerivationPath = { account: 0, change: 0, index: 0 };

/** Checks the ranges: each part 0 to 2^31 - 1, change 0 (public) or 1 (internal). */
export function checkPath(path: DerivationPath): Result<DerivationPath> {
  for (const [name, value] of Object.entries(path)) {
    if (!Number.isInteger(value) || value < 0 || value > MAX_INDEX) {
      return refuse('path-out-of-range', `expected ${name} 0 to 2^31 - 1, got ${value}`);
    }
  }
  if (path.change > 1) return refuse('path-out-of-range', `expected change 0 or 1, got ${path.change}`);
  return ok(path);
}

export const samePath = (a: DerivationPath, b: DerivationPath): boolean =>
  a.account === b.account && a.change === b.change && a.index === b.index;
