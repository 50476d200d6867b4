import { ok, type Result, refuse } from './result.ts';

/** SLIP-44 coin type of IOTA. (Shimmer's 4219 is refused by today's network tools.) */
export const COIN_TYPE = 4218;

const MAX_INDEX = 2 ** 31 - 1;

/** Account, change and address index of `m/44'/4218'/account'/change'/index'` (SLIP-10 Ed25519: all hardened). */
export interface DerivationPath {
  readonly account: number;
  readonly change: number;
  readonly index: number;
}

/** @returns the path as wallets write it, e.g. `m/44'/4218'/0'/0'/0'` */
export function formatPath(path: DerivationPath): string {
  return `m/44'/${COIN_TYPE}'/${path.account}'/${path.change}'/${path.index}'`;
}

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
