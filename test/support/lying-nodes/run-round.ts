import path from 'node:path';
import type { Fault } from '../../../electron/practice/faults.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { copyFolder } from '../copy-folder.ts';
import { Life, placeAt, type Surroundings } from '../honest-history/life.ts';
import { must } from '../must.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { drawJsonLies, drawLies } from './draw-lies.ts';
import type { LiedToNetwork, Payment } from './network.ts';
import { type LiedToTemplate, networkIn } from './template.ts';

/** What became of one round. */
export interface LiedToRound {
  readonly seed: number;
  /** What was done, in words: with the seed, this is how a fault is looked for. */
  readonly done: readonly string[];
  /** How often the station looked, and with which code a look ended. */
  readonly looks: Readonly<Record<string, number>>;
  /** Deposits that are credited at the end. */
  readonly credited: number;
  readonly kills: number;
  /** Credits that nobody paid, payments that were not credited, balances that are not what the ledger has. */
  readonly faults: readonly string[];
}

/** Long enough for a node in this process; a node that stalls is waited for as long. */
const NODE_TIMEOUT_MS = 2_000;
/** An endpoint by JSON-RPC that has lied is left in peace for so long. */
const LONGEST_REST_MS = 10 * 60_000;
/** Looks at an honest node until everything must be there: a stall before may still hold a few of them. */
const MOST_LOOKS = 20;

let rooms = 0;

/**
 * A whole desk station follows, by gRPC, a node that lies, hides, prunes, stalls and forks, or, by JSON-RPC, two of which one does,
 * while customers pay, epochs end and the station is killed now and then. After every look: what is credited is exactly what
 * the true checkpoints up to the station's cursor paid. At the end all nodes are honest: everything is credited, once, and
 * balances are the ledger's.
 */
export async function runLiedToRound(template: LiedToTemplate, seed: number): Promise<LiedToRound> {
  const room = path.join(template.parent, `round-${rooms++}`);
  const world = { clock: { at: template.at + 60_000 }, draw: seededNumbers(seed) };
  const node = networkIn(path.join(room, 'ledger'), template.kind, world);
  await node.startAnew();
  try {
    return await new LiedToStation(template, room, { node, ...world }, seed).run();
  } finally {
    await node.stop();
  }
}

type LiedToWorld = Surroundings & { readonly node: LiedToNetwork };

class LiedToStation {
  readonly #template: LiedToTemplate;
  readonly #room: string;
  readonly #world: LiedToWorld;
  readonly #seed: number;
  readonly #done: string[] = [];
  readonly #looks: Record<string, number> = {};
  readonly #faults: string[] = [];
  #life: Life;
  #lives = 0;
  /** The last checkpoint that any life has taken in. */
  #reached = -1n;
  /** Where the node's other history begins; null while it tells the true one. */
  #forkFrom: number | null = null;
  #kills = 0;

  constructor(template: LiedToTemplate, room: string, world: LiedToWorld, seed: number) {
    this.#template = template;
    this.#room = room;
    this.#world = world;
    this.#seed = seed;
    const first = placeAt(path.join(room, 'life-0'));
    copyFolder(template.place.folder, first.folder);
    copyFolder(template.place.outside, first.outside);
    this.#life = this.#begin();
  }

  async run(): Promise<LiedToRound> {
    const { draw } = this.#world;
    let station = must(await this.#life.open(NODE_TIMEOUT_MS));
    for (let acts = 12 + draw(24); acts > 0; acts--) station = await this.#act(station);
    await this.#honestAgain(station);
    const credited = await this.#compareCredits(station);
    await this.#compareBalances(station);
    await station.close();
    this.#life.bury();
    return {
      seed: this.#seed,
      done: this.#done,
      looks: this.#looks,
      credited,
      kills: this.#kills,
      faults: this.#faults,
    };
  }

  get #isPair(): boolean {
    return this.#template.kind === 'pair';
  }

