import { describe, expect, it, onTestFinished } from 'vitest';
import { productLines } from '../../../electron/chains/lines.ts';
import { listJournal } from '../../../electron/console/journal/list-journal.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import {
  changeEndpoints,
  goBackToOwnNode,
  testNode,
  testNodeAs,
} from '../../../electron/console/ledger/change-node.ts';
import { storedJson } from '../../../electron/console/stored-json.ts';
import { parseEntry } from '../../../electron/core/journal/journal-entry.ts';
import { startPracticeNode } from '../../../electron/practice/practice-node.ts';
import { fund, openDesk, openFundedDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { startTreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

/** The node of the desk by another name. */
const alias = ({ node }: TestDesk) => node.url.replace('127.0.0.1', 'localhost');
const changes = async ({ station }: TestDesk) => {
  const entries = (await station.books.journal.raw(0, 500)).map((json) => must(parseEntry(storedJson(json))));
  return entries.filter(({ kind }) => kind === 'node-changed');
};

async function openWithAdmin(): Promise<TestDesk> {
  const desk = await openDesk();
  await enter(desk, 'Dev');
  await fund(desk, '5');
  return desk;
}

describe('a node that is tested', () => {
  it('says what it is, and nothing is changed', async () => {
    const desk = await openWithAdmin();
    const { station, node } = desk;
    expect(must(await testNode(station, ` ${alias(desk)}/ `))).toMatchObject({
      url: alias(desk),
      genesis: node.chain,
      protocol: '39',
      proves: false,
      newest: { checkpoint: station.line.view().checkpoint },
    });
    expect([station.line.view().url, await changes(desk)]).toEqual([node.url, []]);
  });

  it('of another network is refused with both digests', async () => {
    const { station, node } = await openWithAdmin();
    const other = must(
      await startPracticeNode({
        port: 0,
        seed: 'somewhere else',
        folder: null,
        checkpointMs: 0,
        epochMs: 86_400_000,
        now: Date.now,
      }),
    );
    onTestFinished(() => other.stop());
    const tested = await testNode(station, other.url);
    expect(codeOf(tested)).toBe('node-network-mismatch');
    expect(tested).toMatchObject({ message: expect.stringContaining(node.chain) });
    expect(tested).toMatchObject({ message: expect.stringContaining(other.chain) });
  });

  it('of the same genesis and another history is refused: behind it, and beside it', async () => {
    const { station } = await openWithAdmin();
    const young = await startTreasuryNode();
    onTestFinished(() => young.stop());
    expect(codeOf(await testNode(station, young.url))).toBe('node-behind');
    const last = Number(station.line.view().checkpoint);
    for (let checkpoints = 0; checkpoints <= last; checkpoints++) await young.endEpoch();
    expect(codeOf(await testNode(station, young.url))).toBe('node-other-history');
  });

  it('that is not there, or is no node, is named', async () => {
    const { station } = await openWithAdmin();
    const gone = await startTreasuryNode();
    await gone.stop();
    expect(codeOf(await testNode(station, gone.url))).toBe('node-unreachable');
    expect(codeOf(await testNode(station, 'http://node.example.org'))).toBe('node-url-not-loopback');
  });
});

describe('a node that proves its checkpoints', () => {
  it('is held to the trust root of the policy, from the first committee on', async () => {
    const desk = await openWithAdmin();
    const { station, node } = desk;
    expect(station.policy.present().trustRoot).toBe(node.trustRoot);
    await node.endEpoch();
    await station.line.follow();
    must(await changeEndpoints(station, await enter(desk, 'Dev'), { urls: [node.grpcUrl] }));
    await node.endEpoch();
    await station.line.follow();
    expect(station.line.view()).toMatchObject({
      state: 'connected',
      url: `grpc+${node.grpcUrl}`,
      proof: { epoch: '2', members: 4 },
    });
  });

  it('is refused where its first committee is not the one that the officers signed', async () => {
    const { station, node } = await openWithAdmin();
    const line = (trustRoot: string) =>
      must(
        productLines.connect({
          network: 'iota:practice',
          url: `grpc+${node.grpcUrl}`,
          genesis: node.chain,
          trustRoot,
          timeoutMs: 60_000,
          fetch,
        }),
      );
    const [, genesis, committee] = node.trustRoot.split(':');
    const foreign = line(`committee:${genesis}:${genesis}`);
    expect(codeOf(await foreign.checkpoints(0n, 5))).toBe('trust-root-foreign');
    const elsewhere = line(`committee:${committee}:${committee}`);
    expect(codeOf(await elsewhere.checkpoints(0n, 5))).toBe('trust-root-foreign');
    expect(must(await line(node.trustRoot).checkpoints(0n, 5)).proof).toMatchObject({ members: 4 });
    expect(station.line.view().url).toBe(node.url);
  });
});

describe('another node', () => {
  it('is followed from now on and after a restart, signed by the policy admin who changed it', async () => {
    const desk = await openWithAdmin();
    const { node } = desk;
    must(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [alias(desk)] }));
    expect(desk.station.line.line.url).toBe(alias(desk));
    await desk.station.line.follow();
    expect(desk.station.line.view()).toMatchObject({ url: alias(desk), state: 'connected', problem: null });
    expect(await changes(desk)).toMatchObject([
      { actor: { kind: 'person' }, body: { from: node.url, to: alias(desk) }, witness: expect.any(String) },
    ]);
    const page = await listJournal(desk.station, { search: '', offset: 0, limit: 1 });
    expect(JSON.stringify(page)).toContain('Dev');
    must(await verifyJournal(desk.station));
    await desk.reopen();
    expect(desk.station.line.view().url).toBe(alias(desk));
  });

  it('that proves is found by the test, and what it proves goes on after a restart and over the end of an epoch', async () => {
    const desk = await openWithAdmin();
    const { node } = desk;
    const url = `grpc+${node.grpcUrl}`;
    expect(must(await testNode(desk.station, node.grpcUrl))).toMatchObject({
      url,
      proves: true,
      lowest: '0',
    });
    must(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [node.grpcUrl] }));
    expect(desk.station.line.line.url).toBe(url);
    const deposits = async () =>
      (await desk.station.books.deposits.list({ search: '', offset: 0, limit: 10 }, null)).rows;
    const [{ address } = { address: '' }] = await deposits();
    for (const end of [node.endEpoch, node.checkpoint]) {
      await node.deposit(address, 7_000_000_000n);
      await end();
      await desk.station.line.follow();
      expect(desk.station.line.view()).toMatchObject({ state: 'connected', problem: null });
    }
    expect(await deposits()).toHaveLength(3);
    expect(desk.station.line.view().proof).toMatchObject({ epoch: '1', members: 4, total: '10000' });
    await desk.reopen();
    await node.deposit(address, 1_000_000_000n);
    await node.endEpoch();
    await desk.station.line.follow();
    expect(desk.station.line.view()).toMatchObject({ url, problem: null, proof: { epoch: '2' } });
    expect(await deposits()).toHaveLength(4);
    expect(codeOf(await testNode(desk.station, node.url))).toBe('node-unproven');
  });

  it('is followed at once though the one before hangs', async () => {
    const desk = await openWithAdmin();
    await desk.node.faults({ kind: 'hangBefore' }, { kind: 'delay', milliseconds: 60_000, times: 1 });
    const hanging = desk.station.line.follow();
    must(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [alias(desk)] }));
    await hanging;
    await desk.station.line.follow();
    expect(desk.station.line.view()).toMatchObject({ url: alias(desk), state: 'connected' });
  });

  it('is not asked or put in by a maker or an approver, nor without a test that it passes, nor for a node that never was', async () => {
    const desk = await openFundedDesk(['5']);
    await enter(desk, 'Ben');
    await enter(desk, 'Dev');
    const url = alias(desk);
    expect(codeOf(await testNodeAs(desk.station, desk.as('Mara'), { url }))).toBe('role-missing');
    must(await testNodeAs(desk.station, desk.as('Dev'), { url }));
    expect(codeOf(await changeEndpoints(desk.station, desk.as('Mara'), { urls: [url] }))).toBe(
      'role-missing',
    );
    expect(codeOf(await changeEndpoints(desk.station, desk.as('Ben'), { urls: [url] }))).toBe('role-missing');
    const young = await startTreasuryNode();
    onTestFinished(() => young.stop());
    expect(codeOf(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [young.url] }))).toBe(
      'node-behind',
    );
    expect(codeOf(await goBackToOwnNode(desk.station, desk.as('Dev')))).toBe('node-not-own');
    must(await changeEndpoints(desk.station, desk.as('Dev'), { urls: [desk.node.url] })); // the same: nothing to write
    expect(await changes(desk)).toEqual([]);
    expect(desk.station.line.view().url).toBe(desk.node.url);
  });

  it('that a kill kept from treasury.json is carried out at the next opening', async () => {
    const desk = await openWithAdmin();
    const killed = new Error('killed here');
    const station = {
      ...desk.station,
      treasury: { ...desk.station.treasury, adopt: () => Promise.reject(killed) },
    };
    await expect(changeEndpoints(station, desk.as('Dev'), { urls: [alias(desk)] })).rejects.toBe(killed);
    expect(desk.station.treasury.file().node).toMatchObject({ url: desk.node.url });
    await desk.reopen();
    expect(desk.station.treasury.file().node).toMatchObject({ url: alias(desk) });
    expect(desk.station.line.view().url).toBe(alias(desk));
    await desk.reopen();
    expect(await changes(desk)).toHaveLength(1);
  });
});
