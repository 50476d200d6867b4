import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import type { SpawnBooks } from '../../electron/books/sqlite/client.ts';
import { storeRefusal } from '../../electron/books/sqlite/open-file.ts';
import type { SyncBooks } from '../../electron/books/sqlite/sync.ts';
import { openSyncBooks } from '../../electron/books/sqlite/sync-books.ts';
import type { ThreadAnswer, ThreadCall } from '../../electron/books/sqlite/thread-protocol.ts';
import { hashFast } from '../../electron/hashing/wasm-blake2b.ts';

/** As a thread of the books does; here it is for the whole process. */
const hashing = hashFast();

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** Books without a thread: the same messages, answered in this one, so that thousands of desks can be opened. */
export class InlineBooks {
  readonly #open = new Set<SyncBooks>();

  readonly spawn: SpawnBooks = (file) => {
    const events = new EventEmitter();
    const opened = openSyncBooks(file, { release: () => {} }); // the client in this thread has taken its place
    const say = (message: unknown) => setImmediate(() => events.emit('message', message));
    void hashing.then(() => say(opened.ok ? { ok: true } : opened));
    const books = opened.ok ? opened.value : null;
    if (books) this.#open.add(books);
    const worker = Object.assign(events, {
      postMessage: (call: ThreadCall) => {
        if (!books) return;
        if (call.method === 'close') this.#open.delete(books);
        if (call.method === 'copyTo') void copy(books, call).then(say);
        else say(answer(books, structuredClone(call)));
      },
      terminate: async () => {
        this.#close(books);
        events.emit('exit', 0);
        return 0;
      },
    });
    // Of a thread, the client uses nothing else.
    return worker as unknown as Worker;
  };

  /** Closes what a desk that is dead has left open. */
  closeAll(): void {
    for (const books of this.#open) this.#close(books);
  }

  #close(books: SyncBooks | null): void {
    if (books && this.#open.delete(books)) books.close();
  }
}

/** The one call whose answer takes its time. */
async function copy(books: SyncBooks, { id, args: [file] }: ThreadCall): Promise<ThreadAnswer> {
  try {
    return { id, ok: true, value: await books.copyTo(String(file)) };
  } catch (error) {
    return failed(id, error);
  }
}

function answer(books: SyncBooks, { id, noun, method, args }: ThreadCall): ThreadAnswer {
  try {
    const group = (noun === null ? books : books[noun as keyof SyncBooks]) as unknown as Methods;
    return { id, ok: true, value: structuredClone(group[method]?.(...args)) };
  } catch (error) {
    return failed(id, error);
  }
}

function failed(id: number, error: unknown): ThreadAnswer {
  const refusal = storeRefusal(error);
  if (refusal) return { id, ok: false, refusal };
  return { id, ok: false, refusal, message: error instanceof Error ? error.message : String(error) };
}
