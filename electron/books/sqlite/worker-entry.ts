import { parentPort, workerData } from 'node:worker_threads';
import { hashFast } from '../../hashing/wasm-blake2b.ts';
import { storeRefusal } from './open-file.ts';
import type { SyncBooks } from './sync.ts';
import { openSyncBooks } from './sync-books.ts';
import { reads, type ThreadAnswer, type ThreadCall } from './thread-protocol.ts';

const port = parentPort;
if (!port) throw new Error('expected a thread of the books');

const hashing = hashFast();
const opened = openSyncBooks(String(workerData.file));
await hashing;
port.postMessage(opened.ok ? { ok: true } : opened);
if (opened.ok) {
  const methods = methodsOf(opened.value);
  const say = (said: ThreadAnswer) => port.postMessage(said, handedOver(said));
  port.on('message', (call: ThreadCall) => {
    const said = answer(methods, call);
    // A copy of the books goes on between other calls.
    if (said.ok && said.value instanceof Promise) {
      said.value.then(
        (value) => say({ ...said, value }),
        (error) => say(failed(call.id, error)),
      );
    } else say(said);
    if (call.method === 'close') port.close();
  });
}

type Method = (...args: readonly unknown[]) => unknown;

/** All methods by name, bound to their noun. */
function methodsOf(books: SyncBooks): ReadonlyMap<string, Method> {
  const methods = new Map<string, Method>();
  for (const [noun, names] of Object.entries(reads)) {
    const group: Record<string, unknown> = { ...books[noun as keyof typeof reads] };
    for (const name of names) methods.set(`${noun}.${name}`, group[name] as Method);
  }
  methods.set('commit', books.commit as Method);
  methods.set('copyTo', books.copyTo as Method);
  methods.set('check', books.check as Method);
  methods.set('close', books.close as Method);
  return methods;
}

function answer(methods: ReadonlyMap<string, Method>, { id, noun, method, args }: ThreadCall): ThreadAnswer {
  try {
    const found = methods.get(noun === null ? method : `${noun}.${method}`);
    if (!found) throw new Error(`the books have no ${method}`);
    return { id, ok: true, value: found(...args) };
  } catch (error) {
    return failed(id, error);
  }
}

function failed(id: number, error: unknown): ThreadAnswer {
  const refusal = storeRefusal(error);
  if (refusal) return { id, ok: false, refusal };
  return { id, ok: false, refusal, message: error instanceof Error ? error.message : String(error) };
}

/** Lines of an export are handed over and not copied. */
function handedOver(said: ThreadAnswer): ArrayBuffer[] {
  const value = said.ok ? said.value : null;
  if (typeof value !== 'object' || value === null || !('lines' in value)) return [];
  const { lines } = value;
  return lines instanceof Uint8Array && lines.buffer instanceof ArrayBuffer ? [lines.buffer] : [];
}
