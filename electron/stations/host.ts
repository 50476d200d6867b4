import type { AppView, Settings } from '../contract/app.ts';
import type { Topic } from '../contract/topics.ts';
import type { LogEvent } from '../core/diagnostics/log-event.ts';
import type { StationEffects } from './station-effects.ts';

/** The place in which a station is opened, a desktop or a command line: what the handlers take from it. */
export interface Host {
  /** Version of Sallyport. */
  readonly version: string;
  /** See `AppView.build`. */
  readonly build: AppView['build'];
  readonly runtime: AppView['runtime'];
  readonly settings: {
    readonly otherVersion: AppView['otherSettings'];
    read(): Settings;
    write(settings: Settings): void;
    recent(): readonly AppView['recent'][number][];
    /** Puts a treasury at the head of the list. */
    remember(treasury: AppView['recent'][number]): void;
  };
  /** Bytes of a file that came with the program, by its path below the renderer's folder. */
  readonly readAsset: (name: string) => Promise<Uint8Array>;
  /** How long deriving one file key takes here, estimated, milliseconds; null until it is known. */
  readonly keyMs: () => number | null;
  /** Whether this place can keep its window out of screenshots and shared screens. */
  readonly canProtectContent: boolean;
  /** Told whenever a ceremony may have begun or ended: people write by hand then, and secrets are shown. */
  readonly onCeremony: (underWay: boolean) => void;
  /** Absolute path of the folder in which practice treasuries are made. */
  readonly treasuries: string;
  /** What is kept for whoever is asked for help: no free text goes in. */
  readonly log: {
    note(event: LogEvent): void;
    /** The newest lines, oldest first. */
    tail(most: number): readonly string[];
  };
  /** Writes a line to the terminal. */
  readonly report: (line: string) => void;
  /** Tells every caller what has changed. */
  readonly notify: (topics: readonly Topic[]) => void;
  readonly effects: Omit<StationEffects, 'notify'>;
}
