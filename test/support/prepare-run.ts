import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { bundles, RUN_FOLDER } from './run-folder.ts';

/** A folder that all tests of a run share. */
interface Run {
  readonly folder: string;
  readonly remove: () => void;
}

/** Makes the folder of a run, with the programs that tests start over and over, each in one file as the desktop has them. */
export async function prepareRun(): Promise<Run> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-run-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      minify: false,
      outDir: path.join(folder, 'bundles'),
      rollupOptions: { input: bundles, output: { entryFileNames: '[name].mjs' } },
    },
    ssr: { noExternal: true },
  });
  process.env[RUN_FOLDER] = folder;
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
