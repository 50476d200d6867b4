import { describe, expect, it } from 'vitest';
import { checkPath } from '../../../electron/core/derivation-path.ts';
import { codeOf } from '../../support/core-samples.ts';

describe('a derivation path', () => {
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
