import type { SpawnBooks } from '../books/sqlite/client.ts';
import type { ConsoleEffects } from '../console/effects.ts';
import type { Result } from '../core/result.ts';
import type { SpawnLines } from '../line-thread/threaded-lines.ts';
import type { DrawPaper } from '../paper-thread/draw-in-thread.ts';
import type { PracticeSettings } from '../practice/practice-node.ts';

export type { Keychain } from '../console/treasury/station-key.ts';

/** A practice node that runs beside a station and ends with it. */
export interface RunningNode {
  /** For JSON-RPC. */
  readonly url: string;
  /** For gRPC. */
  readonly grpcUrl: string;
  /** Chain identifier, 8 hex digits. */
  readonly chain: string;
  /** The digest of the genesis checkpoint, base58. */
  readonly genesis: string;
  /** Its genesis and first committee, as a policy pins them. */
  readonly trustRoot: string;
  /** Called once, if it ends by itself. */
  onExit(listener: () => void): void;
  stop(): Promise<void>;
}

/** What a station without a network takes from its place. */
export interface ColdEffects extends ConsoleEffects {
  /** Starts the thread of the books. */
  readonly spawnBooks: SpawnBooks;
}

/** How an embedded practice node runs. */
export type NodeSettings = PracticeSettings;

/** What a desk takes from its place, a desktop or a command line. */
export interface StationEffects extends ColdEffects {
  /** Starts the thread that asks nodes. */
  readonly spawnLines: SpawnLines;
  /** Draws papers, away from everything else. */
  readonly drawPaper: DrawPaper;
  readonly startPracticeNode: (settings: NodeSettings) => Promise<Result<RunningNode>>;
}
