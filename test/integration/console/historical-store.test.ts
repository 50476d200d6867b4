import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { listJournal } from '../../../electron/console/journal/list-journal.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { changeEndpoints, changeHistory } from '../../../electron/console/ledger/change-node.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { type HistoryServer, keepHistory, startHistoryServer } from '../../support/grpc/history-server.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { NO_TIMERS, openDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

const rows = async ({ station }: TestDesk) =>
  (await listJournal(station, { search: '', offset: 0, limit: 50 })).rows;

/** A desk that slept while three customers paid, whose node has thrown that away; and a store that has kept it. */
async function slept(): Promise<TestDesk & { readonly store: HistoryServer }> {
  const desk = await openDesk(NO_TIMERS, undefined, 'grpc');
  const { station, node } = desk;
  const { receiveAddress } = vaultAtWork(station.policy.present(), [], 'hot');
  const from = BigInt(station.line.view().checkpoint ?? '0') + 1n;
  for (let deposits = 0; deposits < 3; deposits++) {
    await node.deposit(receiveAddress, IOTA);
    await node.checkpoint();
  }
  await node.endEpoch();
  const to = from + 3n;
  const store = await startHistoryServer();
  await keepHistory(store, node.grpcUrl, { from: 0n, to });
  await node.prune(Number(to));
  await enter(desk, 'Dev');
  return Object.assign(desk, { store });
}

const balance = async ({ station, hot }: TestDesk) => (await station.books.figures.vault(hot)).balance;

describe('a desk whose node no longer has what comes next', () => {
  it('takes it from the store that a policy admin names, proven, and goes on at the node', async () => {
    const desk = await slept();
    const { station, node, store } = desk;
    await station.line.follow();
    expect(station.line.view().problem?.code).toBe('node-pruned');
    must(await changeHistory(station, desk.as('Dev'), { url: `${store.url}/` }));
    await station.line.follow();
    expect(station.line.view()).toMatchObject({ state: 'connected', history: store.url, problem: null });
    expect(station.line.view().proof?.epoch).toBe('1');
    expect(await balance(desk)).toBe(3n * IOTA);
    const { receiveAddress } = vaultAtWork(station.policy.present(), [], 'hot');
    expect(await station.books.inputs.of(receiveAddress)).toHaveLength(3);
    expect((await rows(desk)).find(({ kind }) => kind === 'node-changed')?.summary).toContain(
      `with the historical store ${store.url}`,
    );
    await node.deposit(receiveAddress, IOTA);
    await node.checkpoint();
    await station.line.follow();
    expect(await balance(desk)).toBe(4n * IOTA);
    must(await verifyJournal(station));
    expect((await desk.reopen()).line.view().history).toBe(store.url);
  });

  it('credits nothing of a store that leaves a deposit out, and all of it once the store is well', async () => {
    const desk = await slept();
    const { station, store } = desk;
    const next = BigInt(station.line.view().checkpoint ?? '0') + 1n;
    const right = store.files.get(next) as Uint8Array;
    store.files.set(next, right.subarray(0, right.length - 20));
    must(await changeHistory(station, desk.as('Dev'), { url: store.url }));
    await station.line.follow();
    expect(station.line.view().problem?.code).toBe('history-malformed');
    expect([await balance(desk), (await station.books.cursor.get())?.next]).toEqual([0n, next]);
    store.files.set(next, right);
    await station.line.follow();
    expect(await balance(desk)).toBe(3n * IOTA);
  });
});

describe('the address of a store', () => {
  it('is changed by a policy admin alone, and taken away again', async () => {
    const desk = await slept();
    const { station, store } = desk;
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await changeHistory(station, mara, { url: store.url }))).toBe('role-missing');
    expect(station.line.view().history).toBeNull();
    must(await changeHistory(station, desk.as('Dev'), { url: store.url }));
    must(await changeHistory(station, desk.as('Dev'), { url: null }));
    expect(station.line.view().history).toBeNull();
  });

  it.each([
    ['http://history.example.org', 'node-url-not-loopback'],
    ['https://me:secret@history.example.org', 'node-url-user'],
    ['https://history.example.org/?key=1', 'node-url-query'],
    ['grpc+https://history.example.org', 'node-url-scheme'],
    ['ftp://history.example.org', 'node-url-scheme'],
  ])('is refused as that of a node is: %s', async (url, code) => {
    const desk = await openDesk();
    const dev = await enter(desk, 'Dev');
    expect(codeOf(await changeHistory(desk.station, dev, { url }))).toBe(code);
  });

  it('stays when the node is changed, and is in the journal with it', async () => {
    const desk = await slept();
    const { station, store, node } = desk;
    must(await changeHistory(station, desk.as('Dev'), { url: store.url }));
    await station.line.follow();
    const alias = node.grpcUrl.replace('127.0.0.1', 'localhost');
    must(await changeEndpoints(station, desk.as('Dev'), { urls: [alias] }));
    expect(station.treasury.file().node).toMatchObject({ history: store.url });
    expect(await openAlarms(await desk.reopen())).toEqual([]);
  });

  it('that somebody wrote into treasury.json is an alarm, and that of the journal is used', async () => {
    const desk = await slept();
    const { store, station } = desk;
    must(await changeHistory(station, desk.as('Dev'), { url: store.url }));
    await station.close();
    const place = path.join(desk.folder, 'treasury.json');
    const file = JSON.parse(readFileSync(place, 'utf8'));
    file.node.history = 'https://evil.example';
    writeFileSync(place, JSON.stringify(file));
    const again = await desk.reopen();
    expect(again.line.view().history).toBe(store.url);
    expect(await openAlarms(again)).toHaveLength(1);
  });

  it('that a kill kept from treasury.json is there at the next opening, without an alarm', async () => {
    const desk = await slept();
    const { store, station } = desk;
    const dying = {
      ...station,
      treasury: { ...station.treasury, adopt: () => Promise.reject(new Error('killed')) },
    };
    await expect(changeHistory(dying, desk.as('Dev'), { url: store.url })).rejects.toThrow('killed');
    const again = await desk.reopen();
    expect([again.line.view().history, await openAlarms(again)]).toEqual([store.url, []]);
  });
});
