import { once } from 'node:events';
import { forkChild } from '../support/start-child.ts';

/** A program of another process that tells what it has taken of the processors. */
export interface MeasuredChild {
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** A practice node of another process. */
export interface NodeOfFolder extends MeasuredChild {
  readonly url: string;
  readonly grpcUrl: string;
  readonly chain: string;
  readonly trustRoot: string;
}

/** Says what a node has said, from memory. */
export interface ReplayedNode extends MeasuredChild {
  readonly grpcUrl: string;
}

const ended = new Error('expected a program that runs, it has ended');

/** Starts a node on the ledger that lies in a folder. */
export const startNodeOf = (folder: string, seed: string): Promise<NodeOfFolder> =>
  startMeasured('./node-child.ts', [folder, seed]);

/**
 * Starts what asks a node of gRPC each question once, and answers it from memory from then on: the bytes are a node's, and cost
 * almost nothing. The node may be stopped once everything was asked.
 */
export const startReplayOf = (grpcUrl: string): Promise<ReplayedNode> =>
  startMeasured('./replay-child.ts', [grpcUrl]);

/** Follows a node with a desk in a process of its own. @returns bytes of memory that the process has then */
export async function memoryOfFollowing(
  folder: string,
  { grpcUrl, chain, trustRoot }: Pick<NodeOfFolder, 'grpcUrl' | 'chain' | 'trustRoot'>,
  checkpoints: number,
): Promise<number> {
  const child = await startMeasured<MeasuredChild & { readonly bytes: number }>('./following-child.ts', [
    folder,
    grpcUrl,
    chain,
    trustRoot,
    `${checkpoints}`,
  ]);
  await child.stop();
  return child.bytes;
}

async function startMeasured<T extends MeasuredChild>(script: string, args: readonly string[]): Promise<T> {
  const child = forkChild(new URL(script, import.meta.url), args);
  const gone = once(child, 'exit');
  const next = async (): Promise<unknown> => {
    const [told] = await Promise.race([once(child, 'message'), gone.then(() => Promise.reject(ended))]);
    return told;
  };
  const named = (await next()) as Omit<T, keyof MeasuredChild>;
  const measured: MeasuredChild = {
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
  return { ...named, ...measured } as T;
}
