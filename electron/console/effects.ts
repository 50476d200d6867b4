import type { Result } from '../core/result.ts';
import type { SpawnSigner } from '../signer/transport.ts';
import type { Topic } from '../contract/topics.ts';

/** A practice node that runs beside the console and ends with it. */
export interface RunningNode {
  readonly url: string;
  /** Chain identifier, 8 hex digits. */
  readonly chain: string;
  /** Called once, if it ends by itself. */
  onExit(listener: () => void): void;
  stop(): Promise<void>;
}

export interface PracticeNodeOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly seed: string;
  /** Where it keeps its ledger. */
  readonly folder: string;
  /** Milliseconds between checkpoints. */
  readonly checkpointMs: number;
}

/** The console's hold on the world. The desktop, the demo and the tests each pass their own. */
export interface ConsoleEffects {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly random: (length: number) => Uint8Array;
  readonly uuid: () => string;
  readonly spawnSigner: SpawnSigner;
  /** Starts the process that holds the words of one ceremony. */
  readonly spawnCeremony: SpawnSigner;
  readonly startPracticeNode: (options: PracticeNodeOptions) => Promise<Result<RunningNode>>;
  /** Runs `work` every so many milliseconds until the returned function is called. */
  readonly every: (milliseconds: number, work: () => void) => () => void;
  /** Tells whoever shows this treasury what has changed. */
  readonly notify: (topics: readonly Topic[]) => void;
  /** log2 of scrypt's N for the vaults of ceremonies: 19 outside of tests. */
  readonly workFactor: number;
  /** True on a runtime that may touch practice networks alone. */
  readonly practiceOnly: boolean;
}
