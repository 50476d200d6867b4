import { execFileSync } from 'node:child_process';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/** The commit of the sources, and `+` where they differ from it; empty outside of a repository. */
function commitOfSources(): string {
  const git = (...given: string[]) =>
    execFileSync('git', given, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return '';
  }
}

/** Bundles: main (with its utility-process entries and threads), preload, renderer. The signer's bundle is an entry of its own so that its import graph can be tested. */
export default defineConfig({
  main: {
    define: { __SALLYPORT_COMMIT__: JSON.stringify(commitOfSources()) },
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: 'electron/main/index.ts',
          signer: 'electron/signer/utility-entry.ts',
          ceremony: 'electron/signer/ceremony/utility-entry.ts',
          books: 'electron/books/sqlite/worker-entry.ts',
          lines: 'electron/line-thread/worker-entry.ts',
          backup: 'electron/backup/thread-entry.ts',
          papers: 'electron/paper-thread/thread-entry.ts',
          proofs: 'electron/proof-thread/thread-entry.ts',
          meter: 'electron/meter/meter-entry.ts',
          scrypt: 'electron/stronghold/scrypt-entry.ts',
          'wallet-folder': 'electron/wallet-folder/thread-entry.ts',
          cold: 'electron/stations/cold.ts',
          'official-library': 'electron/official/library-entry.ts',
          'practice-node': 'electron/practice/utility-entry.ts',
        },
        external: ['electron'],
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rollupOptions: {
        input: { index: 'electron/preload/index.ts' },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    publicDir: '../assets',
    build: {
      outDir: 'out/renderer',
      emptyOutDir: true,
      // The page may neither fetch nor use fonts of `data:` addresses (see docs/decisions/0002-csp-and-mantine.md).
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      cssMinify: true,
      rollupOptions: {
        input: 'renderer/index.html',
        // Main hands every byte over before the first screen. Functions keep their names for whoever reads a log of faults.
        output: { minify: { compress: true, mangle: { keepNames: true }, codegen: true } },
      },
    },
    plugins: [react()],
  },
});
