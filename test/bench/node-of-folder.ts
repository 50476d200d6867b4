import { once } from 'node:events';
import { forkChild } from '../support/start-child.ts';

/** A practice node of another process. */
export interface NodeOfFolder {
  readonly url: string;
  readonly grpcUrl: string;
  readonly chain: string;
  readonly trustRoot: string;
  /** What it has taken of the processors. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

const ended = new Error('expected a node that runs, it has ended');

/** Starts a node on the ledger that lies in a folder. */
export async function startNodeOf(folder: string, seed: string): Promise<NodeOfFolder> {
  const child = forkChild(new URL('./node-child.ts', import.meta.url), [folder, seed]);
  const gone = once(child, 'exit');
  const next = async (): Promise<unknown> => {
    const [told] = await Promise.race([once(child, 'message'), gone.then(() => Promise.reject(ended))]);
    return told;
  };
  const named = (await next()) as Omit<NodeOfFolder, 'cpuMs' | 'stop'>;
  return {
    ...named,
    async cpuMs() {
      const told = next();
      child.send('cpu');
      return ((await told) as { readonly cpuMs: number }).cpuMs;
    },
    async stop() {
      child.disconnect();
      await gone;
    },
  };
}