  /** @returns the station, which is another one after a kill */
  async #act(station: Desk): Promise<Desk> {
    const { draw, node, clock } = this.#world;
    clock.at += 1 + draw(20_000);
    // Now and then whoever lied has rested.
    if (this.#isPair && draw(3) === 0) clock.at += LONGEST_REST_MS;
    switch (draw(10)) {
      case 0:
      case 1:
      case 2:
        await this.#pay();
        break;
      case 3:
        await node.checkpoint();
        this.#did('checkpoint');
        break;
      case 4:
        await node.endEpoch(draw(2) === 0 ? {} : { gasPrice: 1000 + draw(5000) });
        this.#did('epoch');
        break;
      case 5:
      case 6: {
        const known = await lastTaken(station);
        const faults = this.#isPair ? drawJsonLies(draw, known, this.#template.own) : drawLies(draw, known);
        await this.#lie(faults);
        this.#did(`lies ${JSON.stringify(faults)}`);
        if (draw(3) === 0) break;
        // Something to lie about.
        await this.#pay();
        await node.checkpoint();
        await this.#look(station);
        break;
      }
      case 7:
        if (draw(3) === 0) await this.#prune();
        else if (draw(4) === 0) return this.#kill(station);
        else if (draw(2) === 0) await this.#restartNode();
        break;
      default:
        await this.#look(station);
    }
    return station;
  }

