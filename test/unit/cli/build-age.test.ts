import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuildStale } from '../../../electron/cli/build-age.ts';

let folder: string;
/** Writes a file that was last changed at this second; folders above are as old as the oldest. */
function write(name: string, second: number): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  utimesSync(file, second, second);
}
const products = [
  'main/index.js',
  'main/signer.js',
  'main/ceremony.js',
  'main/books.js',
  'main/meter.js',
  'main/scrypt.js',
  'main/wallet-folder.js',
  'main/practice-node.js',
  'preload/index.cjs',
  'renderer/index.html',
];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-build-'));
  write('electron/main/index.ts', 1000);
  write('renderer/main.tsx', 1000);
  for (const room of ['electron/main', 'electron', 'renderer'])
    utimesSync(path.join(folder, room), 1000, 1000);
  for (const product of products) write(`out/${product}`, 2000);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a build after every source is fresh', () => {
  expect(isBuildStale(folder)).toBe(false);
});

test.each(['electron/main/index.ts', 'renderer/main.tsx', 'electron.vite.config.ts'])(
  'a change of %s makes it stale',
  (name) => {
    write(name, 3000);
    expect(isBuildStale(folder)).toBe(true);
  },
);

test.each(products)('without out/%s it is stale', (product) => {
  rmSync(path.join(folder, 'out', product));
  expect(isBuildStale(folder)).toBe(true);
});
