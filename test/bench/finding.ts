import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IotaClient } from '@iota/iota-sdk/client';
import { addressAt, fillFollowingDesk, openFollowingDesk } from './following-desk.ts';
import { type BenchRow, milliseconds, only, time } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { type RecordedLedger, recipientsOf, recordLedger, TRANSFERS } from './recorded-ledger.ts';
import { took } from './took.ts';

const ADDRESSES = 100_000;
const DEPOSITS = 1000;
/** What mainnet makes while the guide's way goes around all addresses once: 5 minutes. */
const CHECKPOINTS = 1500;
const TRANSFERS_IN_ALL = CHECKPOINTS * TRANSFERS;
/** The guide's way: so many questions at once, each answered after so long. */
const AT_ONCE = 16;
const ROUND_TRIP_MS = 50;
/** Of all addresses: the rest takes as long, each. */
const ASKED = 1600;
const LEAST = 20;

/**
 * Finding new deposits: the desk follows all checkpoints, as always; IOTA's guide for exchanges asks the balance of each address,
 * with the official client and a server that does nothing but wait.
 */
export async function benchFinding({ log }: BenchOptions): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-finding-'));
  try {
    const recipients = recipientsOf(TRANSFERS_IN_ALL, ownOf);
    const ledger = await recordLedger(folder, recipients, {
      checkpoints: CHECKPOINTS,
      addresses: ADDRESSES,
      log,
    });
    try {
      const desk = await find(path.join(folder, 'desk'), ledger);
      const guide = (await askBalances()) * (ADDRESSES / ASKED);
      const ratio = guide / desk.wallMs;
      return [
        {
          what: `Finding ${DEPOSITS} deposits among ${ADDRESSES} addresses in ${CHECKPOINTS} checkpoints, into the books, against one balance query an address, ${AT_ONCE} at once, ${ROUND_TRIP_MS} ms each (${ASKED} of them asked)`,
          measured: `${milliseconds(desk.wallMs)} (${milliseconds(desk.cpuMs)} of processor time) against ${Math.round(guide / 1000)} s: ${ratio.toFixed(0)}x`,
          target: `at least ${LEAST}x`,
          measures: [
            { name: 'finding.ratio', value: ratio, unit: 'x', target: { atLeast: LEAST } },
            only('finding.desk', desk.wallMs, 'ms'),
            only('finding.guide', guide, 'ms'),
          ],
        },
      ];
    } finally {
      await ledger.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The deposits lie evenly among the transfers, and their addresses among all; null for a transfer between others. */
function ownOf(transfer: number): string | null {
  const before = Math.floor((transfer * DEPOSITS) / TRANSFERS_IN_ALL);
  const after = Math.floor(((transfer + 1) * DEPOSITS) / TRANSFERS_IN_ALL);
  return after > before ? addressAt(before * (ADDRESSES / DEPOSITS)) : null;
}

async function find(folder: string, { node, checkpoints }: RecordedLedger) {
  await fillFollowingDesk(folder, ADDRESSES);
  const desk = await openFollowingDesk(folder, node);
  const taken = await took(() => desk.follow(checkpoints));
  const deposits = await desk.close();
  if (deposits !== DEPOSITS) throw new Error(`expected ${DEPOSITS} deposits, got ${deposits}`);
  return taken;
}

/** @returns milliseconds for {@link ASKED} addresses */
async function askBalances(): Promise<number> {
  const answer = { coinType: '0x2::iota::IOTA', coinObjectCount: 0, totalBalance: '0' };
  const server = createServer((request, response) => {
    let asked = '';
    request.on('data', (part) => {
      asked += part;
    });
    request.on('end', async () => {
      await sleep(ROUND_TRIP_MS);
      const { id } = JSON.parse(asked) as { readonly id: number };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ jsonrpc: '2.0', id, result: answer }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const client = new IotaClient({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
    let next = 0;
    const ask = async () => {
      while (next < ASKED) await client.getBalance({ owner: addressAt(next++) });
    };
    return await time(() => Promise.all(Array.from({ length: AT_ONCE }, ask)));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
