import { utilityProcess } from 'electron';
import type { SignerTransport, SpawnSigner } from '../signer/transport.ts';
import { childTransport, forkOptions } from './child-process.ts';
import { killNow } from './kill-now.ts';

export interface Signers {
  readonly spawn: SpawnSigner;
  /** Ends every signer at once, whatever it is doing; keys go with their processes. */
  killAll(): void;
}

/** Starts processes that have keys from the bundle `entry` and knows those that live. */
export function createSigners(entry: string, name = 'Sallyport signer'): Signers {
  const living = new Set<SignerTransport>();
  return {
    spawn() {
      const child = utilityProcess.fork(entry, [], forkOptions(name));
      const transport = childTransport(child, killNow);
      living.add(transport);
      transport.onExit(() => living.delete(transport));
      return transport;
    },
    killAll() {
      for (const transport of living) transport.kill();
    },
  };
}
