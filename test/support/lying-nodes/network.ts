import type { LineOptions } from '../../../electron/chains/line.ts';
import { type LineRegistry, productLines } from '../../../electron/chains/lines.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import { ok } from '../../../electron/core/result.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { type PracticeNode, startPracticeNode } from '../../../electron/practice/practice-node.ts';
import type { Clock } from '../honest-history/life.ts';
import { must } from '../must.ts';

/** A payment to somebody, and the checkpoint that certified it; null while there is none. */
export interface Payment {
  readonly id: string;
  readonly recipient: string;
  readonly units: bigint;
  checkpoint: bigint | null;
}

/** A network as a round uses it: what is paid on it, and how its nodes are made to lie. */
export interface LiedToNetwork {
  /** What was truly paid. */
  readonly payments: readonly Payment[];
  /** Lines to its nodes, which call them by the addresses that they were given. */
  readonly lines: LineRegistry;
  readonly identity: Pick<PracticeNode, 'chain' | 'trustRoot'>;
  startAnew(): Promise<void>;
  stop(): Promise<void>;
  pay(recipient: string, units: bigint): Promise<void>;
  /** Certifies what was paid. @returns the number of the newest checkpoint */
  checkpoint(): Promise<bigint>;
  endEpoch(next: { readonly gasPrice?: number; readonly protocolVersion?: number }): Promise<void>;
  /** From now on one of its nodes has these faults, and no others. */
  lie(faults: readonly Fault[]): Promise<void>;
  /** One of its nodes throws away the checkpoints before this one. */
  prune(before: bigint): Promise<void>;
}

const SEED = 'a network whose node lies';
const YEARS_MS = 1_000_000_000_000;
/** What the folder names as its node: the true ports are others each time. */
export const NODE_URL = asGrpc('http://127.0.0.1:1/');

/** A line to where a node truly is, which calls it by the address that it was given. */
export function calledAs(options: LineOptions, url: string): ReturnType<LineRegistry['connect']> {
  const connected = productLines.connect({ ...options, url });
  return connected.ok ? ok({ ...connected.value, url: options.url }) : connected;
}

/** A practice network of four validators with one node that lies, fails and prunes on demand, and what was truly paid on it. */
export class LyingNetwork implements LiedToNetwork {
  readonly payments: Payment[] = [];
  readonly #folder: string;
  readonly #clock: Clock;
  #node: PracticeNode | null = null;
  #ports = { port: 0, grpcPort: 0 };

  /** @param folder where the ledger lies: what is pruned is there again when the node starts anew */
  constructor(folder: string, clock: Clock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  get identity(): PracticeNode {
    return this.node;
  }

  get node(): PracticeNode {
    if (this.#node === null) throw new Error('expected a node that runs');
    return this.#node;
  }

  /** The same ledger at the same ports, whole and honest. */
  async startAnew(): Promise<void> {
    await this.stop();
    const given = { ...this.#ports, seed: SEED, folder: this.#folder, checkpointMs: 0, epochMs: YEARS_MS };
    this.#node = must(await startPracticeNode({ ...given, now: () => this.#clock.at }));
    const portOf = (url: string) => Number(new URL(url).port);
    this.#ports = { port: portOf(this.#node.url), grpcPort: portOf(this.#node.grpcUrl) };
  }

  async stop(): Promise<void> {
    await this.#node?.stop();
    this.#node = null;
  }

  readonly lines: LineRegistry = {
    connect: (options) => calledAs(options, asGrpc(this.node.grpcUrl)),
  };

  async pay(recipient: string, units: bigint): Promise<void> {
    const paid = await this.#call('deposit', { recipient, amount: units.toString() });
    this.payments.push({ id: String(paid['digest']), recipient, units, checkpoint: null });
  }

  async checkpoint(): Promise<bigint> {
    const { sequenceNumber } = await this.#call('checkpoint');
    const newest = BigInt(String(sequenceNumber));
    for (const payment of this.payments) payment.checkpoint ??= newest;
    return newest;
  }

  async endEpoch(next: { readonly gasPrice?: number; readonly protocolVersion?: number }): Promise<void> {
    await this.#call('advanceEpoch', next);
    await this.checkpoint();
  }

  async lie(faults: readonly Fault[]): Promise<void> {
    await this.#call('setFaults', { faults });
  }

  async prune(before: bigint): Promise<void> {
    await this.#call('prune', { before: Number(before) });
  }

  async #call(method: string, ...params: readonly unknown[]): Promise<Readonly<Record<string, unknown>>> {
    const response = await fetch(this.node.url, {
      method: 'POST',
      // No connection is left behind for a node that starts anew at the same port.
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: `practice_${method}`, params }),
    });
    const { result, error } = (await response.json()) as {
      readonly result?: Readonly<Record<string, unknown>>;
      readonly error?: unknown;
    };
    if (!result) throw new Error(`practice_${method}: ${JSON.stringify(error)}`);
    return result;
  }
}
