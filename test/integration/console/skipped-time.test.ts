import { cp } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readAccount } from '../../../electron/console/accounts/read-account.ts';
import type { Actor } from '../../../electron/console/actor.ts';
import { listJournal } from '../../../electron/console/journal/list-journal.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readNetwork } from '../../../electron/console/ledger/read-network.ts';
import { planSkip, type SkipSeen, skipTime } from '../../../electron/console/ledger/skip-time.ts';
import { readStatement } from '../../../electron/console/statements/read-statement.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import { NO_TIMERS, openDesk, type TestDesk, temporaryFolder } from '../../support/treasury-fixture.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

interface Slept {
  readonly dev: Actor;
  readonly ben: Actor;
  readonly owner: string;
  /** The first checkpoint that the node has thrown away, and the first one that it is gone on with. */
  readonly from: bigint;
  readonly to: bigint;
  readonly seen: SkipSeen;
  /** A copy of the node's ledger of before the sleep. */
  readonly before: string;
}

/** A desk with one proven coin that slept while a customer paid, and whose node has thrown that away. */
async function slept(): Promise<TestDesk & Slept> {
  const desk = await openDesk(NO_TIMERS, undefined, 'grpc');
  const { station, node } = desk;
  const owner = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
  const pay = async (whole: bigint) => {
    await node.deposit(owner, whole * IOTA);
    await node.checkpoint();
  };
  await pay(1n);
  await station.line.follow();
  const before = path.join(await temporaryFolder(), 'ledger');
  await cp(desk.ledger, before, { recursive: true });
  await pay(2n);
  await node.endEpoch();
  for (let more = 0; more < 4; more++) await node.endEpoch();
  const from = BigInt(station.line.view().checkpoint ?? '0') + 1n;
  await node.prune(Number(from) + 3);
  const [dev, ben] = [await enter(desk, 'Dev'), await enter(desk, 'Ben')];
  await station.line.follow();
  const { skippable } = must(await readNetwork(station));
  if (!skippable) throw new Error('expected time that can be skipped');
  const to = BigInt(skippable.to);
  const { proven: _, ...seen } = must(await planSkip(station, { from, to }));
  return Object.assign(desk, { dev, ben, owner, from, to, seen, before });
}

const balance = async ({ station, hot }: TestDesk) => (await station.books.figures.vault(hot)).balance;
const gradeOf = async ({ station, owner }: TestDesk & Slept) => {
  const keys = (await station.books.inputs.of(owner)).map(({ key }) => key);
  return Promise.all(keys.map((key) => station.books.inputs.gradeOf([key])));
};
/** What officers write who do not ask their desk: the second one's confirmation and the first one's act. */
function writeSkip(
  { station, dev, ben, from, to }: TestDesk & Slept,
  { confirmed, written }: { readonly confirmed: SkipSeen | undefined; readonly written: SkipSeen },
) {
  const act = {
    ...{ act: 'time-skipped' as const, vaultId: null, from: Number(from), to: Number(to) },
    ...(confirmed ? { skip: confirmed } : {}),
  };
  const body = { from: `${from}`, to: `${to}`, ...written, url: 'x', proven: true };
  return station.recorder.commit({
    expects: [],
    entries: [
      { kind: 'act-confirmed', actor: ben, body: act },
      { kind: 'time-skipped', actor: dev, body },
    ],
    answer: undefined,
  });
}

/** Has the desk follow another node, as a change of its endpoints does. */
async function goOnWith({ treasury, line }: TestDesk['station'], node: TreasuryNode): Promise<void> {
  const url = asGrpc(node.grpcUrl);
  must(await treasury.adopt({ ...treasury.file(), node: { kind: 'url', url } }));
  must(await line.adoptNode());
}

const skipped = async ({ station }: TestDesk) => must(await readNetwork(station)).skipped;

