import { type LineRegistry, productLines } from '../../../electron/chains/lines.ts';
import { createFaultBox } from '../../../electron/practice/faults.ts';
import { genesisOf } from '../../../electron/practice/genesis.ts';
import { createLedger, type Ledger, repeatEvent } from '../../../electron/practice/ledger.ts';
import type { LedgerEvent } from '../../../electron/practice/ledger-event.ts';
import { createRpcHandler } from '../../../electron/practice/rpc-handler.ts';

/** A practice network in memory: what a practice node answers, without HTTP between. */
export class InlineNode {
  readonly url = 'http://127.0.0.1:1/';
  readonly chain: string;
  readonly events: LedgerEvent[] = [];
  readonly #answer: ReturnType<typeof createRpcHandler>;
  readonly #ledger: Ledger;

  /** @param events what happened before, of a network of the same name */
  constructor(now: () => number, events: readonly LedgerEvent[] = []) {
    this.#ledger = createLedger(genesis, GENESIS_TIME, (event) => this.events.push(event));
    for (const event of events) repeatEvent(this.#ledger, event);
    const faults = createFaultBox(false);
    this.chain = this.#ledger.chain;
    this.#answer = createRpcHandler({ ledger: this.#ledger, faults, now, crash: () => {} });
  }

  /** What a line asks; nothing else is on the network. */
  readonly fetch: typeof globalThis.fetch = async (_, init) => {
    const reply = await this.#answer(JSON.parse(String(init?.body)));
    switch (reply.kind) {
      case 'json':
        return new Response(JSON.stringify(reply.body), { headers: { 'content-type': 'application/json' } });
      case 'busy':
        return new Response('Too Many Requests', { status: 429 });
      case 'html':
        return new Response('<p>We will be back soon.</p>', { headers: { 'content-type': 'text/html' } });
      default:
        throw new TypeError('fetch failed');
    }
  };

  /** A line to this node, whatever its address. */
  readonly lines: LineRegistry = {
    connect: (options) => productLines.connect({ ...options, fetch: this.fetch }),
  };

  async deposit(recipient: string, units: bigint): Promise<void> {
    await this.#call('practice_deposit', { recipient, amount: units.toString() });
  }

  async checkpoint(): Promise<void> {
    await this.#call('practice_checkpoint');
  }

  async endEpoch(): Promise<void> {
    await this.#call('practice_advanceEpoch');
  }

  /** Some of the next calls meet trouble that honest nodes have now and then. */
  async trouble(
    kind: 'drop' | 'http429' | 'html' | 'duplicate' | 'stale' | 'splitVote',
    times: number,
    method?: string,
  ): Promise<void> {
    await this.#call('practice_setFaults', { faults: [{ kind, times, ...(method ? { method } : {}) }] });
  }

  async wellAgain(): Promise<void> {
    await this.#call('practice_clearFaults');
  }

  /** What an address has, base units. */
  balance(address: string): bigint {
    return this.#ledger.coins.of(address).reduce((sum, { balance }) => sum + balance, 0n);
  }

  async #call(method: string, ...params: readonly unknown[]): Promise<void> {
    const reply = await this.#answer({ jsonrpc: '2.0', id: 1, method, params });
    if (reply.kind !== 'json' || 'error' in reply.body) {
      throw new Error(`${method}: ${JSON.stringify(reply)}`);
    }
  }
}

/** When the network began, milliseconds. */
export const GENESIS_TIME = Date.UTC(2026, 0, 1);

const genesis = genesisOf('a treasury of honest people');
