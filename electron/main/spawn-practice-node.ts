import { utilityProcess } from 'electron';
import type { SignerTransport } from '../signer/transport.ts';
import { childTransport, forkOptions } from './child-process.ts';
import { killNow } from './kill-now.ts';
import { awaitPracticeNode, type StartPracticeNode } from './practice-node-process.ts';

export interface PracticeNodes {
  readonly start: StartPracticeNode;
  killAll(): void;
}

/** Starts practice nodes from the bundle `entry` and knows those that live. */
export function createPracticeNodes(entry: string): PracticeNodes {
  const living = new Set<SignerTransport>();
  return {
    start(settings) {
      const child = utilityProcess.fork(entry, [], forkOptions('Sallyport practice node'));
      const wire = childTransport(child, killNow);
      living.add(wire);
      wire.onExit(() => living.delete(wire));
      return awaitPracticeNode(wire, settings, 20_000);
    },
    killAll() {
      for (const wire of living) wire.kill();
    },
  };
}
