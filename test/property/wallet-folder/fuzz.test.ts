import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseWallet } from '../../../electron/wallet-folder/read-wallet.ts';
import { logRecords } from '../../../electron/wallet-folder/rocksdb/log-records.ts';
import { NewestValues } from '../../../electron/wallet-folder/rocksdb/newest.ts';
import { readValues } from '../../../electron/wallet-folder/rocksdb/read-values.ts';
import { takeTable } from '../../../electron/wallet-folder/rocksdb/table.ts';
import { takeBatch } from '../../../electron/wallet-folder/rocksdb/write-batch.ts';
import { codeOfThrow } from '../../support/code-of-throw.ts';
import { fc } from '../../support/fast-check.ts';
import { must } from '../../support/must.ts';
import { mutateBytes, seededNumbers } from '../../support/mutate-bytes.ts';
import { makePrivateFolder } from '../../support/private-folder.ts';
import { batchOf, type Change, logOf, tableOf } from '../../support/rocksdb-files.ts';
import { entriesOf, writeFiles } from '../../support/wallet-folder.ts';

const SAME = { seed: 29 };
const CODES = /^(none|wallet-folder-(torn|damaged|oversize|newer|foreign|encrypted|locked))$/;
const vectors = path.join(import.meta.dirname, '../../vectors/wallet-folder/files');
const place = makePrivateFolder();
afterAll(() => place.remove());

const texts = (values: ReadonlyMap<string, Uint8Array>) =>
  new Map([...values].map(([key, value]) => [key, Buffer.from(value).toString('latin1')] as const));

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.option(fc.string({ maxLength: 200 }), { nil: null }),
);
const changes = fc.array(change, { maxLength: 60 });
const shape = fc.record({
  checksum: fc.constantFrom('crc32c', 'xxh3'),
  packed: fc.boolean(),
  isDelta: fc.boolean(),
  interval: fc.integer({ min: 1, max: 20 }),
  perBlock: fc.integer({ min: 1, max: 9 }),
});
const lastOf = (list: readonly Change[]) => {
  const last = new Map<string, string>();
  for (const [key, value] of list) {
    const name = Buffer.from(key).toString('latin1');
    if (value === null) last.delete(name);
    else last.set(name, Buffer.from(value).toString('latin1'));
  }
  return last;
};

describe('what is written comes back', () => {
  it('from a log', () => {
    fc.assert(
      fc.property(fc.array(changes, { maxLength: 8 }), (batches) => {
        const newest = new NewestValues();
        let sequence = 1n;
        const records = batches.map((batch) => {
          const record = batchOf(sequence, batch);
          sequence += BigInt(batch.length);
          return record;
        });
        for (const record of logRecords(logOf(records), 'a log', 1e6)) takeBatch(record, 'a log', newest);
        expect(texts(newest.values())).toEqual(lastOf(batches.flat()));
      }),
      SAME,
    );
  });

  it('from a table, however it is laid out', () => {
    fc.assert(
      fc.property(changes, shape, (list, laid) => {
        const newest = new NewestValues();
        takeTable(tableOf(entriesOf(list), laid), 'a table', newest, { left: 1e6 });
        expect(texts(newest.values())).toEqual(lastOf(list));
      }),
      SAME,
    );
  });
});

describe('the official folders, damaged or forged in any way', () => {
  const folders = ['wallet-folder', 'wallet-folder-tables'].map((name) => {
    const folder = path.join(vectors, name, 'walletdb');
    return new Map(readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file))] as const));
  });
  const untouched = async () =>
    Promise.all(
      ['wallet-folder', 'wallet-folder-tables'].map(async (name) =>
        texts(must(await readValues(path.join(vectors, name, 'walletdb')))),
      ),
    );

  it('are refused by a code, or give nothing that was not in them', async () => {
    const before = await untouched();
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(folders.length - 1), fc.nat(), fc.nat(), async (which, pick, seed) => {
        const files = new Map<string, Uint8Array>(folders[which]);
        const names = [...files.keys()].filter((name) => !name.startsWith('OPTIONS') && name !== 'LOCK');
        const name = names[pick % names.length]!;
        files.set(name, mutateBytes(files.get(name)!, seededNumbers(seed), [...files.values()]));
        const folder = place.at(`fuzzed-${runs++}`);
        await writeFiles(folder, files);
        const read = await readValues(folder);
        expect(read.ok ? 'none' : read.code).toMatch(CODES);
        if (!read.ok) return;
        // What is cut off at the end of a record cannot be told: then an older state of the wallet is read.
        for (const key of texts(read.value).keys()) expect([...(before[which]?.keys() ?? [])]).toContain(key);
      }),
      { ...SAME, numRuns: 300 },
    );
  });
});

describe('JSON that anybody wrote', () => {
  it('never crashes the reader of values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (manager, list, account) => {
        const bytes = (json: unknown) => new TextEncoder().encode(JSON.stringify(json));
        const values = new Map([
          ['iota-wallet-account-manager', bytes(manager)],
          ['iota-wallet-accounts', bytes(Array.isArray(list) ? [0] : list)],
          ['iota-wallet-account-0', bytes(account)],
        ]);
        expect(codeOfThrow(() => parseWallet(values))).toMatch(CODES);
      }),
      { ...SAME, numRuns: 300 },
    );
  });

  it('never crashes it in the place of a member of an account', () => {
    const names = [
      'index',
      'coinType',
      'alias',
      'publicAddresses',
      'internalAddresses',
      'outputs',
      'transactions',
      'incomingTransactions',
    ];
    const good = JSON.parse(
      texts(new Map([['a', readFileSync(path.join(vectors, 'wallet-folder/expected.json'))]])).get('a')!,
    ) as unknown;
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, json) => {
        const account = {
          index: 0,
          coinType: 4218,
          alias: 'a',
          publicAddresses: [],
          internalAddresses: [],
          outputs: {},
          transactions: {},
          incomingTransactions: {},
          [name]: json,
        };
        const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
        const values = new Map([
          ['iota-wallet-account-manager', bytes({ clientOptions: good })],
          ['iota-wallet-accounts', bytes([0])],
          ['iota-wallet-account-0', bytes(account)],
        ]);
        expect(codeOfThrow(() => parseWallet(values))).toMatch(CODES);
      }),
      { ...SAME, numRuns: 300 },
    );
  });
});
