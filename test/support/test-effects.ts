import { nodeConsoleEffects } from '../../electron/cli/node-console-effects.ts';
import { spawnSignerAt } from '../../electron/cli/spawn-signer.ts';
import {
  backupsFromBundle,
  drawFromBundle,
  measureFromBundle,
  proveFromBundle,
  readFolderFromBundle,
  spawnBundledBooks,
  spawnBundledLines,
} from '../../electron/stations/spawn-books.ts';
import type { StationEffects } from '../../electron/stations/station-effects.ts';
import { InlineBooks } from './inline-books.ts';
import { bundleOf, cachedBundleOf } from './run-folder.ts';

const backups = () => backupsFromBundle(bundleOf('backup'));

/** What a command line takes from the world, with its processes and threads from their bundles: they start faster. */
export const testEffects: StationEffects = {
  ...nodeConsoleEffects,
  spawnSigner: () => spawnSignerAt(cachedBundleOf('signer')),
  spawnCeremony: () => spawnSignerAt(cachedBundleOf('ceremony')),
  spawnBooks: (file) => spawnBundledBooks(bundleOf('books'))(file),
  spawnLines: () => spawnBundledLines(bundleOf('lines'))(),
  backups: {
    write: (job) => backups().write(job),
    look: (file, passphrase) => backups().look(file, passphrase),
    extract: (job) => backups().extract(job),
  },
  drawPaper: (...given) => drawFromBundle(bundleOf('papers'))(...given),
  proofs: {
    committees: (...asked) => proveFromBundle(bundleOf('proofs')).committees(...asked),
    creations: (...asked) => proveFromBundle(bundleOf('proofs')).creations(...asked),
    envelope: (text) => proveFromBundle(bundleOf('proofs')).envelope(text),
  },
  readWalletFolder: (folder) => readFolderFromBundle(bundleOf('wallet-folder'))(folder),
  guessesFor: (password) => measureFromBundle(bundleOf('meter'))(password),
};

/**
 * The same for desks in a test's own process. Their books answer without a thread, whose start takes as long as a small test;
 * the threads are tested by what is killed and by the windows.
 */
export const deskEffects: StationEffects = { ...testEffects, spawnBooks: new InlineBooks().spawn };
