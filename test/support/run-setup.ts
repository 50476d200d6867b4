import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { bundles, RUN_FOLDER } from './run-folder.ts';

/**
 * Before all tests: bundles the programs that tests start, as the desktop has them, and lets Node keep what it compiles of
 * the others. Everything is gone after the run.
 */
export async function setup(): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-run-'));
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      minify: false,
      outDir: path.join(folder, 'bundles'),
      emptyOutDir: true,
      rollupOptions: { input: bundles, output: { entryFileNames: '[name].mjs' } },
    },
    ssr: { noExternal: true },
  });
  process.env[RUN_FOLDER] = folder;
  process.env['NODE_COMPILE_CACHE'] = path.join(folder, 'compiled');
  return () => rmSync(folder, { recursive: true, force: true });
}
