import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IotaClient } from '@iota/iota-sdk/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { blake2b256, bytesToHex } from '../../../electron/core/digest.ts';
import { LOG_FILE } from '../../../electron/practice/ledger-log.ts';
import { SNAPSHOT_FILE } from '../../../electron/practice/open-ledger.ts';
import { startPracticeNode } from '../../../electron/practice/practice-node.ts';
import { startChild } from '../../support/start-child.ts';
import {
  ALICE,
  BOB,
  buildPayment,
  fund,
  NOON,
  refusalOf,
  sendBytes,
  startWorld,
  type World,
} from './practice-world.ts';

const alice = ALICE.toIotaAddress();
const bob = BOB.toIotaAddress();
const CLI = new URL('../../../electron/cli/practice-node.ts', import.meta.url);

describe('a practice node with a folder', () => {
  it('goes on where it was stopped: coins, transactions, checkpoints, epoch, locks', async () => {
    const folder = newFolder();
    const first = await startWorld({ folder });
    await fund(first, ALICE);
    const bytes = await buildPayment(first, ALICE, bob, 5n);
    const rival = await buildPayment(first, ALICE, bob, 6n);
    await first.client.call('practice_advanceEpoch', []);
    await first.client.call('practice_setFaults', [{ faults: [{ kind: 'splitVote', times: 1 }] }]);
    await refusalOf(sendBytes(first, bytes, ALICE));
    await refusalOf(sendBytes(first, rival, ALICE));
    await first.client.call('practice_deposit', [{ recipient: bob, amount: '77' }]);
    const before = await everything(first);
    await first.node.stop();

    const second = await startWorld({ folder });
    expect(await everything(second)).toEqual(before);
    expect((await refusalOf(sendBytes(second, bytes, ALICE))).message).toContain('equivocated');
    await second.client.call('practice_advanceEpoch', []);
    await sendBytes(second, bytes, ALICE);
    await second.node.stop();
    const third = await startWorld({ folder });
    expect((await third.client.getBalance({ owner: bob })).totalBalance).toBe('82');
  });

  it('keeps its files to its owner', async () => {
    const folder = newFolder();
    await startWorld({ folder: join(folder, 'new', 'deep') });
    expect(statSync(join(folder, 'new', 'deep')).mode & 0o777).toBe(0o700);
    for (const name of [LOG_FILE, SNAPSHOT_FILE, `${SNAPSHOT_FILE}-wal`]) {
      expect(statSync(join(folder, 'new', 'deep', name)).mode & 0o777).toBe(0o600);
    }
  });

  it('drops a last line that a crash tore, and only that', async () => {
    const folder = newFolder();
    const first = await startWorld({ folder });
    await fund(first, ALICE);
    const before = await everything(first);
    await fund(first, BOB);
    await first.node.stop();
    const path = join(folder, LOG_FILE);
    writeFileSync(path, readFileSync(path).subarray(0, -20));

    const second = await startWorld({ folder });
    expect(await everything(second)).toEqual(before);
    await fund(second, BOB);
    await second.node.stop();
    const third = await startWorld({ folder });
    expect((await third.client.getBalance({ owner: bob })).totalBalance).toBe('1000000000000');
  });

  it('begins again when the very first line was torn', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, LOG_FILE), 'a1b2c3');
    const world = await startWorld({ folder });
    expect(await world.client.getLatestCheckpointSequenceNumber()).toBe('0');
  });

  it.each([
    ['a flipped bit', (text: string) => text.replace('"kind":"transaction"', '"kind":"transactioN"')],
    ['a line taken out', (text: string) => text.split('\n').toSpliced(1, 1).join('\n')],
    ['two lines exchanged', (text: string) => text.split('\n').toSorted().join('\n').trimStart()],
    ['a line of something else', (text: string) => `${text}0000000000000000 {}\n`],
    ['a file of something else', () => 'hello\nworld\n'],
  ])('refuses a damaged ledger: %s', async (_, damage) => {
    const folder = newFolder();
    const world = await startWorld({ folder });
    await fund(world, ALICE);
    await fund(world, BOB);
    await world.node.stop();
    const path = join(folder, LOG_FILE);
    writeFileSync(path, damage(readFileSync(path, 'utf8')));
    const damaged = readFileSync(path, 'utf8');
    expect(await start(folder)).toMatchObject({ ok: false, code: 'practice-ledger-damaged' });
    expect(readFileSync(path, 'utf8')).toBe(damaged);
  });

  it.each([
    ['older', 1],
    ['newer', 3],
  ])('refuses a ledger of an %s version as such, and leaves it as it is', async (version, number) => {
    const folder = newFolder();
    const path = join(folder, LOG_FILE);
    // Lines of a form that this version does not know, and none of them torn.
    const written = `${lineOf({ practice: number, kept: 'otherwise' })}what a later form may hold`;
    writeFileSync(path, written);
    expect(await start(folder)).toMatchObject({ ok: false, code: `file-${version}` });
    expect(readFileSync(path, 'utf8')).toBe(written);
  });

  it("refuses another seed's ledger, and a folder that is none", async () => {
    const folder = newFolder();
    await (await startWorld({ folder })).node.stop();
    expect(await start(folder, 'other')).toMatchObject({ ok: false, code: 'practice-ledger-foreign' });
    expect(await start(join(folder, LOG_FILE))).toMatchObject({
      ok: false,
      code: 'practice-folder-unusable',
    });
  });

  it('executes nothing that it cannot write: a second writer on the file', async () => {
    const folder = newFolder();
    const world = await startWorld({ folder });
    await fund(world, ALICE);
    const bytes = await buildPayment(world, ALICE, bob, 5n);
    appendFileSync(join(folder, LOG_FILE), 'x');
    await expect(sendBytes(world, bytes, ALICE)).rejects.toMatchObject({ status: 500 });
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('0');
  });
});

