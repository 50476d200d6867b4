import { IotaClient } from '@iota/iota-sdk/client';
import type * as v from 'valibot';
import type { ErrorCode } from '../../../core/error-code.ts';
import type { NetworkId } from '../../../core/network-id.ts';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { parseWith } from '../../../core/schema.ts';
import type { Fetch } from '../../../way/line-way.ts';
import { checkGenesis, identifierOfGenesis } from '../pure/public-networks.ts';
import { chainSchema } from './answer-schemas.ts';
import { boundedTransport } from './bounded-transport.ts';
import { answerBounds } from './json-bounds.ts';
import { readRefusal } from './node-fault.ts';
import { type Quiet, quietMs } from './rate-limit.ts';

export interface NodeConnectionOptions {
  readonly network: NetworkId;
  readonly url: string;
  /** The genesis to insist on, whole or its chain identifier (8 hex digits); null: the one that the node gives first. */
  readonly genesis: string | null;
  /** Milliseconds for one call. */
  readonly timeoutMs: number;
  readonly fetch: Fetch;
}

/** How many times one call's limit all calls of one reading may take together, however many pages it has. */
const READING_TIMES = 12;

/** Refusals of a node that was reached. */
const answered: ReadonlySet<ErrorCode> = new Set([
  'node-rejected',
  'inputs-locked',
  'address-denied',
  'payment-in-doubt',
  'node-refused',
  'node-pruned',
]);

/** Calls that share one limit of time. */
export interface NodeCalls {
  /**
   * One call of the SDK's client on the right chain; its answer parsed by `schema` before anyone sees it.
   * @param toRefusal names a failure; submissions have their own
   */
  call<const S extends v.GenericSchema>(
    use: (client: IotaClient) => Promise<unknown>,
    schema: S,
    toRefusal?: (error: unknown) => Refusal,
  ): Promise<Result<v.InferOutput<S>>>;
}

interface Asked<S> {
  readonly use: (client: IotaClient) => Promise<unknown>;
  readonly schema: S;
  readonly toRefusal: (error: unknown) => Refusal;
}

/**
 * A node that is on the right chain: asked before the first call, and again after each failure to reach it, since
 * another node may be behind the address then.
 */
export class NodeConnection {
  readonly #options: NodeConnectionOptions;
  #expectedChain: string | null;
  #chainChecked = false;
  readonly #quiet: Quiet = { until: 0 };
  /** What the node's clock said, and when that was by a clock that nobody sets. */
  #told: { readonly nodeAt: number; readonly at: number } | null = null;

  constructor(options: NodeConnectionOptions) {
    this.#options = options;
    this.#expectedChain = options.genesis;
  }

  /**
   * Asks for the chain identifier now, which is all of a genesis that JSON-RPC tells. `node-network-mismatch` if it is not of the
   * expected one.
   * @returns the expected genesis where there is one
   */
  chain(): Promise<Result<string>> {
    return this.#chain(this.#client());
  }

  /** See `Line.nodeTime`. */
  time(): number | null {
    return this.#told && Math.round(this.#told.nodeAt + performance.now() - this.#told.at);
  }

  /** See `Line.quietMs`. */
  quietMs(): number {
    return quietMs(this.#quiet);
  }

  /** A reading of several calls: each has its own limit of time, and all together have twelve times that. */
  begin(): NodeCalls {
    const client = this.#client();
    return { call: (use, schema, toRefusal = readRefusal) => this.#call(client, { use, schema, toRefusal }) };
  }

  #client(): IotaClient {
    const { url, fetch, timeoutMs } = this.#options;
    const total = AbortSignal.timeout(timeoutMs * READING_TIMES);
    return new IotaClient({
      transport: boundedTransport({
        url,
        fetch,
        timeoutMs,
        total,
        bounds: answerBounds,
        quiet: this.#quiet,
        timeTold: (nodeAt) => {
          this.#told = { nodeAt, at: performance.now() };
        },
      }),
    });
  }

  async #chain(client: IotaClient): Promise<Result<string>> {
    const chain = await this.#ask(client, {
      use: (asked) => asked.getChainIdentifier(),
      schema: chainSchema,
      toRefusal: readRefusal,
    });
    if (!chain.ok) return chain;
    const right = checkGenesis(this.#options.network, chain.value);
    if (!right.ok) {
      this.#chainChecked = false;
      return right;
    }
    const expected = this.#expectedChain ?? chain.value;
    if (chain.value !== identifierOfGenesis(expected)) {
      this.#chainChecked = false;
      return refuse('node-network-mismatch', `expected chain ${expected}, got ${chain.value}`);
    }
    this.#expectedChain = expected;
    this.#chainChecked = true;
    return ok(expected);
  }

  async #call<const S extends v.GenericSchema>(
    client: IotaClient,
    asked: Asked<S>,
  ): Promise<Result<v.InferOutput<S>>> {
    if (!this.#chainChecked) {
      const chain = await this.#chain(client);
      if (!chain.ok) return chain;
    }
    return this.#ask(client, asked);
  }

  async #ask<const S extends v.GenericSchema>(
    client: IotaClient,
    { use, schema, toRefusal }: Asked<S>,
  ): Promise<Result<v.InferOutput<S>>> {
    let answer: unknown;
    try {
      answer = await use(client);
    } catch (error) {
      const refusal = toRefusal(error);
      if (!answered.has(refusal.code)) this.#chainChecked = false;
      return refusal;
    }
    const parsed = parseWith(schema, answer);
    return parsed.ok ? ok(parsed.value) : refuse('node-answer-malformed', parsed.message);
  }
}
