import { IotaClient, IotaHTTPTransport } from '@iota/iota-sdk/client';
import type * as v from 'valibot';
import { ok, type Refusal, type Result, refuse } from '../../../core/result.ts';
import { parseWith } from '../../../core/schema.ts';
import { chainSchema } from './answer-schemas.ts';
import { boundedFetch, MAX_ANSWER_BYTES } from './bounded-fetch.ts';
import { readRefusal } from './node-fault.ts';

export interface NodeConnectionOptions {
  readonly url: string;
  /** The chain identifier (8 hex digits) to insist on; null: the one that the node gives first. */
  readonly genesis: string | null;
  /** Milliseconds for one call. */
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * A node that is on the right chain: asked before the first call, and again after each failure to reach it, since
 * another node may be behind the address then.
 */
export class NodeConnection {
  readonly #client: IotaClient;
  #expectedChain: string | null;
  #chainChecked = false;

  constructor(options: NodeConnectionOptions) {
    const fetch = boundedFetch({
      fetch: options.fetch,
      timeoutMs: options.timeoutMs,
      maxBytes: MAX_ANSWER_BYTES,
    });
    this.#client = new IotaClient({ transport: new IotaHTTPTransport({ url: options.url, fetch }) });
    this.#expectedChain = options.genesis;
  }

  /** Asks for the chain identifier now. `node-network-mismatch` if it is not the expected one. */
  async chain(): Promise<Result<string>> {
    const chain = await this.#ask((client) => client.getChainIdentifier(), chainSchema, readRefusal);
    if (!chain.ok) return chain;
    if (this.#expectedChain !== null && chain.value !== this.#expectedChain) {
      this.#chainChecked = false;
      return refuse('node-network-mismatch', `expected chain ${this.#expectedChain}, got ${chain.value}`);
    }
    this.#expectedChain = chain.value;
    this.#chainChecked = true;
    return chain;
  }

  /**
   * One call of the SDK's client on the right chain; its answer parsed by `schema` before anyone sees it.
   * @param toRefusal names a failure; submissions have their own
   */
  async call<const S extends v.GenericSchema>(
    use: (client: IotaClient) => Promise<unknown>,
    schema: S,
    toRefusal: (error: unknown) => Refusal = readRefusal,
  ): Promise<Result<v.InferOutput<S>>> {
    if (!this.#chainChecked) {
      const chain = await this.chain();
      if (!chain.ok) return chain;
    }
    return this.#ask(use, schema, toRefusal);
  }

  async #ask<const S extends v.GenericSchema>(
    use: (client: IotaClient) => Promise<unknown>,
    schema: S,
    toRefusal: (error: unknown) => Refusal,
  ): Promise<Result<v.InferOutput<S>>> {
    let answer: unknown;
    try {
      answer = await use(this.#client);
    } catch (error) {
      const refusal = toRefusal(error);
      if (refusal.code !== 'node-rejected') this.#chainChecked = false;
      return refusal;
    }
    const parsed = parseWith(schema, answer);
    return parsed.ok ? ok(parsed.value) : refuse('node-answer-malformed', parsed.message);
  }
}
