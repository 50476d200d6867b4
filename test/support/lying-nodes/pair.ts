import path from 'node:path';
import type { LineRegistry } from '../../../electron/chains/lines.ts';
import { asGrpc, isGrpc, withoutGrpc } from '../../../electron/core/node-url.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import type { Clock } from '../honest-history/life.ts';
import { calledAs, type LiedToNetwork, LyingNetwork, type Payment } from './network.ts';

type Draw = (below: number) => number;

/** What the folder names as its nodes: the true ports are others each time. */
export const PAIR_URLS: readonly [string, string] = ['http://127.0.0.1:1', 'http://127.0.0.1:2'];

/**
 * Two nodes of one network, asked by JSON-RPC, each with its own copy of the ledger. At any time one of them is honest, if it
 * answers; which one that is, is drawn whenever the other begins to lie.
 */
export class LyingPair implements LiedToNetwork {
  readonly #nodes: readonly [LyingNetwork, LyingNetwork];
  readonly #draw: Draw;

  /** @param folder where the ledgers lie, as with {@link LyingNetwork} */
  constructor(folder: string, clock: Clock, draw: Draw) {
    const nodeIn = (name: string) => new LyingNetwork(path.join(folder, name), clock);
    this.#nodes = [nodeIn('first'), nodeIn('second')];
    this.#draw = draw;
  }

  get payments(): readonly Payment[] {
    return this.#nodes[0].payments;
  }

  get identity(): LiedToNetwork['identity'] {
    return this.#nodes[0].identity;
  }

  readonly lines: LineRegistry = {
    connect: (options) => {
      const node = this.#nodes[PAIR_URLS.indexOf(withoutGrpc(options.url))];
      if (!node) throw new Error(`expected an address of the pair, got ${options.url}`);
      const { url } = node.node;
      return calledAs(options, isGrpc(options.url) ? asGrpc(url) : url);
    },
  };

  async startAnew(): Promise<void> {
    for (const node of this.#nodes) await node.startAnew();
  }

  async stop(): Promise<void> {
    for (const node of this.#nodes) await node.stop();
  }

  async pay(recipient: string, units: bigint): Promise<void> {
    for (const node of this.#nodes) await node.pay(recipient, units);
    const [one, other] = this.#nodes.map(({ payments }) => payments.at(-1)?.id);
    if (one !== other) throw new Error(`expected one network of two nodes, got ${one} and ${other}`);
  }

  async checkpoint(): Promise<bigint> {
    const [newest] = [await this.#nodes[0].checkpoint(), await this.#nodes[1].checkpoint()];
    return newest;
  }

  async endEpoch(next: Parameters<LiedToNetwork['endEpoch']>[0]): Promise<void> {
    for (const node of this.#nodes) await node.endEpoch(next);
  }

  /** One of them lies. Now and then the other one cannot be reached: honest nodes are drowned while the poisoned one answers. */
  async lie(faults: readonly Fault[]): Promise<void> {
    const [liar, honest] = this.#inTurn();
    await liar.lie(faults);
    await honest.lie(this.#draw(6) === 0 ? [{ kind: 'drop' }] : []);
  }

  async prune(before: bigint): Promise<void> {
    const [one] = this.#inTurn();
    await one.prune(before);
  }

  #inTurn(): readonly [LyingNetwork, LyingNetwork] {
    const [first, second] = this.#nodes;
    return this.#draw(2) === 0 ? [first, second] : [second, first];
  }
}
