import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBooks } from '../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../electron/books/sqlite/source-worker.ts';
import { nodeConsoleEffects } from '../../electron/cli/node-console-effects.ts';
import { readStationKey } from '../../electron/console/treasury/station-key.ts';
import { readTreasuryFile, treasuryPaths } from '../../electron/console/treasury/treasury-folder.ts';
import { type BooksSize, fillLargeBooks } from '../support/large-books.ts';
import { must } from '../support/must.ts';
import { startTreasuryNode } from '../support/treasury-node.ts';
import { createTreasury } from '../support/treasury-steps.ts';
import { type BenchRow, median, milliseconds, ms, reported, time } from './measure.ts';
import type { BenchOptions } from './options.ts';

const SIZE: BooksSize = {
  accounts: 20_000,
  addresses: 100_000,
  deposits: 50_000,
  movements: 20_000,
  entries: 110_000,
};
/** For 100 000 entries. */
const TARGET_MS = 10_000;
const ROUNDS = 5;

/** What an opening of a large treasury waits for, and how long the check of its books takes behind the screens. */
export async function benchBooksCheck({ log }: BenchOptions): Promise<BenchRow[]> {
  const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-bench-'));
  const node = await startTreasuryNode({ folder: path.join(parent, 'ledger') });
  try {
    const folder = path.join(parent, 'treasury');
    must(await createTreasury(folder, node, { ...nodeConsoleEffects, every: () => () => {} }));
    log('filling the books ...');
    await fillLargeBooks(folder, SIZE);
    return await measure(folder);
  } finally {
    await node.stop();
    rmSync(parent, { recursive: true, force: true });
  }
}

const PEER_SIGNATURES = 10_000;
const peerKeys = generateKeyPairSync('ed25519');
const peerDigest = Buffer.alloc(32);
const peerSignature = sign(null, peerDigest, peerKeys.privateKey);

function verifyPeer(): void {
  for (let i = 0; i < PEER_SIGNATURES; i++) verify(null, peerDigest, peerKeys.publicKey, peerSignature);
}

async function measure(folder: string): Promise<BenchRow[]> {
  const { database, stationKey } = treasuryPaths(folder);
  const { stationId, publicKey } = must(await readStationKey(stationKey, null));
  const { policies } = must(await readTreasuryFile(folder));
  const officers = policies.flatMap(({ policy }) => policy.officers);
  const opened: number[] = [];
  const tails: number[] = [];
  const checks: number[] = [];
  const waits: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    const books = must(await openBooks(database, spawnSourceBooks));
    opened.push(performance.now() - started);
    tails.push(
      await time(async () =>
        must(await books.audit.tail({ stations: [{ stationId, stationKey: publicKey, from: 1 }], officers })),
      ),
    );
    const began = performance.now();
    for (;;) {
      const check = books.audit.step(publicKey);
      waits.push(await time(() => books.journal.head()));
      const { state } = await check;
      if (state === 'whole') break;
      if (state === 'differs')
        throw new Error(`expected books that are whole, got ${JSON.stringify(await check)}`);
    }
    checks.push((performance.now() - began) * (100_000 / SIZE.entries));
    peers.push((await time(verifyPeer)) * (100_000 / PEER_SIGNATURES));
    await books.close();
  }
  const longest = waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.99)] ?? 0;
  const check = median(checks);
  const ratio = check / median(peers);
  return [
    {
      what: 'books-check: journal verified and tables compared, 100 000 entries',
      measured: `${milliseconds(check)}; a read meanwhile waits ${milliseconds(longest)} at most in 99 of 100`,
      target: `within ${TARGET_MS} ms`,
      measures: [ms('books-check.whole', check, TARGET_MS), ms('books-check.read-meanwhile', longest)],
    },
    reported(
      'books-check: the same beside OpenSSL verifying 100 000 signatures in one thread, in the same run',
      `${ratio.toFixed(2)} times as long`,
      { name: 'books-check.per-signature', value: ratio, unit: 'x', target: null },
    ),
    {
      what: `books-check: what an opening waits for in the books, ${SIZE.addresses} addresses, ${SIZE.deposits} deposits, ${SIZE.movements} movements`,
      measured: `books ${milliseconds(median(opened))}, the journal's tail (1000 entries without an officer) ${milliseconds(median(tails))}`,
      target: null,
      measures: [ms('books-check.open', median(opened)), ms('books-check.tail', median(tails))],
    },
  ];
}
