import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, test } from 'vitest';
import config from '../../../electron.vite.config.ts';
import { importGraph } from '../../support/import-graph.ts';

const ENTRY = 'electron/stations/cold.ts';

/** Everything that a cold station may take from outside. A new line here is a decision. */
const allowedModules = [
  /^node:(?:crypto|fs|fs\/promises|path|timers|timers\/promises|worker_threads|os)$/,
  /^@noble\/(?:hashes|ciphers|curves)\//,
  /^@scure\/(?:base|bip39)(?:\/|$)/,
  /^valibot$/,
];
const networkModule =
  /^(?:node:)?(?:http|https|http2|net|dns|dns\/promises|tls|dgram|undici|child_process|cluster|inspector)$/;
/** Ways to a module or a function that no import shows. */
const hiddenWay = /\bglobalThis\s*\[|\bprocess\s*\.\s*(?:binding|_linkedBinding|dlopen|getBuiltinModule)\b/;
const networkFunction = /\b(?:fetch|WebSocket|XMLHttpRequest|EventSource|WebTransport)\b\s*[(.]/;

describe('the sources of a cold station', () => {
  const graph = importGraph(ENTRY);

  test('are its whole work: ceremonies, vaults, signing', () => {
    const files = [...graph.files].map((file) => path.relative('electron', file));
    for (const file of [
      'console/ceremony/write-vault.ts',
      'console/vaults/open-vault.ts',
      'console/movements/sign.ts',
      'chains/iota/pure/iota-chain.ts',
      'books/sqlite/client.ts',
    ])
      expect(files).toContain(file);
  });

  test('take listed modules only', () => {
    const foreign = [...graph.modules].filter(
      ([name]) => !allowedModules.some((allowed) => allowed.test(name)),
    );
    expect(foreign).toEqual([]);
  });

  test('are no online half, no practice node, no desk and no follower', () => {
    const reaching = [...graph.files].filter((file) =>
      /chains\/(?:lines\.ts|.*\/online\/)|\/practice\/|practice-|stations\/desk|console\/ledger\//.test(file),
    );
    expect(reaching).toEqual([]);
  });

  test('differ from those of a desk, which this test would find out', () => {
    const desk = importGraph('electron/stations/desk.ts');
    expect([...desk.files].some((file) => file.includes('/online/'))).toBe(true);
    expect([...desk.modules.keys()].some((name) => name.startsWith('@iota/'))).toBe(true);
  });

  test('name no function of a network, and no hidden way to one', () => {
    const naming = [...graph.files].filter((file) => {
      const code = withoutComments(readFileSync(file, 'utf8'));
      return networkFunction.test(code) || hiddenWay.test(code);
    });
    expect(naming).toEqual([]);
  });
});

describe('the bundle of a cold station', () => {
  let code: string;
  let modules: readonly string[];

  beforeAll(async () => {
    const bundle = await build({
      configFile: false,
      logLevel: 'error',
      // As electron-vite builds what runs in Node: everything is bundled but Node's own modules.
      ssr: { noExternal: true },
      build: {
        ssr: true,
        write: false,
        minify: false,
        rollupOptions: { input: { cold: ENTRY }, external: [/^node:/, 'electron'] },
      },
    });
    const outputs = Array.isArray(bundle) ? bundle : 'output' in bundle ? [bundle] : [];
    const chunks = outputs.flatMap(({ output }) => output).filter((chunk) => chunk.type === 'chunk');
    const own = new Set(chunks.map(({ fileName }) => fileName));
    code = chunks.map((chunk) => chunk.code).join('\n');
    modules = chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]);
    modules = modules.filter((name) => !own.has(name));
  });

  test('is one of the bundles of the program', () => {
    expect(JSON.stringify(config)).toContain(`"cold":"${ENTRY}"`);
  });

  test('opens a station', () => {
    expect(code).toContain('openCold');
    expect(code).toContain('coldUses');
    expect(code.length).toBeGreaterThan(100_000);
  });

  test('loads no module of a network, none of Electron, and no SDK', () => {
    expect(modules.filter((name) => networkModule.test(name) || name === 'electron')).toEqual([]);
    expect(modules.filter((name) => !/^node:/.test(name))).toEqual([]);
    expect(code).not.toMatch(/iota-sdk|IotaClient/);
    expect(code).not.toMatch(/\brequire\(["'](?:node:)?(?:http|https|http2|net|dns|tls|dgram|undici)["']\)/);
  });

  test('names no function of a network, and no hidden way to one', () => {
    expect(withoutComments(code)).not.toMatch(networkFunction);
    expect(withoutComments(code)).not.toMatch(hiddenWay);
  });
});

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/[^\n]*/g, '$1');
}
