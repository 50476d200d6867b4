import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findOfficial, run } from '../../../electron/cli/electron-runtime.ts';

let folder: string;
const write = (name: string, content: string) => writeFileSync(path.join(folder, name), content);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-electron-'));
  mkdirSync(path.join(folder, 'dist'));
  write('package.json', '{"version":"45.3.4"}');
  write('path.txt', 'electron');
  write('dist/version', '45.3.4');
  write('dist/electron', '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('an installed official binary is found by its files', () => {
  expect(findOfficial(folder)).toBe(path.join(folder, 'dist', 'electron'));
});

test('a binary of another version than its package is not it', () => {
  write('dist/version', 'v42.0.0');
  expect(findOfficial(folder)).toBeNull();
});

test.each(['package.json', 'path.txt', 'dist/version', 'dist/electron'])(
  'without %s there is none',
  (name) => {
    rmSync(path.join(folder, name));
    expect(findOfficial(folder)).toBeNull();
  },
);

test('a program that is not there ends with 127', async () => {
  expect(await run('sallyport-no-such-program', [], folder)).toMatchObject({ code: 127 });
});
