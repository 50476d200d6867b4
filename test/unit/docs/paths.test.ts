import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { filesIn, isIn, isThere, pathsIn } from '../../support/doc-paths.ts';

const documents = [
  'README.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'electron/practice/README.md',
  'electron-builder.yml',
  'electron.vite.config.ts',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => path.join('docs', file)),
];

const missing = (text: string) => pathsIn(text).filter((named) => !isThere(named));

it.each(documents)('every path that %s names is there', (file) => {
  expect(missing(readFileSync(file, 'utf8'))).toEqual([]);
});

it('every file in the table of the practice node is there', () => {
  const files = filesIn(readFileSync('electron/practice/README.md', 'utf8'));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => !isIn('electron/practice', file))).toEqual([]);
});

it('every document and test that a comment of the product names is there', () => {
  const named = ['electron', 'renderer'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => {
        const text = readFileSync(path.join(folder, file), 'utf8');
        return pathsIn(text).filter((found) => /^(?:docs|test)\//.test(found));
      }),
  );
  expect(named).toContain('docs/decisions/0008');
  expect(named.filter((found) => !isThere(found))).toEqual([]);
});

it('a path that went is found', () => {
  expect(missing('see `docs/decisions/0099` and `networks/iota/codec.ts`, in core/gone.ts.')).toEqual([
    'docs/decisions/0099',
    'networks/iota/codec.ts',
    'core/gone.ts',
  ]);
  expect(missing('`core/money.ts`, electron/chains/*/pure, test/unit and `ceremonies/*.json`')).toEqual([]);
  expect(missing('electron/chains/*/none and `rpc/*.md`')).toEqual(['electron/chains/*/none']);
});