describe('time that no endpoint gives any more', () => {
  it('is skipped by two officers: what is there is read again, and what was proven existed', async () => {
    const desk = await slept();
    const { station, dev, ben, from, to, owner, node, seen } = desk;
    expect(station.line.view().problem?.code).toBe('node-pruned');
    expect(await gradeOf(desk)).toEqual(['proven']);
    must(await skipTime(station, dev, { second: ben, from, to, seen }));
    await station.line.follow();
    expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
    // The payment that was not seen is money, and no deposit.
    expect(await balance(desk)).toBe(3n * IOTA);
    expect(await gradeOf(desk)).toEqual(['unproven', 'existed']);
    const deposits = await station.books.deposits.list({ search: '', offset: 0, limit: 10 }, null);
    expect(deposits.rows.map(({ units, restsOn }) => [units, restsOn])).toEqual([[IOTA, 'validators']]);
    // From here on everything is proven again.
    await node.deposit(owner, 4n * IOTA);
    await node.checkpoint();
    await station.line.follow();
    expect(await gradeOf(desk)).toEqual(['proven', 'unproven', 'existed']);
    expect(station.line.view().proof).toMatchObject({ members: 4 });
    expect(must(await readAccount(station, { vaultId: desk.hot, account: 0 }))).toMatchObject({
      unproven: `${3n * IOTA}`,
      existed: `${IOTA}`,
    });
  });

  it('is named by the Network screen, the journal and statements, and the journal verifies', async () => {
    const desk = await slept();
    const { station, dev, ben, from, to, seen } = desk;
    must(await skipTime(station, dev, { second: ben, from, to, seen }));
    await station.line.follow();
    const [gap, ...more] = await skipped(desk);
    expect([gap, more]).toEqual([
      { from: `${from}`, to: `${to}`, fromAt: expect.any(Number), toAt: expect.any(Number) },
      [],
    ]);
    const { rows } = await listJournal(station, { search: '', offset: 0, limit: 20 });
    const told = rows.find(({ kind }) => kind === 'time-skipped');
    expect(told?.summary).toContain(`from ${from} on were not seen, up to the one before ${to}`);
    expect(told?.signedByOfficer).toBe(true);
    const day = new Date(gap?.fromAt ?? 0).toISOString().slice(0, 10);
    const of = async (kind: 'year', on: string) =>
      must(await readStatement(station, { period: { kind, day: on }, zone: 'UTC' })).skipped;
    expect([await of('year', day), await of('year', '2001-01-01')]).toEqual([[gap], []]);
    must(await verifyJournal(station));
    const again = await desk.reopen();
    expect(must(await readNetwork(again)).skipped).toEqual([gap]);
  });

  it('is skipped again, further, where the node has thrown that away too before the desk came to it', async () => {
    const desk = await slept();
    const { station, dev, ben, from, to, node, seen } = desk;
    must(await skipTime(station, dev, { second: ben, from, to, seen }));
    for (let more = 0; more < 4; more++) await node.endEpoch();
    await node.prune(Number(to) + 2);
    await station.line.follow();
    expect(station.line.view().problem?.code).toBe('node-pruned');
    const next = BigInt(must(await readNetwork(station)).skippable?.to ?? '0');
    expect(next).toBeGreaterThan(to);
    const { proven: _, ...then } = must(await planSkip(station, { from, to: next }));
    must(await skipTime(station, dev, { second: ben, from, to: next, seen: then }));
    await station.line.follow();
    expect(station.line.view().state).toBe('connected');
    expect((await skipped(desk)).map(({ to }) => to)).toEqual([`${next}`, `${to}`]);
  });
});

it('a node by JSON-RPC, which does not say how far back it serves, is gone on with at its newest checkpoint', async () => {
  const desk = await openDesk();
  const { station, node } = desk;
  const owner = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
  for (let deposits = 0; deposits < 3; deposits++) {
    await node.deposit(owner, IOTA);
    await node.checkpoint();
  }
  await node.prune(1_000_000);
  const [dev, ben] = [await enter(desk, 'Dev'), await enter(desk, 'Ben')];
  await station.line.follow();
  const gap = must(await readNetwork(station)).skippable;
  expect(gap?.to).toBe(station.line.view().newest);
  const [from, to] = [BigInt(gap?.from ?? 0), BigInt(gap?.to ?? 0)];
  const { proven, ...seen } = must(await planSkip(station, { from, to }));
  expect(proven).toBe(false);
  must(await skipTime(station, dev, { second: ben, from, to, seen }));
  await station.line.follow();
  expect(station.line.view()).toMatchObject({ state: 'connected', problem: null, checkpoint: `${to}` });
  await station.line.follow();
  expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
  expect(await balance(desk)).toBe(3n * IOTA);
});

