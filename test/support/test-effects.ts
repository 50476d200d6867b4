import { nodeConsoleEffects } from '../../electron/cli/node-console-effects.ts';
import { spawnSignerAt } from '../../electron/cli/spawn-signer.ts';
import {
  backupsFromBundle,
  drawFromBundle,
  measureFromBundle,
  spawnBundledBooks,
  spawnBundledLines,
} from '../../electron/stations/spawn-books.ts';
import type { StationEffects } from '../../electron/stations/station-effects.ts';
import { bundleOf } from './run-folder.ts';

const backups = () => backupsFromBundle(bundleOf('backup'));

/** What a command line takes from the world, with its processes and threads from their bundles: they start faster. */
export const testEffects: StationEffects = {
  ...nodeConsoleEffects,
  spawnSigner: () => spawnSignerAt(bundleOf('signer')),
  spawnCeremony: () => spawnSignerAt(bundleOf('ceremony')),
  spawnBooks: (file) => spawnBundledBooks(bundleOf('books'))(file),
  spawnLines: () => spawnBundledLines(bundleOf('lines'))(),
  backups: {
    write: (job) => backups().write(job),
    look: (file, passphrase) => backups().look(file, passphrase),
    extract: (job) => backups().extract(job),
  },
  drawPaper: (...given) => drawFromBundle(bundleOf('papers'))(...given),
  guessesFor: (password) => measureFromBundle(bundleOf('meter'))(password),
};
