import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { BUNDLES, processBundles, programBundles, RUN_FOLDER } from './run-folder.ts';

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
        minify: false,
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
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The signers of a bundled program come from their bundles, too. */
const effects = path.join(import.meta.dirname, 'bundled-console-effects.ts');
