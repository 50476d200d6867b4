import { expect, it } from 'vitest';
import { importGraph, placeOf } from '../../support/import-graph.ts';

it('the walk sees every form of an import, but of types', () => {
  const graph = importGraph('test/support/import-graph.ts');
  expect([...graph.modules.keys()].sort()).toEqual(['node:fs', 'node:path', 'vite']);
  expect([...graph.files].map((file) => file.split('/').at(-1)).sort()).toEqual([
    'import-graph.ts',
    'imports-of.ts',
  ]);
});

it('a place is what a relative import leads to', () => {
  expect(placeOf('electron/core/deep/a.ts', '../b.ts')).toBe('electron/core/b.ts');
  expect(placeOf('electron/core/a.ts', './b.ts?nodeWorker')).toBe('electron/core/b.ts');
  expect(placeOf('electron/a.ts', '../../elsewhere/b.ts')).toBe('../elsewhere/b.ts');
});
