import type { SignerTransport, SpawnSigner } from '../../../electron/signer/transport.ts';
import { outsideFolder } from '../../../electron/stations/outside-folder.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import { borderBooks, borderOutside, borderSigners, type Mortal } from '../honest-history/borders.ts';
import { bundleOf } from '../run-folder.ts';
import { forkChild } from '../start-child.ts';
import { testEffects } from '../test-effects.ts';

/** Borders inside of a signer's process while it signs begin with this; the console dies there with it. */
const SIGNING = 'signing: ';

/** A process that kills itself (SIGKILL) when it comes to a border for the first time; at no other one. */
export const dieAt = (border: string): Mortal => ({
  isDead: false,
  at: (come) => {
    if (come === border) process.kill(process.pid, 'SIGKILL');
    return false;
  },
});

/** What a desk takes from its place, with borders everywhere. Marks outside of the folder are beside it. */
export function effectsWithBorders(folder: string, border: string, mortal: Mortal): StationEffects {
  const spawn = border.startsWith(SIGNING)
    ? forkSigner(border.slice(SIGNING.length))
    : testEffects.spawnSigner;
  return {
    ...testEffects,
    spawnSigner: borderSigners(spawn, mortal),
    spawnBooks: borderBooks(testEffects.spawnBooks, mortal),
    outside: borderOutside(outsideFolder(`${folder}-marks`, testEffects), mortal),
  };
}

/** A signer's process that dies while it signs, and the console with it. */
const forkSigner =
  (border: string): SpawnSigner =>
  (): SignerTransport => {
    const child = forkChild(bundleOf('killed-signer'), [border]);
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    return {
      send: (message) => {
        if (child.connected) child.send(message as object, () => {});
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void gone.then(listener),
      kill: () => void child.kill('SIGKILL'),
    };
  };
