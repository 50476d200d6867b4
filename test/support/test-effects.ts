import { nodeConsoleEffects } from '../../electron/cli/node-console-effects.ts';
import { spawnSignerAt } from '../../electron/cli/spawn-signer.ts';
import {
  measureFromBundle,
  spawnBundledBooks,
  spawnBundledLines,
} from '../../electron/stations/spawn-books.ts';
import type { StationEffects } from '../../electron/stations/station-effects.ts';
import { bundleOf } from './run-folder.ts';

/** What a command line takes from the world, with its processes and threads from their bundles: they start faster. */
export const testEffects: StationEffects = {
  ...nodeConsoleEffects,
  spawnSigner: () => spawnSignerAt(bundleOf('signer')),
  spawnCeremony: () => spawnSignerAt(bundleOf('ceremony')),
  spawnBooks: (file) => spawnBundledBooks(bundleOf('books'))(file),
  spawnLines: () => spawnBundledLines(bundleOf('lines'))(),
  guessesFor: (password) => measureFromBundle(bundleOf('meter'))(password),
};
