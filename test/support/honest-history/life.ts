import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import type { LineRegistry } from '../../../electron/chains/lines.ts';
import { nodeConsoleEffects } from '../../../electron/cli/node-console-effects.ts';
import type { Caller } from '../../../electron/console/officers/callers.ts';
import type { Result } from '../../../electron/core/result.ts';
import { nodeEffects } from '../../../electron/signer/node-effects.ts';
import { type Desk, openDesk } from '../../../electron/stations/desk.ts';
import { outsideFolder } from '../../../electron/stations/outside-folder.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import { copyFolder } from '../copy-folder.ts';
import { InlineBooks } from '../inline-books.ts';
import { inlineBackups } from './backup-act.ts';
import { borderBooks, borderLines, borderOutside, borderSigners, type Mortal } from './borders.ts';
import type { InlineNode } from './inline-node.ts';
import { InlineSigners } from './inline-signers.ts';

/** A treasury's folder with the app's own data beside it. */
export interface Place {
  readonly folder: string;
  readonly outside: string;
}

export const placeAt = (parent: string): Place => ({
  folder: path.join(parent, 'treasury'),
  outside: path.join(parent, 'outside'),
});

/** One clock for the console, the signers and the network; milliseconds. */
export interface Clock {
  at: number;
}

export interface World {
  readonly node: InlineNode;
  readonly clock: Clock;
  readonly draw: (below: number) => number;
}

/** What one life needs of its world. */
export type Surroundings = Pick<World, 'clock' | 'draw'> & {
  readonly node: { readonly lines: LineRegistry };
};

/**
 * One life of a station: from the opening of a folder to its end, at a border that was drawn before or where somebody
 * closes it. At a kill the folder and the app's own data are copied as they are on the disk at that moment, in one step;
 * then nothing of this life happens any more, whatever it was about to do, and the next life begins on the copy.
 */
export class Life implements Mortal {
  readonly place: Place;
  /** Settles when it is dead. */
  readonly death: Promise<void>;
  readonly effects: StationEffects;
  readonly signers: InlineSigners;
  /** Where it died; null while it lives. */
  diedAt: string | null = null;
  /** How many borders it has come to. */
  borders = 0;
  readonly #books = new InlineBooks();
  readonly #world: Surroundings;
  readonly #next: string;
  readonly #killAt: number | null;
  readonly #works: (() => void)[] = [];
  #die: () => void = () => {};

  /**
   * @param next where the copy goes
   * @param killAt the border at which it dies, counted from 1; null for none
   */
  constructor(place: Place, world: Surroundings, { next, killAt }: { next: string; killAt: number | null }) {
    this.place = place;
    this.#world = world;
    this.#next = next;
    this.#killAt = killAt;
    this.death = new Promise((resolve) => {
      this.#die = resolve;
    });
    const now = () => world.clock.at;
    const random = (length: number) => Uint8Array.from({ length }, () => world.draw(256));
    this.signers = new InlineSigners({ ...nodeEffects, now, random }, this, place.folder);
    this.effects = {
      ...nodeConsoleEffects,
      now,
      random,
      uuid: () => uuidFrom(random(16)),
      spawnSigner: borderSigners(this.signers.spawn, this),
      spawnBooks: borderBooks(this.#books.spawn, this),
      outside: borderOutside(outsideFolder(place.outside, { uuid: () => uuidFrom(random(16)) }), this),
      backups: inlineBackups,
      workFactor: 2,
      every: (_, work) => {
        this.#works.push(work);
        return () => void this.#works.splice(this.#works.indexOf(work), 1);
      },
    };
  }

  get isDead(): boolean {
    return this.diedAt !== null;
  }

  at(border: string, torn?: (folder: string) => void): boolean {
    if (this.isDead) return true;
    this.borders += 1;
    if (this.borders === this.#killAt) this.kill(border, torn);
    return this.isDead;
  }

  /** Kills it now. */
  kill(border: string, torn?: (folder: string) => void): void {
    if (this.isDead) return;
    this.diedAt = border;
    const copy = placeAt(this.#next);
    copyFolder(this.place.folder, copy.folder);
    copyFolder(this.place.outside, copy.outside);
    endOwners(copy.folder);
    torn?.(copy.folder);
    this.#die();
  }

  /** Opens the desk. Never settles where it dies on the way. */
  open(nodeTimeoutMs = 60_000): Promise<Result<Desk>> {
    const lines = borderLines(this.#world.node.lines, this);
    return openDesk(this.place.folder, this.effects, { nodeTimeoutMs, lines });
  }

  /** Whatever the station does by itself every so often, once. */
  async tick(): Promise<void> {
    for (const work of this.#works) work();
    for (let turn = 0; turn < 4; turn++) await breathe();
  }

  /** Takes what a dead life has left in this process, and its folder. */
  bury(): void {
    this.#books.closeAll();
    // A write that was under way in another thread at the kill may end only now.
    rmSync(path.dirname(this.place.folder), { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }
}

/** A desk that lives. */
export interface LivingDesk {
  readonly life: Life;
  readonly station: Desk;
  readonly caller: Caller;
}

/** More than any process id: the owner of a lock in a copy has ended, as the killed one would have. */
const NOBODY = 4_194_305;

function endOwners(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.lock')) continue;
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"pid":\d+/, `"pid":${NOBODY}`));
  }
}

function uuidFrom(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
