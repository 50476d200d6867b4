import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { nodeConsoleEffects } from '../../../electron/cli/node-console-effects.ts';
import { spawnSignerChild } from '../../../electron/cli/spawn-signer.ts';
import { nodeEffects } from '../../../electron/signer/node-effects.ts';
import { Signer } from '../../../electron/signer/serve.ts';
import type { SignerTransport, SpawnSigner } from '../../../electron/signer/transport.ts';
import { outsideFolder } from '../../../electron/stations/outside-folder.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import {
  borderBooks,
  borderOutside,
  borderSigners,
  borderState,
  type Mortal,
} from '../honest-history/borders.ts';
import { forkChild } from '../start-child.ts';

/** Borders inside of a signer's process while it signs begin with this; the console dies there with it. */
export const SIGNING = 'signing: ';

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
  const spawn = border.startsWith(SIGNING) ? forkSigner(border.slice(SIGNING.length)) : spawnSignerChild;
  return {
    ...nodeConsoleEffects,
    spawnSigner: borderSigners(spawn, mortal),
    spawnBooks: borderBooks(nodeConsoleEffects.spawnBooks, mortal),
    outside: borderOutside(outsideFolder(`${folder}-marks`, nodeConsoleEffects), mortal),
  };
}

const signerEntry = new URL('./killed-signer-child.ts', import.meta.url);

/** A signer's process that dies while it signs, and the console with it. */
const forkSigner =
  (border: string): SpawnSigner =>
  (): SignerTransport => {
    const child = forkChild(signerEntry, [border]);
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

/** The signer in such a process: while it signs, it kills its parent and itself at a border of its sealed state. */
export function signerThatDiesAt(border: string): Signer & { signs(): void } {
  let signing = false;
  let file = '';
  const mortal: Mortal = {
    isDead: false,
    at: (come, torn) => {
      if (!signing || come !== border) return false;
      torn?.(path.dirname(file));
      process.kill(process.ppid, 'SIGKILL');
      process.kill(process.pid, 'SIGKILL');
      return false;
    },
  };
  const signer = new Signer({
    ...nodeEffects,
    stateFileOf: (strongholdFile) => {
      file = `${strongholdFile}.state`;
      return borderState(nodeEffects.stateFileOf(strongholdFile), mortal, (_, half) =>
        appendFileSync(file, half),
      );
    },
  });
  return Object.assign(signer, {
    signs() {
      signing = true;
    },
  });
}
