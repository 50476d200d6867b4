import { closeSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import { base64 } from '@scure/base';
import { blake2b256, bytesToHex, hashWith, plainBlake2b256 } from '../../electron/core/digest.ts';
import { hashFast } from '../../electron/hashing/wasm-blake2b.ts';
import { genesisOf } from '../../electron/practice/genesis.ts';
import { createLedger, type Ledger } from '../../electron/practice/ledger.ts';
import type { LedgerEvent } from '../../electron/practice/ledger-event.ts';
import { LOG_FILE } from '../../electron/practice/ledger-log.ts';
import type { LogPlace } from '../../electron/practice/log-place.ts';
import { SNAPSHOT_FILE } from '../../electron/practice/open-ledger.ts';
import { pay } from '../../electron/practice/payment.ts';
import { openStore } from '../../electron/practice/store/store.ts';

export interface GrownLedger {
  /** In checkpoints, the network's own included. */
  readonly transactions: number;
  readonly checkpoints: number;
  /** Coins of all addresses. */
  readonly deposits: number;
}

export interface Growth {
  readonly seed: string;
  /** When the network began, milliseconds. */
  readonly start: number;
  /** Grown until there are so many transactions. */
  readonly transactions: number;
  /** Payments of one checkpoint. */
  readonly payments: number;
  /** Who is paid, in turn. */
  readonly recipients: readonly string[];
  readonly log: (line: string) => void;
}

const SAVED_EVERY = 5_000;

/**
 * Writes the log and the tables of a practice ledger with many transactions, as a node that ran for long leaves them: every
 * payment signed, executed and in a checkpoint. Nothing is made durable line by line, which is what takes a node its time.
 */
export async function growLedger(folder: string, growth: Growth): Promise<GrownLedger> {
  await hashFast();
  const log = new QuickLog(path.join(folder, LOG_FILE), growth);
  const store = openStore(path.join(folder, SNAPSHOT_FILE));
  try {
    const ledger = createLedger(genesisOf(growth.seed), growth.start, (event) => log.add(event), store);
    const grown = grow(ledger, growth, () => ledger.save(log.flush()));
    ledger.save(log.flush());
    return grown;
  } finally {
    store.close();
    log.close();
    hashWith(plainBlake2b256);
  }
}

function grow(ledger: Ledger, growth: Growth, save: () => void): GrownLedger {
  const { customer } = ledger.genesis;
  const { recipients, transactions, payments, start, log } = growth;
  let deposits = 0;
  let checkpoints = 0;
  const made = () => ledger.latest().totalTransactions;
  for (let next = SAVED_EVERY; made() < transactions; ) {
    for (let nth = 0; nth < payments; nth++) {
      const recipient = recipients[deposits % recipients.length] as string;
      const paid = pay(ledger, customer, recipient, BigInt(1_000_000 + deposits));
      if (!paid.ok) throw new Error(`expected a payment, got ${JSON.stringify(paid)}`);
      deposits += 1;
    }
    checkpoints += 1;
    ledger.checkpoint(start + checkpoints * 250);
    if (made() < next) continue;
    next += SAVED_EVERY;
    save();
    if (made() % 100_000 < SAVED_EVERY) log(`${made()} transactions`);
  }
  return { transactions: made(), checkpoints, deposits };
}

/** A practice ledger's log, line by line as {@link LOG_FILE} has it, written in large pieces. */
class QuickLog {
  readonly #file: number;
  #lines: string[] = [];
  #place: LogPlace = { begin: 0, end: 0, line: -1, chain: '' };

  constructor(file: string, { seed, start }: Growth) {
    this.#file = openSync(file, 'wx', 0o600);
    this.#write({ practice: 2, seed, start });
  }

  add(event: LedgerEvent): void {
    this.#write('bytes' in event ? { ...event, bytes: base64.encode(event.bytes) } : event);
  }

  /** @returns where the newest line ends */
  flush(): LogPlace {
    writeSync(this.#file, this.#lines.join(''));
    this.#lines = [];
    return this.#place;
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(entry: object): void {
    const { end, line, chain } = this.#place;
    const json = JSON.stringify(entry);
    const link = bytesToHex(blake2b256(Buffer.from(`${chain} ${json}`))).slice(0, 16);
    const text = `${link} ${json}\n`;
    this.#lines.push(text);
    this.#place = { begin: end, end: end + Buffer.byteLength(text), line: line + 1, chain: link };
  }
}
