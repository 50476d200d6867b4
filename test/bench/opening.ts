import type { Worker } from 'node:worker_threads';
import { spawnSourceBooks } from '../../electron/books/sqlite/source-worker.ts';
import { nodeConsoleEffects } from '../../electron/cli/node-console-effects.ts';
import { openCold } from '../../electron/stations/cold.ts';
import { must } from '../support/must.ts';
import { type BenchRow, median, milliseconds, only, time } from './measure.ts';

const ROUNDS = 7;
const MOST = 1.5;

/** How much longer the opening of a treasury takes by the journal's tail, which is verified before anything is shown. */
export async function measureOpening(folder: string, what: string): Promise<BenchRow> {
  const checked: number[] = [];
  const unchecked: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    unchecked.push(await open(folder, withoutChecks));
    checked.push(await open(folder, withoutBackground));
  }
  const [all, without] = [median(checked), median(unchecked)];
  return {
    what: `opening: a station without its line, ${what}, beside the same with the check of the journal's tail switched out, in the same run`,
    measured: `${milliseconds(all)} beside ${milliseconds(without)}: ${(all / without).toFixed(2)} times as long`,
    target: `at most ${MOST} times`,
    measures: [
      { name: 'opening.checked', value: all / without, unit: 'x', target: { atMost: MOST } },
      only('opening.time', all, 'ms'),
    ],
  };
}

async function open(folder: string, spawnBooks: typeof spawnSourceBooks): Promise<number> {
  let close = async () => {};
  const opened = await time(async () => {
    const station = must(await openCold(folder, { ...nodeConsoleEffects, spawnBooks }));
    close = () => station.close();
  });
  await close();
  return opened;
}

interface Call {
  readonly id: number;
  readonly noun: string | null;
  readonly method: string;
}

/** Books that answer some calls to their check at once, as if there were nothing to do. */
const answering =
  (answers: Readonly<Record<string, unknown>>): typeof spawnSourceBooks =>
  (file) => {
    const worker: Worker = spawnSourceBooks(file);
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (call: Call) => {
      if (call.noun !== 'audit' || !(call.method in answers)) post(call);
      else setImmediate(() => worker.emit('message', { id: call.id, ok: true, value: answers[call.method] }));
    };
    return worker;
  };

/** What goes on behind the screens burdens neither. */
const step = { state: 'whole', entries: 0, head: '' };
const withoutBackground = answering({ step });
const withoutChecks = answering({ step, tail: { ok: true, value: 0 } });
