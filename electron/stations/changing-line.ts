import type { Line } from '../chains/line.ts';
import { type Result, refuse } from '../core/result.ts';

/** A line behind which another node can be put. */
export interface ChangingLine {
  readonly line: Line;
  /** Every question from now on goes to this one. What the one before was asked and has not answered is not waited for. */
  change(next: Line): void;
}

/** Makes a line that can be changed; it begins with this one, and stays on its network. */
export function changingLine(first: Line): ChangingLine {
  let present = first;
  const waiting = new Set<() => void>();
  const ask = <T>(use: (line: Line) => Promise<Result<T>>) =>
    new Promise<Result<T>>((resolve, reject) => {
      const leave = () =>
        resolve(refuse('node-unreachable', 'the address of the node was changed while it was asked'));
      waiting.add(leave);
      use(present)
        .then(resolve, reject)
        .finally(() => waiting.delete(leave));
    });
  return {
    line: {
      network: first.network,
      get url() {
        return present.url;
      },
      get most() {
        return present.most;
      },
      get proves() {
        return present.proves;
      },
      nodeTime: () => present.nodeTime(),
      lowest: () => present.lowest(),
      quietMs: () => present.quietMs(),
      confirm: (intent, view) => present.confirm(intent, view),
      genesis: () => ask((line) => line.genesis()),
      terms: () => ask((line) => line.terms()),
      fields: () => ask((line) => line.fields()),
      holdings: (owner) => ask((line) => line.holdings(owner)),
      others: (owner) => ask((line) => line.others(owner)),
      latestCheckpoint: () => ask((line) => line.latestCheckpoint()),
      about: () => ask((line) => line.about()),
      checkpoints: (from, limit, kept, sought) => ask((line) => line.checkpoints(from, limit, kept, sought)),
      closings: (from) => ask((line) => line.closings(from)),
      creations: (ids) => ask((line) => line.creations(ids)),
      certified: (ids) => ask((line) => line.certified(ids)),
      received: (owner) => ask((line) => line.received(owner)),
      submit: (bytes, serialized) => ask((line) => line.submit(bytes, serialized)),
      outlook: (bytes) => ask((line) => line.outlook(bytes)),
      provenSpend: (id, at) => ask((line) => line.provenSpend(id, at)),
    },
    change(next) {
      present = next;
      for (const leave of [...waiting]) leave();
      waiting.clear();
    },
  };
}
