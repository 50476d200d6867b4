import { describe, expect, it } from 'vitest';
import { checkPath, formatPath } from '../../../electron/core/derivation-path.ts';
import { codeOf } from '../../support/signer-fixture.ts';

describe('a derivation path', () => {
  it("is written as wallets do, all hardened, with IOTA's coin type", () => {
    expect(formatPath({ account: 1, change: 0, index: 9 })).toBe("m/44'/4218'/1'/0'/9'");
  });

  it.each([
    [{ account: 0, change: 0, index: 0 }, 'accepted'],
    [{ account: 2 ** 31 - 1, change: 1, index: 2 ** 31 - 1 }, 'accepted'],
    [{ account: 2 ** 31, change: 0, index: 0 }, 'path-out-of-range'],
    [{ account: 0, change: 0, index: 2 ** 31 }, 'path-out-of-range'],
    [{ account: -1, change: 0, index: 0 }, 'path-out-of-range'],
    [{ account: 0, change: 2, index: 0 }, 'path-out-of-range'],
    [{ account: 0.5, change: 0, index: 0 }, 'path-out-of-range'],
    [{ account: 0, change: 0, index: Number.NaN }, 'path-out-of-range'],
    [{ account: 0, change: 0, index: Number.POSITIVE_INFINITY }, 'path-out-of-range'],
  ])('%j: %s', (path, code) => expect(codeOf(checkPath(path))).toBe(code));
});
