import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addressAt, openFollowingDesk } from './following-desk.ts';
import { growLedger } from './grown-ledger.ts';
import { type BenchRow, median, milliseconds, only } from './measure.ts';
import { type NodeOfFolder, startNodeOf, startReplayOf } from './node-of-folder.ts';
import type { BenchOptions } from './options.ts';
import { took } from './took.ts';

const SEED = 'a network that is followed by gRPC';
const CHECKPOINTS = 3000;
/** Of one checkpoint. */
const TRANSFERS = 3;
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
}

/**
 * The whole way of a checkpoint, from a local node's stream by gRPC to the books: the thread of the lines with its proofs,
 * the console, and SQLite. One certificate a batch of a thousand. The node is a process of its own, which tells what a practice
 * node has told once: it is the desk that is measured.
 */
export async function benchFollowingLine({ log }: BenchOptions): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-following-'));
  try {
    const ledger = path.join(folder, 'ledger');
    mkdirSync(ledger);
    log(`growing a ledger of ${CHECKPOINTS} checkpoints ...`);
    const { checkpoints } = await growLedger(ledger, {
      seed: SEED,
      start: Date.now() - CHECKPOINTS * 250 - 60_000,
      transactions: CHECKPOINTS * (TRANSFERS + 1),
      payments: TRANSFERS,
      recipients: Array.from({ length: FEW * DEPOSIT_EVERY }, (_, at) =>
        at % DEPOSIT_EVERY === 0 ? addressAt(at / DEPOSIT_EVERY) : `0x${at.toString(16).padStart(64, '0')}`,
      ),
      log,
    });
    const practice = await startNodeOf(ledger, SEED);
    const replay = await startReplayOf(practice.grpcUrl);
    const node = { ...practice, ...replay };
    try {
      const few: Cost[] = [];
      const many: Cost[] = [];
      // Nothing is compiled or recorded at first.
      await follow(path.join(folder, 'first'), node, { addresses: FEW, checkpoints });
      await practice.stop();
      for (let round = 0; round < ROUNDS; round++) {
        few.push(await follow(path.join(folder, `few-${round}`), node, { addresses: FEW, checkpoints }));
        many.push(await follow(path.join(folder, `many-${round}`), node, { addresses: MANY, checkpoints }));
      }
      return rowsOf(few, many);
    } finally {
      await replay.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function follow(
  folder: string,
  node: NodeOfFolder,
  { addresses, checkpoints }: { readonly addresses: number; readonly checkpoints: number },
): Promise<Cost> {
  const desk = await openFollowingDesk(folder, node, addresses);
  const before = await node.cpuMs();
  const { wallMs, cpuMs } = await took(() => desk.follow(checkpoints));
  const nodeMs = (await node.cpuMs()) - before;
  const deposits = await desk.close();
  const due = Math.ceil((checkpoints * TRANSFERS) / DEPOSIT_EVERY);
  if (deposits !== due) throw new Error(`expected ${due} deposits, got ${deposits}`);
  return { wall: wallMs / checkpoints, desk: cpuMs / checkpoints, node: nodeMs / checkpoints };
}

function rowsOf(few: readonly Cost[], many: readonly Cost[]): BenchRow[] {
  const middle = (costs: readonly Cost[], of: keyof Cost) => median(costs.map((cost) => cost[of]));
  const perSecond = 1000 / middle(many, 'wall');
  const ofProcessor = 1000 / middle(many, 'desk');
  const ratio = middle(many, 'desk') / middle(few, 'desk');
  return [
    {
      what: `Following a local node by gRPC into the books: ${TRANSFERS} transfers a checkpoint, ${MANY} addresses, one certificate a batch`,
      measured: `${Math.round(perSecond)} checkpoints a second, ${Math.round(perSecond / REAL_PACE)}x mainnet's pace; ${Math.round(ofProcessor)} a second of the desk's processor time (${milliseconds(middle(many, 'desk'))} each, the node ${milliseconds(middle(many, 'node'))})`,
      target: 'at least 1800 a second, 400x',
      measures: [
        { name: 'following-line.checkpoints', value: perSecond, unit: 'a second', target: { atLeast: 1800 } },
        only('following-line.of-processor', ofProcessor, 'a second'),
        only('following-line.node', middle(many, 'node'), 'ms'),
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
