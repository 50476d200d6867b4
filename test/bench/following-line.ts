import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addressAt, fillFollowingDesk, openFollowingDesk } from './following-desk.ts';
import { type BenchRow, median, milliseconds, only } from './measure.ts';
import { memoryOfFollowing } from './node-of-folder.ts';
import type { BenchOptions } from './options.ts';
import { type RecordedLedger, recipientsOf, recordLedger, TRANSFERS } from './recorded-ledger.ts';
import { took } from './took.ts';

const CHECKPOINTS = 3000;
/** Of so many transfers one is a deposit. */
const DEPOSIT_EVERY = 100;
const FEW = 1000;
const MANY = 100_000;
const ROUNDS = 3;
/** Mainnet makes 4 to 5 checkpoints a second. */
const REAL_PACE = 4.5;

/** Milliseconds of one checkpoint. */
interface Cost {
  readonly wall: number;
  /** Of the desk's processor time, and of the node's. */
  readonly desk: number;
  readonly node: number;
  /** Of one opening. */
  readonly sieve: number;
}

/**
 * The whole way of a checkpoint, from a local node's stream by gRPC to the books: the thread of the lines with its proofs,
 * the console, and SQLite. One certificate a batch of a thousand. The node is a process of its own, which tells what a practice
 * node has told once: it is the desk that is measured.
 */
export async function benchFollowingLine({ log }: BenchOptions): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-following-'));
  try {
    const recipients = recipientsOf(FEW * DEPOSIT_EVERY, (at) =>
      at % DEPOSIT_EVERY === 0 ? addressAt(at / DEPOSIT_EVERY) : null,
    );
    const ledger = await recordLedger(folder, recipients, {
      checkpoints: CHECKPOINTS,
      addresses: FEW,
      log,
    });
    try {
      const few: Cost[] = [];
      const many: Cost[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        few.push(await follow(path.join(folder, `few-${round}`), ledger, FEW));
        many.push(await follow(path.join(folder, `many-${round}`), ledger, MANY));
      }
      return [...rowsOf(few, many), await memoryRow(folder, ledger)];
    } finally {
      await ledger.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function follow(folder: string, ledger: RecordedLedger, addresses: number): Promise<Cost> {
  const { node, checkpoints } = ledger;
  await fillFollowingDesk(folder, addresses);
  const desk = await openFollowingDesk(folder, node);
  const before = await ledger.cpuMs();
  const { wallMs, cpuMs } = await took(() => desk.follow(checkpoints));
  const nodeMs = (await ledger.cpuMs()) - before;
  const deposits = await desk.close();
  const due = Math.ceil((checkpoints * TRANSFERS) / DEPOSIT_EVERY);
  if (deposits !== due) throw new Error(`expected ${due} deposits, got ${deposits}`);
  return {
    wall: wallMs / checkpoints,
    desk: cpuMs / checkpoints,
    node: nodeMs / checkpoints,
    sieve: desk.sieveMs,
  };
}

/** In a process that does nothing else, each. */
async function memoryRow(folder: string, { node, checkpoints }: RecordedLedger): Promise<BenchRow> {
  const measured: number[] = [];
  for (const addresses of [FEW, MANY]) {
    const desk = path.join(folder, `memory-${addresses}`);
    await fillFollowingDesk(desk, addresses);
    measured.push((await memoryOfFollowing(desk, node, checkpoints)) / 1024 / 1024);
  }
  const [few = Number.NaN, many = Number.NaN] = measured;
  return {
    what: `Memory of a program that has followed ${checkpoints} checkpoints, its threads and SQLite's pages included`,
    measured: `${Math.round(many)} MiB with ${MANY} addresses, ${Math.round(few)} MiB with ${FEW}`,
    target: null,
    measures: [only('following-line.memory', many, 'MiB'), only('following-line.memory-few', few, 'MiB')],
  };
}

function rowsOf(few: readonly Cost[], many: readonly Cost[]): BenchRow[] {
  const middle = (costs: readonly Cost[], of: keyof Cost) => median(costs.map((cost) => cost[of]));
  const perSecond = 1000 / middle(many, 'wall');
  const ofProcessor = 1000 / middle(many, 'desk');
  const ratio = middle(many, 'desk') / middle(few, 'desk');
  return [
    {
      what: `Following a local node by gRPC into the books: ${TRANSFERS} transfers a checkpoint, ${MANY} addresses, one certificate a batch`,
      measured: `${Math.round(perSecond)} checkpoints a second, ${Math.round(perSecond / REAL_PACE)}x mainnet's pace; ${Math.round(ofProcessor)} a second of the desk's processor time (${milliseconds(middle(many, 'desk'))} each, the node ${milliseconds(middle(many, 'node'))}); the sieve of the addresses took ${milliseconds(middle(many, 'sieve'))} before, once an opening`,
      target: 'at least 1800 a second, 400x',
      measures: [
        { name: 'following-line.checkpoints', value: perSecond, unit: 'a second', target: { atLeast: 1800 } },
        only('following-line.of-processor', ofProcessor, 'a second'),
        only('following-line.node', middle(many, 'node'), 'ms'),
        only('following-line.sieve', middle(many, 'sieve'), 'ms'),
      ],
    },
    {
      what: `The same with ${MANY} addresses against ${FEW}, in the desk's processor time`,
      measured: `${ratio.toFixed(2)}x; ${(middle(many, 'wall') / middle(few, 'wall')).toFixed(2)}x by the clock`,
      target: 'at most 1.2x',
      measures: [{ name: 'following-line.addresses', value: ratio, unit: 'x', target: { atMost: 1.2 } }],
    },
  ];
}
