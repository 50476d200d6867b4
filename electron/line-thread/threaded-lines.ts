import { setImmediate as breathe } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import type { Line, LineOptions } from '../chains/line.ts';
import type { LineRegistry } from '../chains/lines.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { Assembly } from './pieces.ts';
import { type LineAnswer, type LineCall, type LineVerb, lineVerbs, type Told } from './protocol.ts';

/** Starts the thread of the lines. */
export type SpawnLines = () => Worker;

const threads = new WeakMap<SpawnLines, LinesThread>();
let lastLine = 0;

/**
 * Lines whose nodes are asked, and whose answers are parsed and checked, in a thread of this process: one for all of them.
 * What a node says reaches this thread as checked facts only, in pieces of a bounded number of values.
 * @param lines say which networks there are, and confirm what was built here
 */
export function threadedLines(spawn: SpawnLines, lines: LineRegistry): LineRegistry {
  const thread = threads.get(spawn) ?? new LinesThread(spawn);
  threads.set(spawn, thread);
  return {
    connect({ fetch, ...options }) {
      // It is never asked for anything that a node would have to answer.
      const local = lines.connect({ ...options, fetch });
      return local.ok ? ok(threadedLine(local.value, options, thread)) : local;
    },
  };
}

function threadedLine(local: Line, options: Omit<LineOptions, 'fetch'>, thread: LinesThread): Line {
  const line = ++lastLine;
  let time: { readonly nodeAt: number; readonly at: number } | null = null;
  let lowest: bigint | null = null;
  let quietUntil = 0;
  const asking =
    (verb: LineVerb) =>
    async (...args: readonly unknown[]) => {
      const { result, told } = await thread.ask({ line, options, verb, args });
      if (told.nodeAt !== null) time = { nodeAt: told.nodeAt, at: performance.now() };
      lowest = told.lowest ?? lowest;
      quietUntil = performance.now() + told.quietMs;
      return result;
    };
  const verbs = Object.keys(lineVerbs).map((verb) => [verb, asking(verb as LineVerb)]);
  return {
    // `lineVerbs` is complete by its type, and the thread answers with what a line answers.
    ...(Object.fromEntries(verbs) as Pick<Line, LineVerb>),
    network: local.network,
    url: local.url,
    most: local.most,
    proves: local.proves,
    confirm: (intent, view) => local.confirm(intent, view),
    nodeTime: () => time && Math.round(time.nodeAt + performance.now() - time.at),
    lowest: () => lowest,
    quietMs: () => Math.max(0, quietUntil - performance.now()),
  };
}

type Question = Omit<Exclude<LineCall, { verb: 'more' }>, 'id'>;

/** Asks the thread, which is started when it is needed, and again after it has ended. */
class LinesThread {
  readonly #spawn: SpawnLines;
  #worker: Worker | null = null;
  readonly #waiting = new Map<number, (answer: LineAnswer | null) => void>();
  #lastId = 0;

  constructor(spawn: SpawnLines) {
    this.#spawn = spawn;
  }

  /** `node-unreachable` where the thread ends before it has answered: nobody can tell what the node was sent. */
  async ask(question: Question): Promise<{ readonly result: Result<unknown>; readonly told: Told }> {
    const id = ++this.#lastId;
    const assembly = new Assembly();
    let answer = await this.#call({ id, ...question });
    while (answer?.kind === 'piece' && !answer.last) {
      assembly.add(answer.piece);
      await breathe(); // whatever else waits for this thread comes first
      answer = await this.#call({ id, verb: 'more' });
    }
    if (answer === null) {
      const result = refuse('node-unreachable', 'the thread that asks the node has ended');
      return { result, told: { nodeAt: null, lowest: null, quietMs: 0 } };
    }
    const { told } = answer;
    if (answer.kind === 'thrown') throw new Error(answer.message);
    if (answer.kind === 'refused') return { result: answer.refusal, told };
    assembly.add(answer.piece);
    return { result: ok(assembly.value()), told };
  }

  /** @returns null where the thread has ended */
  #call(call: LineCall): Promise<LineAnswer | null> {
    const worker = this.#running();
    return new Promise((resolve) => {
      this.#waiting.set(call.id, resolve);
      worker.ref();
      worker.postMessage(call);
    });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = this.#spawn();
    this.#worker = worker;
    worker.on('message', (answer: LineAnswer) => {
      const resolve = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      // A thread that nobody waits for keeps no process alive.
      if (this.#waiting.size === 0) worker.unref();
      resolve?.(answer);
    });
    worker.on('error', () => {}); // the end follows, and tells whoever waits
    worker.once('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      const all = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const resolve of all) resolve(null);
    });
    return worker;
  }
}
