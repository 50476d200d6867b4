import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openInFolder, SNAPSHOT_FILE } from '../../electron/practice/open-ledger.ts';
import { must } from '../support/must.ts';
import { growLedger } from './grown-ledger.ts';
import { type BenchRow, milliseconds, only, time } from './measure.ts';
import type { BenchOptions } from './options.ts';

const TRANSACTIONS = 1_000_000;
const RECIPIENTS = 1000;
const SEED = 'a practice network that grew';
const START = Date.UTC(2026, 0, 1);
/** What a desk waits for an answer of its node (`NODE_TIMEOUT_MS` of its station), milliseconds. */
const PATIENCE_MS = 10_000;

/**
 * How long a practice node takes to open a ledger of a million transactions (`--rounds N` for another number) from its tables.
 * The ledger is grown first, which takes a quarter of an hour on a quiet machine.
 */
export async function benchPracticeLedger({ rounds, log }: BenchOptions): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-grown-'));
  try {
    const recipients = Array.from(
      { length: RECIPIENTS },
      (_, index) => `0x${(index + 1).toString(16).padStart(64, '0')}`,
    );
    const asked = rounds ?? TRANSACTIONS;
    const grown = await growLedger(folder, {
      seed: SEED,
      start: START,
      transactions: asked,
      payments: 1,
      recipients,
      log,
    });
    const size = statSync(path.join(folder, SNAPSHOT_FILE)).size / 2 ** 20;
    const took = await time(() => {
      const { ledger, close } = must(openInFolder(folder, SEED, () => START));
      const { totalTransactions } = ledger.latest();
      close();
      if (totalTransactions !== grown.transactions) {
        throw new Error(`expected ${grown.transactions} transactions, got ${totalTransactions}`);
      }
    });
    return [
      {
        what: 'opening a practice ledger from its tables',
        measured: `${grown.transactions} transactions in ${grown.checkpoints} checkpoints, ${grown.deposits} coins, ${Math.round(size)} MiB: ${milliseconds(took)}`,
        target: `at most ${milliseconds(PATIENCE_MS)}, which a desk waits for its node`,
        measures: [
          { name: 'practice-ledger.opening', value: took, unit: 'ms', target: { atMost: PATIENCE_MS } },
          only('practice-ledger.transactions', grown.transactions, 'count'),
        ],
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
