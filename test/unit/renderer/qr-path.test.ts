import { encodeQR } from 'qr';
import { expect, test } from 'vitest';
import { qrPath } from '../../../renderer/components/qr-path.ts';

/** Paints the path back into a matrix: each `Mx yhNv1h-Nz` is a run of N dark modules. */
function painted(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let i = 0; i < Number(run); i += 1) rows[Number(y)]![Number(x) + i] = true;
  }
  return rows;
}

test('the path of a whole address paints exactly its matrix', () => {
  const rows = encodeQR(`0x${'9f'.repeat(32)}`, 'raw', { ecc: 'medium', border: 4 });
  expect(painted(qrPath(rows), rows.length)).toEqual(rows);
});

test('a light matrix has an empty path', () => {
  expect(qrPath([[false, false]])).toBe('');
});
