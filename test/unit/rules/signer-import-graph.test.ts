import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { importGraph } from '../../support/import-graph.ts';

/** Everything that the process of keys may take from outside. A new line here is a decision. */
const allowedModules = [
  /^node:(?:buffer|crypto|fs|fs\/promises|path|process|util|timers|timers\/promises|zlib|os|constants|url|events)$/,
  /^@noble\/(?:hashes|ciphers|curves)\//,
  /^@scure\/(?:base|bip39)(?:\/|$)/,
  /^valibot$/,
  // scrypt of the desktop: a thread from a bundle of its own, which takes hash-wasm and nothing else.
  /^node:worker_threads$/,
];
const network = /\b(?:fetch|WebSocket|XMLHttpRequest|EventSource|WebTransport|navigator)\b\s*[(.]/;

describe.each([
  'electron/signer/utility-entry.ts',
  'electron/signer/child-entry.ts',
  'electron/signer/ceremony/utility-entry.ts',
  'electron/signer/ceremony/child-entry.ts',
])('the bundle of %s', (entry) => {
  const graph = importGraph(entry);

  test('is more than its entry', () => {
    expect(graph.files.size).toBeGreaterThan(5);
  });

  test('takes listed modules only: no network, no Electron, no interface', () => {
    const foreign = [...graph.modules].filter(
      ([name]) => !allowedModules.some((allowed) => allowed.test(name)),
    );
    expect(foreign).toEqual([]);
  });

  test('names no function of a network', () => {
    const naming = [...graph.files].filter((file) =>
      network.test(withoutComments(readFileSync(file, 'utf8'))),
    );
    expect(naming).toEqual([]);
  });

  test('has no file of a window, a store, a node or a use case', () => {
    const rooms = new Set([...graph.files].map((file) => path.relative('electron', file).split(path.sep)[0]));
    for (const room of rooms) expect(['core', 'signer', 'stronghold', 'chains']).toContain(room);
    const ofChains = [...graph.files]
      .map((file) => path.relative('electron', file))
      .filter((file) => file.startsWith(`chains${path.sep}`));
    for (const file of ofChains) expect(file).toMatch(/chains.(?:chain|registry)\.ts$|chains.[a-z]+.pure./);
  });

  test('has the pure half of every chain, and no line', () => {
    const files = [...graph.files].map((file) => path.relative('electron', file).split(path.sep).join('/'));
    for (const chain of readdirSync('electron/chains', { withFileTypes: true })) {
      if (chain.isDirectory()) expect(files).toContain(`chains/${chain.name}/pure/${chain.name}-chain.ts`);
    }
    expect(files).not.toContain('chains/lines.ts');
  });
});

test('the thread of scrypt takes its library, and nothing of ours', () => {
  const graph = importGraph('electron/stronghold/scrypt-entry.ts');
  expect([...graph.modules.keys()].sort()).toEqual(['hash-wasm', 'node:worker_threads']);
  expect(graph.files.size).toBe(1);
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/[^\n]*/g, '$1');
}