  async #lie(faults: readonly Fault[]): Promise<void> {
    await this.#world.node.lie(faults);
    this.#forkFrom = faults.find(({ kind }) => kind === 'fork')?.from ?? null;
  }

  async #pay(): Promise<void> {
    const { draw, node } = this.#world;
    const { own } = this.#template;
    for (let payments = 1 + draw(3); payments > 0; payments--) {
      const recipient = draw(4) === 0 ? `0x${'bb'.repeat(32)}` : (own[draw(own.length)] as string);
      await node.pay(recipient, BigInt(1 + draw(2 ** 31)));
    }
    this.#did('payments');
  }

  async #prune(): Promise<void> {
    const { draw, node } = this.#world;
    const newest = await node.checkpoint();
    await node.prune(BigInt(draw(Number(newest) + 1)));
    this.#did('prune');
  }

  async #restartNode(): Promise<void> {
    await this.#world.node.startAnew();
    this.#did('the node starts anew');
  }

  async #kill(station: Desk): Promise<Desk> {
    const { draw } = this.#world;
    // Now and then in the middle of a look.
    const looking = draw(2) === 0 ? station.line.follow() : null;
    this.#life.kill('now');
    void looking?.catch(() => {});
    this.#kills += 1;
    this.#did('kill');
    this.#life.bury();
    this.#lives += 1;
    this.#life = this.#begin();
    const again = must(await this.#life.open(NODE_TIMEOUT_MS));
    // A certified history that this life has not proven yet would be as true as the other one.
    if (this.#forkFrom !== null && BigInt(this.#forkFrom) > (await lastTaken(again))) await this.#lie([]);
    return again;
  }

  async #look(station: Desk): Promise<void> {
    await station.line.follow();
    const { state, problem } = station.line.view();
    const how = problem?.code ?? state;
    this.#looks[how] = (this.#looks[how] ?? 0) + 1;
    this.#did(`look (${how})`);
    await this.#compareCredits(station);
    await this.#compareCoins(station);
    if (this.#isPair) await this.#compareListed(station);
  }

  /** Of a pair one tells the truth at any time: whatever counts as a coin was truly paid, be there others or not. */
  async #compareListed({ books }: Desk): Promise<void> {
    for (const address of this.#template.own) {
      const paid = this.#world.node.payments
        .filter(({ recipient }) => recipient === address)
        .map(({ units }) => units.toString());
      for (const { key, amount } of await books.inputs.of(address)) {
        const at = paid.indexOf(amount.units);
        if (at < 0) this.#fault(`${address} was never paid ${key} of ${amount.units}, and the books have it`);
        else paid.splice(at, 1);
      }
    }
  }

  /** The coins that are proven are those that the checkpoints before the cursor paid, whatever a node lists; by JSON-RPC none is. */
  async #compareCoins(station: Desk): Promise<void> {
    const reached = this.#isPair ? -1n : await lastTaken(station);
    for (const address of this.#template.own) {
      const coins = await station.books.inputs.largest(address, 1000, 'proven');
      const has = coins.map(({ amount }) => amount.units).sort();
      const paid = this.#world.node.payments
        .filter(
          ({ recipient, checkpoint }) => recipient === address && (checkpoint ?? reached + 1n) <= reached,
        )
        .map(({ units }) => units.toString())
        .sort();
      if (has.join() !== paid.join())
        this.#fault(`${address} was paid ${paid} up to ${reached}, and the books have ${has}`);
    }
  }

  /**
   * What is credited is what the checkpoints that were taken in paid to own addresses, neither more nor less. A station that
   * was killed goes back to the checkpoint that its journal has noted, and keeps what it credited behind that one.
   */
  async #compareCredits(station: Desk): Promise<number> {
    const { own } = this.#template;
    const due = new Map(
      this.#world.node.payments
        .filter(({ recipient, checkpoint }) => own.includes(recipient) && checkpoint !== null)
        .map((payment) => [line(payment), payment.checkpoint ?? 0n]),
    );
    const { rows } = await station.books.deposits.list({ search: '', offset: 0, limit: 1000 }, 'final');
    let reached = await lastTaken(station);
    if (this.#reached > reached) reached = this.#reached;
    for (const { transactionId, address, units } of rows) {
      const credit = line({ id: transactionId, recipient: address, units });
      const checkpoint = due.get(credit);
      if (!due.delete(credit) || checkpoint === undefined)
        this.#fault(`credited, and not paid (once): ${credit}`);
      else if (checkpoint > reached) reached = checkpoint;
    }
    for (const [payment, checkpoint] of due) {
      if (checkpoint <= reached)
        this.#fault(`paid in ${checkpoint} of ${reached}, and not credited: ${payment}`);
    }
    this.#reached = reached;
    return rows.length;
  }

  async #honestAgain(station: Desk): Promise<void> {
    const { node } = this.#world;
    await node.startAnew();
    const newest = await node.checkpoint();
    this.#did('honest again');
    for (let looks = 0; looks < MOST_LOOKS; looks++) {
      if (this.#isPair) this.#world.clock.at += LONGEST_REST_MS;
      await this.#look(station);
      // An address that could not be read in the look before has its turn in the next one.
      const unread = await station.books.addresses.touched(1);
      const isThere = station.line.view().state === 'connected' && (await lastTaken(station)) === newest;
      if (isThere && unread.length === 0) return;
    }
    const { state, problem } = station.line.view();
    this.#fault(
      `an honest node is not followed to ${newest}: ${state} ${problem?.code}: ${problem?.message}`,
    );
  }

  /** Nothing was spent, so that every address has what was paid to it, whatever the node told of coins before. */
  async #compareBalances({ books }: Desk): Promise<void> {
    for (const address of this.#template.own) {
      const inputs = await books.inputs.of(address);
      const has = inputs.reduce((sum, { amount }) => sum + BigInt(amount.units), 0n);
      const paid = this.#world.node.payments
        .filter(({ recipient }) => recipient === address)
        .reduce((sum, { units }) => sum + units, 0n);
      if (has !== paid) this.#fault(`${address} has ${paid}, and the books say ${has}`);
    }
  }

  /** The life that begins with the folder of its number. */
  #begin(): Life {
    const room = (life: number) => path.join(this.#room, `life-${life}`);
    return new Life(placeAt(room(this.#lives)), this.#world, { next: room(this.#lives + 1), killAt: null });
  }

  #did(what: string): void {
    this.#done.push(what);
  }

  #fault(what: string): void {
    this.#faults.push(`after ${this.#done.length} steps: ${what}`);
  }
}

const line = ({ id, recipient, units }: Omit<Payment, 'checkpoint'>): string => `${id} ${recipient} ${units}`;

/** The last checkpoint that the station has taken in; -1 before the first. */
async function lastTaken({ books }: Desk): Promise<bigint> {
  return ((await books.cursor.get())?.next ?? 0n) - 1n;
}
