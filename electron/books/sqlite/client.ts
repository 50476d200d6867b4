import type { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { errorCodes } from '../../core/error-code.ts';
import { ok, Refused, type Result, refuse } from '../../core/result.ts';
import type { Books } from '../books.ts';
import { takePlace } from './open-places.ts';
import { reads, type ThreadAnswer, type ThreadCall } from './thread-protocol.ts';

/** Starts the thread of the books on a file. */
export type SpawnBooks = (file: string) => Worker;

const openedSchema = v.variant('ok', [
  v.strictObject({ ok: v.literal(true) }),
  v.strictObject({ ok: v.literal(false), code: v.picklist(errorCodes), message: v.string() }),
]);

/**
 * Opens the books in a thread of their own. Refuses as `openFile` does; the thread is gone then.
 */
export async function openBooks(file: string, spawn: SpawnBooks): Promise<Result<Books>> {
  const place = takePlace(file);
  if (place === null) return refuse('treasury-in-use', 'this program has the treasury open already');
  const opened = await openInThread(file, spawn, place.release);
  if (!opened.ok) place.release();
  return opened;
}

async function openInThread(file: string, spawn: SpawnBooks, closed: () => void): Promise<Result<Books>> {
  const thread = new BooksThread(spawn(file), closed);
  const opened = await thread.opened;
  if (!opened.ok) {
    await thread.end();
    return opened;
  }
  return ok(thread.books());
}

/** Nobody can tell whether the thread wrote what it was asked for last. */
const ended = () => new Refused(refuse('store-ended', 'the books have ended'));
const closing = () => new Refused(refuse('treasury-not-open', 'the books are closed'));

/** Asks the thread, and settles every call whatever becomes of it. */
class BooksThread {
  readonly opened: Promise<Result<void>>;
  readonly #worker: Worker;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #nextId = 1;
  #gone: Error | null = null;
  #closing = false;

  constructor(worker: Worker, closed: () => void) {
    this.#worker = worker;
    worker.once('exit', closed);
    this.opened = new Promise((resolve) => {
      worker.once('message', (message: unknown) => {
        const said = v.parse(openedSchema, message);
        resolve(said.ok ? ok(undefined) : refuse(said.code, said.message));
        worker.on('message', (answer: ThreadAnswer) => this.#settle(answer));
      });
      const gone = (error: Error) => {
        resolve(refuse('store-damaged', error.message));
        this.#end(error);
      };
      worker.once('error', gone);
      // The end may come together with the answer to the call that asked for it.
      worker.once('exit', () => gone(this.#closing ? closing() : ended()));
    });
  }

  /** The port, by the list of its reads. */
  books(): Books {
    const groups = Object.entries(reads).map(([noun, names]) => [
      noun,
      Object.freeze(
        Object.fromEntries(
          names.map((name) => [name, (...args: readonly unknown[]) => this.#call(noun, name, args)]),
        ),
      ),
    ]);
    const whole = {
      commit: (...args: readonly unknown[]) => this.#call(null, 'commit', args),
      copyTo: (file: string) => this.#call(null, 'copyTo', [file]),
      check: () => this.#call(null, 'check', []),
      close: async () => {
        this.#closing = true;
        try {
          if (this.#gone === null) await this.#call(null, 'close', []);
        } catch {
          // Whatever was committed is on the disk; the end of the thread gives the file free.
        } finally {
          await this.end();
        }
      },
    };
    // `reads` is complete by its type, and the thread answers with what the synchronous books answer.
    return Object.freeze({ ...Object.fromEntries(groups), ...whole }) as Books;
  }

  async end(): Promise<void> {
    this.#end(closing());
    await this.#worker.terminate();
  }

  #call(noun: string | null, method: string, args: readonly unknown[]): Promise<unknown> {
    if (this.#gone) return Promise.reject(this.#gone);
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      const call: ThreadCall = { id, noun, method, args };
      this.#worker.postMessage(call);
    });
  }

  #settle(answer: ThreadAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.ok) waiting?.resolve(answer.value);
    else waiting?.reject(answer.refusal ? new Refused(answer.refusal) : new Error(answer.message));
  }

  #end(error: Error): void {
    this.#gone ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
