import path from 'node:path';
import { Refused } from '../../../electron/core/result.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { copyFolder } from '../copy-folder.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import type { Memory } from './acting.ts';
import { drawAct } from './acts.ts';
import { checkEnd, type End } from './check-end.ts';
import { alarmingCode, findAlarms } from './find-alarms.ts';
import { InlineNode } from './inline-node.ts';
import { Life, type LivingDesk, type Place, placeAt, type World } from './life.ts';
import type { Template } from './template.ts';

/** What became of one history. */
export interface History {
  readonly seed: number;
  /** What was done, life by life, in words: with the seed, this is how a fault is looked for. */
  readonly done: readonly string[];
  /** Where each kill fell. */
  readonly kills: readonly string[];
  readonly acts: number;
  /** Payments that are final, each paid once. */
  readonly paid: number;
  /** Sources of gathers that are final, each moved once. */
  readonly gathered: number;
  /** Alarms, holds, differences, and payments that are not as the books say; an honest history has none. */
  readonly faults: readonly string[];
}

let rooms = 0;

/**
 * One honest history: a treasury that two to five lives of one station work with, in the hands of officers who make
 * slips and no attack, on a network with the troubles that honest nodes have. Gathers under a mandate and backups are among the acts; no ceremony and no enrolment is. A life ends at a border that the seed draws (a kill), between two acts (a kill, or it is closed),
 * and the next one opens what is on the disk then. At each opening: nothing is held, the whole books check finds the living
 * tables as they follow from the journal and the facts, and no alarm is in the journal. At the end the books are made anew
 * offline and are the same, the journal is verified, and the ledger shows each payment as the books do, paid once or never.
 * @param done takes what was done while it is done: what is known of a history that never ends
 */
export async function runHistory(template: Template, seed: number, done: string[] = []): Promise<History> {
  const history = new RunningHistory(template, seed, done);
  return history.run();
}

class RunningHistory {
  readonly #template: Template;
  readonly #seed: number;
  readonly #world: World;
  readonly #memory: Memory;
  readonly #done: string[];
  readonly #kills: string[] = [];
  readonly #faults: string[] = [];
  readonly #room: string;
  #acts = 0;
  #lives = 0;

  constructor(template: Template, seed: number, done: string[]) {
    this.#template = template;
    this.#seed = seed;
    this.#done = done;
    const clock = { at: template.at + 60_000 };
    const node = new InlineNode(() => clock.at, template.events);
    this.#world = { clock, node, draw: seededNumbers(seed) };
    const { vaultIds } = template;
    this.#memory = { asked: [], vaultIds, passwords: new Map(), accounts: 0 };
    this.#room = path.join(template.parent, `history-${rooms++}`);
  }

  async run(): Promise<History> {
    const { draw } = this.#world;
    const first = this.#placeOf(0);
    copyFolder(this.#template.place.folder, first.folder);
    copyFolder(this.#template.place.outside, first.outside);
    let place = first;
    for (let lives = 2 + draw(4); lives > 0; lives--) place = await this.#live(place);
    const end = this.#begin(place, null);
    const { paid, gathered } = await this.#end(end);
    end.bury();
    return {
      seed: this.#seed,
      done: this.#done,
      kills: this.#kills,
      acts: this.#acts,
      paid,
      gathered,
      faults: this.#faults,
    };
  }

  #placeOf(life: number): Place {
    return placeAt(path.join(this.#room, `life-${life}`));
  }

  #begin(place: Place, killAt: number | null): Life {
    this.#lives += 1;
    const next = path.dirname(this.#placeOf(this.#lives).folder);
    return new Life(place, this.#world, { next, killAt });
  }

  /** @returns where the next life begins */
  async #live(place: Place): Promise<Place> {
    const { draw } = this.#world;
    const killAt = draw(8) === 0 ? null : 1 + draw(draw(3) === 0 ? 20 : 120);
    const life = this.#begin(place, killAt);
    await this.#orDeath(life, async () => {
      const at = await this.#open(life);
      if (at === null) return;
      for (let acts = 4 + draw(24); acts > 0 && !life.isDead; acts--) await this.#act(at);
      if (killAt === null || draw(3) === 0) {
        await at.station.close();
        this.#done.push('closed');
      } else life.kill('between two acts');
    });
    if (!life.isDead) return place;
    this.#kills.push(life.diedAt ?? '');
    this.#done.push(`killed ${life.diedAt}`);
    life.bury();
    return this.#placeOf(this.#lives);
  }

  /** What a life does until it ends or dies: whatever it was about to do then never happens. */
  async #orDeath(life: Life, work: () => Promise<void>): Promise<void> {
    await Promise.race([work().catch((error) => this.#thrown('a life', error)), life.death]);
  }

  async #open(life: Life): Promise<LivingDesk | null> {
    const opened = await life.open();
    if (!opened.ok) {
      this.#fault(`not opened: ${opened.code}: ${opened.message}`);
      return null;
    }
    const station = opened.value;
    await this.#look(station);
    return { life, station, caller: station.callers.open() };
  }

  /** One act, now and then beside what the station does by itself. */
  async #act(at: LivingDesk): Promise<void> {
    const { name, act } = drawAct(this.#world);
    this.#acts += 1;
    this.#world.clock.at += 1 + this.#world.draw(20_000);
    const beside = this.#world.draw(4) === 0;
    this.#done.push(beside ? `${name}, beside a tick` : name);
    const place = this.#done.length - 1;
    const acting = { at, world: this.#world, memory: this.#memory };
    try {
      const [result] = await Promise.all([act(acting), beside ? at.life.tick() : null]);
      if (result.ok || at.life.isDead) return;
      this.#done[place] += ` (${result.code})`;
      if (alarmingCode(result.code)) this.#fault(`${name}: ${result.code}: ${result.message}`);
    } catch (error) {
      if (!at.life.isDead) this.#thrown(name, error);
    }
  }

  /** What every opening must show. */
  async #look(station: Desk): Promise<void> {
    for (const fault of await findAlarms(station)) this.#fault(fault);
  }

  async #end(life: Life): Promise<Pick<End, 'paid' | 'gathered'>> {
    let end = { paid: 0, gathered: 0 };
    await this.#orDeath(life, async () => {
      await this.#world.node.wellAgain();
      const at = await this.#open(life);
      if (at === null) return;
      const found = await checkEnd({ at, world: this.#world, memory: this.#memory }).finally(() =>
        at.station.close(),
      );
      end = { paid: found.paid, gathered: found.gathered };
      for (const fault of found.faults) this.#fault(fault);
    });
    return end;
  }

  #fault(what: string): void {
    this.#faults.push(`after ${this.#done.length} steps: ${what}`);
  }

  /** A refusal that is thrown has a code, as any other has. */
  #thrown(where: string, error: unknown): void {
    if (error instanceof Refused && !alarmingCode(error.refusal.code)) return;
    const said = error instanceof Error ? error.message : String(error);
    const [, code] = /^([a-z]+(?:-[a-z]+)+): /.exec(said) ?? [];
    if (code !== undefined && !alarmingCode(code)) return;
    this.#fault(`${where}: ${error instanceof Error ? error.stack : said}`);
  }
}
