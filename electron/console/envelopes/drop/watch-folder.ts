import { type FSWatcher, watch } from 'node:fs';
import { setTimeout as after } from 'node:timers';
import type { ConsoleEffects } from '../../effects.ts';
import type { DropFolder } from './drop-folder.ts';

/** Whatever the system tells, or does not tell: the folder is looked at so often, milliseconds. */
const POLL_MS = 3_000;
/** After the system told of a change; and again where a file waits. Milliseconds. */
const SOON_MS = 300;

/**
 * Has a drop folder looked at while a station is open: when the system tells of a change in it, and every few seconds, since
 * shared and synchronized folders tell of none. One look at a time; what is told during one has another follow.
 */
export class FolderWatch {
  readonly #drop: DropFolder;
  readonly #stopPolling: () => void;
  #watching: { readonly folder: string; readonly watcher: FSWatcher } | null = null;
  #looking: Promise<void> | null = null;
  #again = false;
  #soon: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(drop: DropFolder, { every }: Pick<ConsoleEffects, 'every'>) {
    this.#drop = drop;
    this.#stopPolling = every(POLL_MS, () => void this.now());
  }

  /** Looks now; where a look is under way, another one follows it. Resolves when nothing more was told. */
  now(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#again = true;
    this.#looking ??= this.#lookOn().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopPolling();
    if (this.#soon) clearTimeout(this.#soon);
    this.#unwatch();
    await this.#looking;
  }

  async #lookOn(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      // What cannot be read now is looked at again; the station's other work goes on.
      const waits = await this.#drop.look().catch(() => true);
      this.#watchThere();
      if (waits) this.#lookSoon();
    }
  }

  #lookSoon(): void {
    if (this.#soon || this.#stopped) return;
    this.#soon = after(() => {
      this.#soon = null;
      void this.now();
    }, SOON_MS);
    this.#soon.unref();
  }

  #watchThere(): void {
    const view = this.#drop.view();
    const folder = view === null || view.problem?.code === 'drop-folder-gone' ? null : view.folder;
    if (this.#watching?.folder === folder || this.#stopped) return;
    this.#unwatch();
    if (folder === null) return;
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#lookSoon());
      watcher.on('error', () => this.#unwatch());
      this.#watching = { folder, watcher };
    } catch {
      // The system watches no more folders, or not this one: it is looked at every few seconds all the same.
    }
  }

  #unwatch(): void {
    this.#watching?.watcher.close();
    this.#watching = null;
  }
}
