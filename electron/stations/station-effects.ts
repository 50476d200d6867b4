import type { SpawnBooks } from '../books/sqlite/client.ts';
import type { ConsoleEffects } from '../console/effects.ts';
import type { Result } from '../core/result.ts';
import type { SpawnLines } from '../line-thread/threaded-lines.ts';
import type { PracticeSettings } from '../practice/practice-node.ts';

export type { Keychain } from '../console/treasury/station-key.ts';

/** A practice node that runs beside a station and ends with it. */
export interface RunningNode {
  readonly url: string;
  /** Chain identifier, 8 hex digits. */
  readonly chain: string;
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
  readonly startPracticeNode: (settings: NodeSettings) => Promise<Result<RunningNode>>;
}
