import type { Worker } from 'node:worker_threads';
import type { SpawnBooks } from '../../../electron/books/sqlite/client.ts';
import type { ThreadAnswer, ThreadCall } from '../../../electron/books/sqlite/thread-protocol.ts';
import type { Line } from '../../../electron/chains/line.ts';
import type { LineRegistry } from '../../../electron/chains/lines.ts';
import type { OutsideMarks } from '../../../electron/console/treasury/outside-marks.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import type { StateFile } from '../../../electron/signer/kept-state.ts';
import type { StateEnd } from '../../../electron/signer/state-log.ts';
import type { SignerTransport, SpawnSigner } from '../../../electron/signer/transport.ts';

/** Somebody who may die at a border: of a commit, of a signer's answer, of what its state file takes, of a mark, of the node. */
export interface Mortal {
  /** Nothing of it happens any more, and it hears nothing. */
  readonly isDead: boolean;
  /**
   * Told of each border in the order in which it is come to, such as `before commit transaction-leaving`.
   * @param torn does half of what comes next to the folder's copy that is given to it; left out where nothing can be torn
   * @returns whether it is dead from here on
   */
  at(border: string, torn?: (folder: string) => void): boolean;
}

/** What the dead wait for; a promise of its own each time, so that nothing keeps them. */
export const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** Borders before and after each commit of the books. A read has none: it changes nothing. */
export const borderBooks =
  (spawn: SpawnBooks, mortal: Mortal): SpawnBooks =>
  (file) => {
    const worker = spawn(file);
    const commits = new Map<number, string>();
    const post = worker.postMessage.bind(worker);
    const readings = new Set<number>();
    const listeners: ((answer: ThreadAnswer) => void)[] = [];
    /** A reading of the journal holds a file open, which a process that ends gives back: the dead hear that it ended. */
    const giveBack = (id: number) => {
      if (readings.delete(id)) for (const listener of listeners) listener({ id, ok: false, refusal: gone });
    };
    const on = worker.on.bind(worker) as (event: string, listener: (value: never) => void) => Worker;
    const postMessage = (call: ThreadCall) => {
      if (call.noun === 'passes') readings.add(call.id);
      if (mortal.isDead) return void setImmediate(giveBack, call.id);
      const name = call.noun === null && call.method === 'commit' ? commitName(call) : null;
      if (name !== null) {
        commits.set(call.id, name);
        if (mortal.at(`before ${name}`)) return;
      }
      post(call);
    };
    const hear = (listener: (answer: ThreadAnswer) => void) => (answer: ThreadAnswer) => {
      if (mortal.isDead) return giveBack(answer.id);
      readings.delete(answer.id);
      const name = commits.get(answer.id);
      commits.delete(answer.id);
      if (name === undefined || !mortal.at(`after ${name}`)) listener(answer);
    };
    const listen = (listener: (answer: ThreadAnswer) => void) => {
      listeners.push(listener);
      return hear(listener);
    };
    return Object.assign(worker, {
      postMessage,
      on: (event: string, listener: (value: ThreadAnswer) => void) =>
        on(event, event === 'message' ? listen(listener) : listener),
    });
  };

const gone = refuse('store-damaged', 'the process that read has ended');

function commitName({ args }: ThreadCall): string {
  const [{ entries }] = args as [{ readonly entries: readonly { readonly kind: string }[] }];
  const [first] = entries;
  return `commit ${first?.kind ?? 'facts'}`;
}

