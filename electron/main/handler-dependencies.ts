import type { Topic } from '../contract/topics.ts';
import type { SpawnSigner } from '../signer/transport.ts';
import type { AddressClipboard } from './address-clipboard.ts';
import type { Dialogs } from './dialogs.ts';
import type { StartPracticeNode } from './practice-node-process.ts';
import type { Runtime } from './runtime.ts';
import type { SettingsStore } from './settings.ts';

/** Everything of the desktop that the handlers of the contract use; they import no Electron themselves. */
export interface HandlerDependencies {
  /** Version of Sallyport. */
  readonly version: string;
  readonly runtime: Runtime;
  readonly settings: SettingsStore;
  readonly dialogs: Dialogs;
  readonly clipboard: AddressClipboard;
  readonly spawnSigner: SpawnSigner;
  readonly spawnCeremony: SpawnSigner;
  readonly startPracticeNode: StartPracticeNode;
  /** Tells every window what has changed. */
  readonly notify: (topics: readonly Topic[]) => void;
  /** Absolute path of the folder for this user's data. */
  readonly userData: string;
  /** Bytes of a file that came with the program, by its path below the renderer's folder. */
  readonly readAsset: (name: string) => Promise<Uint8Array>;
  /** Tells whether a ceremony is under way: people write by hand then, and no mouse moves. */
  readonly ceremonyUnderWay: (on: boolean) => void;
  /** How long deriving one file key takes here, estimated, milliseconds; null until it is known. */
  readonly keyMs: () => number | null;
  /** Whether `protectContent` does anything on this system. */
  readonly canProtectContent: boolean;
  /** Keeps the window out of screenshots and screen sharing while a secret is shown. */
  readonly protectContent: (on: boolean) => void;
}
