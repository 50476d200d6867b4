import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { importGraph } from '../../../support/import-graph.ts';

const { files, modules } = importGraph(
  resolve(import.meta.dirname, '../../../../electron/chains/iota/pure/iota-chain.ts'),
);

it('the pure half, which the signer loads, reaches hashes, curves, encodings, schemas and node:crypto only', () => {
  expect([...modules.keys()].sort()).toEqual([
    '@noble/curves/abstract/curve.js',
    '@noble/curves/abstract/hash-to-curve.js',
    '@noble/curves/bls12-381.js',
    '@noble/hashes/blake2.js',
    '@noble/hashes/utils.js',
    '@scure/base',
    'node:crypto',
    'valibot',
  ]);
});

it('the pure half reaches own files of core and of its folder only', () => {
  for (const file of files) expect(file).toMatch(/electron\/(core|chains\/iota\/pure)\//);
  expect([...files].some((file) => file.endsWith('decode-transfer.ts'))).toBe(true);
});
