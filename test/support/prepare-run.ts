import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import {
  BUNDLES,
  COMPILED,
  cachedBundleOf,
  keyProcesses,
  processBundles,
  programBundles,
  RUN_FOLDER,
} from './run-folder.ts';
import { startChild } from './start-child.ts';

/** A folder that all tests of a run share. */
interface Run {
  readonly folder: string;
  readonly remove: () => void;
}

/** Makes the folder of a run, with the programs that tests start over and over, each in one file as the desktop has them. */
export async function prepareRun(): Promise<Run> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-run-'));
  const project = path.join(import.meta.dirname, '..', '..');
  for (const name of ['package.json', 'assets'])
    symlinkSync(path.join(project, name), path.join(folder, name));
  for (const input of [processBundles, programBundles]) {
    await build({
      root: project,
      configFile: false,
      logLevel: 'error',
      resolve: { alias: [{ find: /^\.\/node-console-effects\.ts$/, replacement: effects }] },
      build: {
        ssr: true,
        minify: true,
        copyPublicDir: false,
        outDir: path.join(folder, ...BUNDLES),
        emptyOutDir: false,
        rollupOptions: {
          input,
          output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
      ssr: { noExternal: true, external: ['vitest'] },
    });
  }
  process.env[RUN_FOLDER] = folder;
  for (const name of keyProcesses) await cacheCode(name, path.join(folder, COMPILED));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Has a process's code compiled once: it is killed too often to leave a cache itself. */
async function cacheCode(name: (typeof keyProcesses)[number], cache: string): Promise<void> {
  const entry = cachedBundleOf(name);
  const lines = [
    "import { enableCompileCache } from 'node:module';",
    `enableCompileCache(${JSON.stringify(cache)});`,
    `const begun = import('./${name}.mjs');`,
    '// Without a parent it refuses to begin, and Node keeps what it has compiled.',
    'await (process.send ? begun : begun.catch(() => {}));',
  ];
  writeFileSync(entry, lines.join('\n'));
  await startChild(entry, []).exited;
}

/** The signers of a bundled program come from their bundles, too. */
const effects = path.join(import.meta.dirname, 'bundled-console-effects.ts');
