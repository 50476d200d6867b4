import type { Result } from '../core/result.ts';
import { refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import {
  type SignerAnswer,
  type SignerRequest,
  type SignerVerb,
  signerAnswers,
  signerReplySchema,
} from './protocol.ts';
import type { SignerTransport } from './transport.ts';

/** Asks one signer process. A process that dies answers everything still open with `signer-crashed`. */
export class SignerClient {
  readonly #transport: SignerTransport;
  readonly #waiting = new Map<number, (reply: Result<unknown>) => void>();
  #nextId = 1;
  #gone = false;

  constructor(transport: SignerTransport) {
    this.#transport = transport;
    transport.onMessage((message) => this.#receive(message));
    transport.onExit(() => this.#end());
  }

  /** Called once, when the process is gone. */
  onExit(listener: () => void): void {
    this.#transport.onExit(listener);
  }

  async ask<V extends SignerVerb>(verb: V, body: SignerRequest<V>): Promise<Result<SignerAnswer<V>>> {
    if (this.#gone) return crashed();
    const id = this.#nextId++;
    const reply = await new Promise<Result<unknown>>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#transport.send({ id, verb, body });
    });
    if (!reply.ok) return reply;
    return parseWith(signerAnswers[verb], reply.value) as Result<SignerAnswer<V>>;
  }

  /** Ends the process: the only lock that is certain. */
  kill(): void {
    this.#transport.kill();
    this.#end();
  }

  #receive(message: unknown): void {
    const parsed = parseWith(signerReplySchema, message);
    if (!parsed.ok) return;
    const { id, result } = parsed.value;
    const resolve = this.#waiting.get(id);
    this.#waiting.delete(id);
    resolve?.(result.ok ? { ok: true, value: result.value } : result);
  }

  #end(): void {
    this.#gone = true;
    for (const resolve of this.#waiting.values()) resolve(crashed());
    this.#waiting.clear();
  }
}

function crashed() {
  return refuse('signer-crashed', 'the signer process has ended; unlock again');
}