describe('time is not skipped', () => {
  it('by a policy admin alone, or by one twice', async () => {
    const { station, dev, from, to, seen } = await slept();
    expect(codeOf(await skipTime(station, dev, { second: null, from, to, seen }))).toBe(
      'second-officer-needed',
    );
    expect(codeOf(await skipTime(station, dev, { second: dev, from, to, seen }))).toBe(
      'second-officer-needed',
    );
  });

  it('by somebody without the role, first or second', async () => {
    const desk = await slept();
    const { station, dev, ben, from, to, seen } = desk;
    const mara = await enter(desk, 'Mara');
    for (const [first, second] of [
      [mara, dev],
      [ben, dev],
      [dev, mara],
    ] as const) {
      expect(codeOf(await skipTime(station, first, { second, from, to, seen }))).toBe('role-missing');
    }
    expect(await skipped(desk)).toEqual([]);
  });

  it('backwards, or to where the desk is', async () => {
    const { station, dev, ben, from, seen } = await slept();
    for (const to of [0n, from - 1n, from]) {
      expect(codeOf(await skipTime(station, dev, { second: ben, from, to, seen }))).toBe('skip-backwards');
    }
  });

  it('from another place than the desk is at: over what was taken in, or more than is missing', async () => {
    const { station, dev, ben, from, to, seen } = await slept();
    for (const other of [from - 1n, from + 1n]) {
      const asked = await skipTime(station, dev, { second: ben, from: other, to, seen });
      expect(codeOf(asked)).toBe('skip-changed');
    }
  });

  it('while the node still has what comes next', async () => {
    const desk = await openDesk(NO_TIMERS, undefined, 'grpc');
    const { station, node } = desk;
    await node.endEpoch();
    const [dev, ben] = [await enter(desk, 'Dev'), await enter(desk, 'Ben')];
    const from = BigInt(station.line.view().checkpoint ?? '0') + 1n;
    const seen = { digest: 'x', fromAt: 1, toAt: 2 };
    const asked = await skipTime(station, dev, { second: ben, from, to: from + 1n, seen });
    expect(codeOf(asked)).toBe('skip-not-needed');
    expect(must(await readNetwork(station)).skippable).toBeNull();
  });

  it('to a checkpoint that the node does not have', async () => {
    const { station, dev, ben, from, to, seen } = await slept();
    const asked = await skipTime(station, dev, { second: ben, from, to: to + 1_000n, seen });
    expect(codeOf(asked)).not.toBeNull();
    const pruned = await skipTime(station, dev, { second: ben, from, to: from + 1n, seen });
    expect(codeOf(pruned)).toBe('node-pruned');
  });

  it("by an entry that one officer wrote with the station's key, without the other's", async () => {
    const desk = await slept();
    const { station, dev, from, to, seen } = desk;
    const body = { from: `${from}`, to: `${to}`, ...seen, url: 'x', proven: true };
    const entry = { kind: 'time-skipped', actor: dev, body } as const;
    must(await station.recorder.commit({ expects: [], entries: [entry], answer: undefined }));
    await station.line.follow();
    expect(station.line.view().problem?.code).toBe('node-pruned');
    expect([(await station.books.cursor.get())?.next, await skipped(desk)]).toEqual([from, []]);
  });

  it('onto another history than the officers signed', async () => {
    const desk = await slept();
    const { station, from, seen } = desk;
    must(await writeSkip(desk, { confirmed: { ...seen, digest: 'x' }, written: { ...seen, digest: 'x' } }));
    await station.line.follow();
    expect(station.line.view().problem?.code).toBe('histories-two');
    expect((await station.books.cursor.get())?.next).toBe(from);
  });

  it.each(['digest', 'fromAt', 'toAt'] as const)(
    'where the second officer confirmed another %s than the first one wrote: the second has not signed it',
    async (changed) => {
      const desk = await slept();
      const { station, from, seen } = desk;
      const other = { ...seen, [changed]: changed === 'digest' ? 'x' : 1 };
      must(await writeSkip(desk, { confirmed: other, written: seen }));
      must(await writeSkip(desk, { confirmed: undefined, written: seen }));
      await station.line.follow();
      expect(station.line.view().problem?.code).toBe('node-pruned');
      expect([(await station.books.cursor.get())?.next, await skipped(desk)]).toEqual([from, []]);
    },
  );

  it('with a second endpoint that lies: neither signed as it says, nor followed on it afterwards', async () => {
    const [honest, parent] = [await slept(), await temporaryFolder()];
    const { station, dev, ben, from, to, seen, node } = honest;
    // The same network up to where the desk is, and from there on another history, certified by the same validators.
    const folder = path.join(parent, 'ledger');
    await cp(honest.before, folder, { recursive: true });
    const lying = await startTreasuryNode({ folder, now: () => Date.now() + 60_000 });
    onTestFinished(() => lying.stop());
    for (let more = 0; more < 7; more++) await lying.endEpoch();
    await lying.prune(Number(from) + 3);

    await goOnWith(station, lying);
    const shown = must(await planSkip(station, { from, to }));
    expect(shown.digest).not.toBe(seen.digest);
    const asked = await skipTime(station, dev, { second: ben, from, to, seen });
    expect(codeOf(asked), 'the officers compared what the first endpoint says').toBe('skip-changed');

    await goOnWith(station, node);
    must(await skipTime(station, dev, { second: ben, from, to, seen }));
    await goOnWith(station, lying);
    await station.line.follow();
    expect(station.line.view().problem?.code).toBe('histories-two');
    expect((await station.books.cursor.get())?.next).toBe(from);
    await goOnWith(station, node);
    await station.line.follow();
    expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
  });
});