describe('a practice node in a process of its own', () => {
  it('has after kill -9 all that it answered for', async () => {
    const folder = newFolder();
    const child = await startNode(folder);
    for (let nth = 0; nth < 10; nth++) await fund(child.world, ALICE);
    const { digest } = await sendBytes(child.world, await buildPayment(child.world, ALICE, bob, 5n), ALICE);
    await child.kill();

    const again = await startNode(folder);
    const read = await again.world.client.waitForTransaction({ digest, pollInterval: 20 });
    expect(read.checkpoint).toBeTruthy();
    expect((await again.world.client.getBalance({ owner: bob })).totalBalance).toBe('5');
    await again.kill();
  });

  it('dies on demand after acceptance and remembers; before acceptance it has nothing to remember', async () => {
    const folder = newFolder();
    for (const [kind, balance] of [
      ['crashBefore', '0'],
      ['crashAfter', '5'],
    ] as const) {
      const child = await startNode(folder);
      await fund(child.world, ALICE);
      const bytes = await buildPayment(child.world, ALICE, bob, 5n);
      await child.world.client.call('practice_setFaults', [{ faults: [{ kind }] }]);
      await expect(sendBytes(child.world, bytes, ALICE)).rejects.toThrow('fetch failed');
      await child.kill();
      const again = await startNode(folder);
      expect((await again.world.client.getBalance({ owner: bob })).totalBalance).toBe(balance);
      if (kind === 'crashAfter') {
        expect((await sendBytes(again.world, bytes, ALICE)).effects?.status.status).toBe('success');
        expect((await again.world.client.getBalance({ owner: bob })).totalBalance).toBe('5');
      }
      await again.kill();
    }
  });

  it('survives being killed in the middle of many submissions: each is whole or not there', async () => {
    const folder = newFolder();
    const child = await startNode(folder);
    const deposits = Array.from({ length: 200 }, () =>
      child.world.client
        .call<{ digest: string }>('practice_deposit', [{ recipient: alice, amount: '3' }])
        .then(({ digest }) => digest)
        .catch(() => null),
    );
    await Promise.race(deposits.slice(20));
    await child.kill();
    const answered = (await Promise.all(deposits)).filter((digest) => digest !== null);
    expect(answered.length).toBeGreaterThan(0);

    const again = await startNode(folder);
    for (const digest of answered) await again.world.client.getTransactionBlock({ digest });
    const { totalBalance, coinObjectCount } = await again.world.client.getBalance({ owner: alice });
    expect(Number(totalBalance)).toBe(3 * coinObjectCount);
    expect(coinObjectCount).toBeGreaterThanOrEqual(answered.length);
    await again.kill();
  });
});

/** The first line of a ledger, with what chains it. */
function lineOf(header: object): string {
  const json = JSON.stringify(header);
  return `${bytesToHex(blake2b256(Buffer.from(` ${json}`))).slice(0, 16)} ${json}\n`;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'practice-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start(folder: string, seed = 'test') {
  return startPracticeNode({
    port: 0,
    seed,
    folder,
    checkpointMs: 0,
    epochMs: 86_400_000,
    now: () => NOON,
  });
}

/** The stand-alone node on a free port. */
async function startNode(folder: string): Promise<{ world: World; kill: () => Promise<void> }> {
  const port = await freePort();
  const child = startChild(CLI, [
    '--port',
    String(port),
    '--grpc-port',
    '0',
    '--folder',
    folder,
    '--checkpoint-ms',
    '30',
  ]);
  onTestFinished(() => child.kill());
  await child.started;
  const url = `http://127.0.0.1:${port}`;
  const client = new IotaClient({ url });
  const chain = await client.getChainIdentifier();
  const node = { url, grpcUrl: '', chain, genesis: '', trustRoot: '', stop: async () => {} };
  return { world: { node, client, wait: () => {} }, kill: child.kill };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** All that can be read of a ledger. */
async function everything({ client, node }: World): Promise<unknown> {
  const transactions = await client.queryTransactionBlocks({
    options: { showInput: true, showEffects: true, showBalanceChanges: true },
  });
  return {
    chain: node.chain,
    transactions,
    checkpoints: await client.getCheckpoints({ descendingOrder: false }),
    state: await client.getLatestIotaSystemState(),
    coins: [await client.getCoins({ owner: alice }), await client.getCoins({ owner: bob })],
  };
}
