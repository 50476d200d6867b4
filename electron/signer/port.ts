import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { wipeBytes } from '../core/wipe.ts';
import type { SignerTransport } from './transport.ts';

/** What a process that has keys can be asked, and what it answers: a schema for each verb, both ways. */
export interface Protocol {
  readonly requests: Readonly<Record<string, v.GenericSchema>>;
  readonly answers: Readonly<Record<string, v.GenericSchema>>;
}

export type Verb<P extends Protocol> = keyof P['requests'] & keyof P['answers'] & string;
type RequestOf<P extends Protocol, V extends Verb<P>> = v.InferOutput<P['requests'][V]>;
type AnswerOf<P extends Protocol, V extends Verb<P>> = v.InferOutput<P['answers'][V]>;

/** One function for each verb. A refusal is a value; a throw is a bug, and closes what is open. */
export type VerbHandlers<P extends Protocol> = {
  readonly [V in Verb<P>]: (
    request: RequestOf<P, V>,
  ) => Result<AnswerOf<P, V>> | Promise<Result<AnswerOf<P, V>>>;
};

const idSchema = v.pipe(v.number(), v.safeInteger());
/** All that is needed to answer. */
const numberedSchema = v.object({ id: idSchema });
const messageSchema = v.strictObject({ id: idSchema, verb: v.string(), body: v.unknown() });

const replySchema = v.strictObject({
  id: idSchema,
  result: v.union([
    v.strictObject({ ok: v.literal(true), value: v.unknown() }),
    v.strictObject({ ok: v.literal(false), code: v.picklist(errorCodes), message: v.string() }),
  ]),
});

/**
 * The process's end: answers verbs one after the other in the order they came, so that no two decisions rest on one
 * state. Whatever bytes a request carried (passwords, word numbers) are overwritten when it is answered.
 */
export class PortServer<P extends Protocol> {
  readonly #protocol: P;
  readonly #handlers: VerbHandlers<P>;
  readonly #close: () => void;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(protocol: P, handlers: VerbHandlers<P>, close: () => void) {
    this.#protocol = protocol;
    this.#handlers = handlers;
    this.#close = close;
  }

  /**
   * Answers one message from the port; never throws. What has a number is answered, with a refusal where it is malformed
   * or its verb unknown, so that nobody waits for ever; `null` for anything else.
   */
  async answer(message: unknown): Promise<{ id: number; result: Result<unknown> } | null> {
    const numbered = parseWith(numberedSchema, message);
    if (!numbered.ok) return null;
    const { id } = numbered.value;
    const parsed = parseWith(messageSchema, message);
    if (!parsed.ok || !Object.hasOwn(this.#protocol.requests, parsed.value.verb)) {
      wipeBytes(message);
      return { id, result: refuse('input-malformed', 'expected a verb of this port with its body') };
    }
    const { verb, body } = parsed.value;
    const turn = this.#queue.then(() => this.#run(verb as Verb<P>, body));
    this.#queue = turn;
    return { id, result: await turn };
  }

  async #run<V extends Verb<P>>(verb: V, body: unknown): Promise<Result<unknown>> {
    try {
      const request = parseWith(this.#protocol.requests[verb]!, body);
      return request.ok ? await this.#handlers[verb](request.value as RequestOf<P, V>) : request;
    } catch {
      // The cause may name a secret: it stays here, and the keys go.
      this.#close();
      return refuse('signer-crashed', `the signer failed at "${verb}"; what was open was closed`);
    } finally {
      wipeBytes(body);
    }
  }
}

/** The asking end. A process that dies answers everything still open with `signer-crashed`. */
export class PortClient<P extends Protocol> {
  readonly #protocol: P;
  readonly #transport: SignerTransport;
  readonly #waiting = new Map<number, (reply: Result<unknown>) => void>();
  #nextId = 1;
  #gone = false;

  constructor(protocol: P, transport: SignerTransport) {
    this.#protocol = protocol;
    this.#transport = transport;
    transport.onMessage((message) => this.#receive(message));
    transport.onExit(() => this.#end());
  }

  /** Called once, when the process is gone. */
  onExit(listener: () => void): void {
    this.#transport.onExit(listener);
  }

  async ask<V extends Verb<P>>(verb: V, body: RequestOf<P, V>): Promise<Result<AnswerOf<P, V>>> {
    if (this.#gone) return crashed();
    const id = this.#nextId++;
    const reply = await new Promise<Result<unknown>>((resolve) => {
      this.#waiting.set(id, resolve);
      this.#transport.send({ id, verb, body });
    });
    if (!reply.ok) return reply;
    const answer = parseWith(this.#protocol.answers[verb]!, reply.value);
    return answer.ok ? ok(answer.value as AnswerOf<P, V>) : answer;
  }

  /** Ends the process: the only lock that is certain. */
  kill(): void {
    this.#transport.kill();
    this.#end();
  }

  #receive(message: unknown): void {
    const parsed = parseWith(replySchema, message);
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