describe('a kill', () => {
  /** As a kill leaves it: nothing more is written, and the folder is opened again. */
  const killed = async (desk: TestDesk) => {
    await desk.station.books.close();
    return desk.reopen();
  };

  it('before the entry leaves the desk where it was', async () => {
    const desk = await slept();
    const { station, dev, ben, from, to, seen } = desk;
    const recorder = { commit: () => Promise.reject(new Error('killed')) };
    const dying = { ...station, recorder: recorder as unknown as typeof station.recorder };
    await expect(skipTime(dying, dev, { second: ben, from, to, seen })).rejects.toThrow('killed');
    const again = await killed(desk);
    await again.line.follow();
    expect(again.line.view().problem?.code).toBe('node-pruned');
    expect([(await again.books.cursor.get())?.next, await skipped(desk)]).toEqual([from, []]);
    expect(await gradeOf(desk)).toEqual(['proven']);
  });

  it('behind the entry is gone on with: the follower finds it in the journal', async () => {
    const desk = await slept();
    const { station, dev, ben, from, to, seen } = desk;
    must(await skipTime(station, dev, { second: ben, from, to, seen }));
    const again = await killed(desk);
    expect((await again.books.cursor.get())?.next).toBe(from);
    await again.line.follow();
    expect(again.line.view()).toMatchObject({ state: 'connected', problem: null });
    expect(await balance(desk)).toBe(3n * IOTA);
  });

  it('behind the first steps after it is gone on with, and nothing counts twice', async () => {
    const desk = await slept();
    const { station, dev, ben, from, to, node, owner, seen } = desk;
    must(await skipTime(station, dev, { second: ben, from, to, seen }));
    await node.deposit(owner, 4n * IOTA);
    await node.checkpoint();
    await station.line.follow();
    const again = await killed(desk);
    await again.line.follow();
    await again.line.follow();
    expect(again.line.view()).toMatchObject({ state: 'connected', problem: null });
    expect(await balance(desk)).toBe(7n * IOTA);
    expect((await again.books.deposits.list({ search: '', offset: 0, limit: 10 }, null)).total).toBe(2);
    must(await again.check.settled());
  });
});
