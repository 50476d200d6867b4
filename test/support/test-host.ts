import { createNodeHost } from '../../electron/cli/node-host.ts';
import type { Host } from '../../electron/stations/host.ts';
import { deskEffects } from './test-effects.ts';

/** A place for the stations of a window, in a test's own process and with the effects of tests. */
export const testHost = (changes: Partial<Host> = {}): Host => ({
  ...createNodeHost({ version: '0', notify: () => {}, report: () => {} }),
  effects: deskEffects,
  ...changes,
});
