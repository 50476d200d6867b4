import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, it } from 'vitest';

const codec = resolve(import.meta.dirname, '../../../../electron/chains/iota/pure/codec.ts');

/** Every module that a file imports at run time, packages by name, own files followed. */
function importsOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, 'utf8');
  for (const [, , name] of source.matchAll(/^(import|export)(?! type)[^;]*?from '([^']+)';/gms)) {
    if (name?.startsWith('.')) importsOf(resolve(dirname(file), name), seen);
    else if (name) seen.add(name);
  }
  return seen;
}

it('the codec, which the signer loads, reaches hashes, encodings and node:crypto alone', () => {
  const packages = [...importsOf(codec)].filter((name) => !name.startsWith('/'));
  expect(packages.sort()).toEqual([
    '@noble/hashes/blake2.js',
    '@noble/hashes/utils.js',
    '@scure/base',
    'node:crypto',
  ]);
});

it('the codec reaches own files of core and of its folder alone', () => {
  const files = [...importsOf(codec)].filter((name) => name.startsWith('/'));
  for (const file of files) expect(file).toMatch(/electron\/(core|chains\/iota\/pure)\//);
  expect(files.some((file) => file.endsWith('decode-transfer.ts'))).toBe(true);
  expect(files.some((file) => /iota-network|node-connection|second-opinion/.test(file))).toBe(false);
});