/** Borders before a signer hears what changes something, and before its answer is heard. */
export const borderSigners =
  (spawn: SpawnSigner, mortal: Mortal): SpawnSigner =>
  (): SignerTransport => {
    const transport = spawn();
    const asked = new Map<number, string>();
    return {
      ...transport,
      send: (message) => {
        if (mortal.isDead) return;
        const { id, verb, body } = message as { id: number; verb: string; body: { kind?: string } };
        const name = verb === 'seal' ? `seal ${body.kind}` : verb;
        if (changing.has(verb)) {
          asked.set(id, name);
          if (mortal.at(`before asking ${name}`)) return;
        }
        transport.send(message);
      },
      onMessage: (listener) =>
        transport.onMessage((message) => {
          if (mortal.isDead) return;
          const { id } = message as { id: number };
          const name = asked.get(id);
          asked.delete(id);
          if (name === undefined || !mortal.at(`before hearing ${name}`)) listener(message);
        }),
      onExit: (listener) =>
        transport.onExit(() => {
          if (!mortal.isDead) listener();
        }),
    };
  };

const changing: ReadonlySet<string> = new Set(['sign', 'seal', 'recall', 'change-password', 'save-copy']);

/** Borders around everything that a vault's sealed state is given, and in the middle of a frame. */
export const borderState = (stateFile: StateFile, mortal: Mortal, tear: Tear): StateFile => ({
  read: () => stateFile.read(),
  async write(bytes) {
    if (mortal.at('before state written anew')) return never();
    await stateFile.write(bytes);
    if (mortal.at('after state written anew')) return never();
  },
  async append(frame, end) {
    if (mortal.at('before frame')) return never();
    if (mortal.at('half a frame', (folder) => tear(folder, frame.subarray(0, frame.length >> 1), end))) {
      return never();
    }
    const appended = await stateFile.append(frame, end);
    return mortal.at('after frame') ? never() : appended;
  },
});

/** Adds bytes to the state file's copy in another folder, behind its end: what an earlier kill left there is cut off first. */
export type Tear = (folder: string, bytes: Uint8Array, end: Pick<StateEnd, 'length'>) => void;

/** Borders around every mark outside of the folder. */
export const borderOutside = (outside: OutsideMarks, mortal: Mortal): OutsideMarks => ({
  install: () => outside.install(),
  read: (treasuryId) => outside.read(treasuryId),
  async write(mark) {
    if (mortal.at('before mark')) return never();
    const written = await outside.write(mark);
    return mortal.at('after mark') ? never() : written;
  },
});

/** Borders before the node hears signed bytes, and before its answer is heard. */
export const borderLines = (lines: LineRegistry, mortal: Mortal): LineRegistry => ({
  connect(options) {
    const connected = lines.connect(options);
    return connected.ok ? ok(borderLine(connected.value, mortal)) : connected;
  },
});

function borderLine(line: Line, mortal: Mortal): Line {
  const heard = async <T>(asked: () => Promise<T>): Promise<T> => {
    if (mortal.isDead) return never();
    const answer = await asked();
    return mortal.isDead ? never() : answer;
  };
  return {
    network: line.network,
    url: line.url,
    most: line.most,
    proves: line.proves,
    nodeTime: () => line.nodeTime(),
    lowest: () => line.lowest(),
    quietMs: () => line.quietMs(),
    genesis: () => heard(() => line.genesis()),
    terms: () => heard(() => line.terms()),
    fields: () => heard(() => line.fields()),
    holdings: (owner) => heard(() => line.holdings(owner)),
    others: (owner) => heard(() => line.others(owner)),
    latestCheckpoint: () => heard(() => line.latestCheckpoint()),
    about: () => heard(() => line.about()),
    checkpoints: (from, limit, kept) => heard(() => line.checkpoints(from, limit, kept)),
    closings: (from) => heard(() => line.closings(from)),
    creations: (ids) => heard(() => line.creations(ids)),
    certified: (ids) => heard(() => line.certified(ids)),
    received: (owner) => heard(() => line.received(owner)),
    async submit(bytes, serialized) {
      if (mortal.at('before the node hears bytes')) return never();
      const sent = await line.submit(bytes, serialized);
      return mortal.at("before the node's answer is heard") ? never() : sent;
    },
    outlook: (bytes) => heard(() => line.outlook(bytes)),
    provenSpend: (id, at) => heard(() => line.provenSpend(id, at)),
    confirm: (intent, view) => line.confirm(intent, view),
  };
}
