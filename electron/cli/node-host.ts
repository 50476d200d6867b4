import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultNotifications, type Settings } from '../contract/app.ts';
import type { Topic } from '../contract/topics.ts';
import type { Host } from '../stations/host.ts';
import { outsideFolder } from '../stations/outside-folder.ts';
import { nodeConsoleEffects } from './node-console-effects.ts';

/** A command line as a place for stations: no window, no settings file, children of Node. */
export function createNodeHost({
  version,
  notify,
  report,
  marks = null,
}: {
  readonly version: string;
  readonly notify: (topics: readonly Topic[]) => void;
  readonly report: (line: string) => void;
  /** Folder in which is kept what is known of treasuries outside of their own; null: nothing is kept. */
  readonly marks?: string | null;
}): Host {
  let settings: Settings = { theme: 'system', idleLockSeconds: 300, notifications: defaultNotifications };
  return {
    version,
    build: null,
    runtime: { kind: 'node', electron: 'none' },
    settings: {
      otherVersion: null,
      read: () => settings,
      write(next) {
        settings = next;
      },
      recent: () => [],
      remember: () => {},
    },
    readAsset: (name) => readFile(new URL(`../../assets/${name}`, import.meta.url)),
    keyMs: () => null,
    canProtectContent: false,
    onCeremony: () => {},
    treasuries: path.resolve('practice-treasury'),
    notify,
    report,
    log: { note: () => {}, tail: () => [] },
    effects: {
      ...nodeConsoleEffects,
      outside: marks === null ? null : outsideFolder(marks, nodeConsoleEffects),
    },
  };
}
