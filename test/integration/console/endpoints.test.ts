import * as v from 'valibot';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changeEndpoints } from '../../../electron/console/ledger/change-node.ts';
import { nodeViewSchema } from '../../../electron/contract/node.ts';
import { fund, openDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { startTreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

/** The node of the desk by another name: a second endpoint with the same history. */
const alias = ({ node }: TestDesk) => node.url.replace('127.0.0.1', 'localhost');

async function openWithAdmin() {
  const desk = await openDesk();
  const dev = await enter(desk, 'Dev');
  await fund(desk, '5');
  return { desk, dev, change: (...urls: string[]) => changeEndpoints(desk.station, dev, { urls }) };
}

describe('a desk with several endpoints', () => {
  it('goes on with the second one when the first one dies, and names the first', async () => {
    const { desk, dev } = await openWithAdmin();
    const { station, node } = desk;
    const dead = await startTreasuryNode();
    await dead.stop();
    // One that is in the list already is not tested again: it may be away while the order is changed.
    must(await station.treasury.adopt({ ...station.treasury.file(), node: { kind: 'url', url: dead.url } }));
    must(await changeEndpoints(station, dev, { urls: [dead.url, node.url] }));
    await station.line.follow();
    const { url, state, endpoints } = station.line.view();
    expect([url, state]).toEqual([node.url, 'connected']);
    expect(endpoints).toMatchObject([
      { url: dead.url, state: 'left', problem: { code: 'node-unreachable' } },
      { url: node.url, state: 'followed', problem: null },
    ]);
  });

  it('says why none of them can be reached, instead of seeming to connect without end; it goes on when one is back', async () => {
    const { desk, change } = await openWithAdmin();
    must(await change(desk.node.url, alias(desk)));
    const { line } = desk.station;
    await desk.node.faults({ kind: 'drop' });
    for (let i = 0; i < 3; i++) {
      await line.follow();
      expect(line.view()).toMatchObject({ state: 'problem', problem: { code: 'node-unreachable' } });
      // Whoever reads the treasury is answered: the view is one that the contract knows.
      expect(v.safeParse(nodeViewSchema, line.view()).issues).toBeUndefined();
    }
    await desk.node.faults();
    await line.follow();
    expect(line.view()).toMatchObject({ state: 'connected', problem: null });
  });

  it('has them in the same order after it was opened again, without an alarm', async () => {
    const { desk, change } = await openWithAdmin();
    must(await change(alias(desk), desk.node.url));
    const station = await desk.reopen();
    expect(station.line.view().endpoints.map(({ url }) => url)).toEqual([alias(desk), desk.node.url]);
    expect(await station.books.alarms.open()).toEqual([]);
  });

  it('follows what the journal says, and raises an alarm, where somebody adds an endpoint to the file', async () => {
    const { desk, change } = await openWithAdmin();
    must(await change(alias(desk), desk.node.url));
    const file = desk.station.treasury.file();
    const others = [desk.node.url, 'https://evil.example'];
    const node = { kind: 'url' as const, url: alias(desk), others };
    must(await desk.station.treasury.adopt({ ...file, node }));
    const station = await desk.reopen();
    expect(station.line.view().endpoints.map(({ url }) => url)).toEqual([alias(desk), desk.node.url]);
    expect(await station.books.alarms.open()).toHaveLength(1);
  });

  it('refuses a list of none, of too many, of one twice, and one that fails its test', async () => {
    const { desk, change } = await openWithAdmin();
    const other = await startTreasuryNode();
    onTestFinished(() => other.stop());
    expect(codeOf(await change())).toBe('endpoints-none');
    expect(codeOf(await change(...Array.from({ length: 9 }, () => desk.node.url)))).toBe('endpoints-none');
    expect(codeOf(await change(desk.node.url, ` ${desk.node.url}/`))).toBe('endpoint-twice');
    expect(codeOf(await change(desk.node.url, other.url))).toBe('node-behind');
    expect(codeOf(await change(desk.node.url, 'http://evil.example'))).toBe('node-url-not-loopback');
    expect(desk.station.line.view().endpoints).toHaveLength(1);
  });

  it('is changed by a policy admin alone', async () => {
    const { desk } = await openWithAdmin();
    const mara = await enter(desk, 'Mara');
    expect(codeOf(await changeEndpoints(desk.station, mara, { urls: [desk.node.url] }))).toBe('role-missing');
  });
});
