import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { previewWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { readSweepPlan } from '../../../electron/console/movements/sweep.ts';
import type { Station } from '../../../electron/console/station.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import type { ErrorCode } from '../../../electron/core/error-code.ts';
import { ok } from '../../../electron/core/result.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { reserved, rowOf } from '../../support/desk-readings.ts';
import { type Lie, putLiarBetween } from '../../support/lying-node.ts';
import {
  ask,
  askApproved,
  OUTSIDER,
  openFundedDesk,
  settle,
  type TestDesk,
} from '../../support/treasury-fixture.ts';
import { startTreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

const alarms = async (station: Station) => (await entriesOf(station, 'node-alarm')).length;
const hotAddress = ({ station }: TestDesk) => vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
const balance = async ({ station, hot }: TestDesk) => (await station.books.figures.vault(hot)).balance;
const signIt = (desk: TestDesk, id: string) => sign(desk.station, desk.as('Ben'), { id });

describe('a node in trouble', () => {
  const troubles: { name: string; fault: Fault; code: ErrorCode; alarm: number }[] = [
    {
      name: 'slow beyond the timeout',
      fault: { kind: 'delay', milliseconds: 15_000 },
      code: 'node-timeout',
      alarm: 0,
    },
    { name: 'hanging up', fault: { kind: 'drop' }, code: 'node-unreachable', alarm: 0 },
    { name: 'answering 429', fault: { kind: 'http429' }, code: 'node-rate-limited', alarm: 0 },
    { name: 'answering HTML', fault: { kind: 'html' }, code: 'node-not-json', alarm: 0 },
    { name: 'on another chain', fault: { kind: 'wrongChain' }, code: 'node-network-mismatch', alarm: 1 },
    { name: 'doubling its lists', fault: { kind: 'duplicate' }, code: 'node-answer-malformed', alarm: 0 },
  ];
  it.each(troubles)(
    '$name is told as $code, nothing is lost, and it recovers',
    async ({ fault, code, alarm }) => {
      const desk = await openFundedDesk(['2000']);
      const { station, node } = desk;
      const queued = await ask(desk, '100');
      await node.deposit(hotAddress(desk), 7n * IOTA);
      await node.checkpoint();

      await node.faults(fault);
      for (let look = 0; look < 3; look++) await station.line.follow();
      expect(station.line.view()).toMatchObject({ state: 'problem', problem: { code } });
      expect(await balance(desk)).toBe(2_000n * IOTA);
      expect(await alarms(station)).toBe(alarm);
      // What was built stays; what is asked for now waits with its reason, or is built from proven coins.
      expect(await rowOf(desk, queued)).toMatchObject({ state: 'proposed' });

      await node.faults();
      await station.line.follow();
      expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
      expect(await balance(desk)).toBe(2_007n * IOTA);
      expect(await alarms(station)).toBe(alarm);
      must(await verifyJournal(station));
    },
  );

  it('that cannot be asked for the gas price leaves a request queued with its reason, to be built later', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station, node, hot } = desk;
    await node.faults({ kind: 'html' });
    const id = await ask(desk, '100');
    expect(await rowOf(desk, id)).toMatchObject({ state: 'queued', problem: { code: 'node-not-json' } });
    expect(codeOf(await buildQueued(station, desk.as('Mara'), id))).toBe('node-not-json');
    expect(codeOf(await readSweepPlan(station))).toBe('node-not-json');
    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '1' };
    expect(codeOf(await previewWithdrawal(station, typed))).toBe('node-not-json');
    await node.faults();
    must(await buildQueued(station, desk.as('Mara'), id));
    expect(await rowOf(desk, id)).toMatchObject({ state: 'proposed', problem: null });
  });

  it('that is down is unreachable until it is back on its port with its ledger', async () => {
    const desk = await openFundedDesk(['50']);
    const { station, node } = desk;
    const { line } = station;
    const port = Number(new URL(node.url).port);
    await node.stop();
    await line.follow();
    expect(line.view().problem?.code).toBe('node-unreachable');
    expect(await balance(desk)).toBe(50n * IOTA);
    // A node that forgot everything: the same chain, but none of our checkpoints. Nothing is believed of it.
    const forgetful = await startTreasuryNode({ port });
    await line.follow();
    expect(line.view().problem?.code).toBe('node-behind');
    expect(await balance(desk)).toBe(50n * IOTA);
    expect(await alarms(station)).toBe(0);
    // Its own checkpoints take the numbers of ours: what it says of them is about another history.
    for (let sealed = 0; sealed < 5; sealed++) {
      await forgetful.deposit(hotAddress(desk), 7n * IOTA);
      await forgetful.checkpoint();
    }
    for (let look = 0; look < 3; look++) await line.follow();
    expect(line.view()).toMatchObject({ state: 'problem', problem: { code: 'node-other-history' } });
    expect(await balance(desk)).toBe(50n * IOTA);
    expect(await alarms(station)).toBe(1);
    await forgetful.stop();

    const back = await startTreasuryNode({ port, folder: desk.ledger });
    onTestFinished(() => back.stop());
    await back.deposit(hotAddress(desk), 3n * IOTA);
    await back.checkpoint();
    await line.follow();
    expect(line.view()).toMatchObject({ state: 'connected', problem: null });
    expect(await balance(desk)).toBe(53n * IOTA);
    must(await verifyJournal(station));
  });

  it('that lies about a balance raises one alarm, and the proven coins stay as they were', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station, node } = desk;
    await node.faults({ kind: 'lyingBalance', nanos: '1000000000000000' });
    await node.deposit(hotAddress(desk), 5n * IOTA);
    await node.checkpoint();
    for (let look = 0; look < 4; look++) await station.line.follow();
    expect(station.line.view().problem?.code).toBe('node-balance-mismatch');
    expect(await alarms(station)).toBe(1);
    expect(await balance(desk)).toBe(2_000n * IOTA);
    // A payment from coins that are proven goes its way; one from what the lie pretends does not.
    const paid = await askApproved(desk, '1000');
    must(await signIt(desk, paid));
    await node.faults();
    await settle(desk);
    expect((await rowOf(desk, paid)).state).toBe('final');
    expect(station.line.view().state).toBe('connected');
    expect(await node.balance(OUTSIDER)).toBe(1_000n * IOTA);
    must(await verifyJournal(station));
  });

  it('that repeats old answers hides news for a while, and loses none', async () => {
    const desk = await openFundedDesk(['10']);
    const { station, node } = desk;
    await station.line.follow(); // answers to repeat
    await node.faults({ kind: 'stale' });
    await node.deposit(hotAddress(desk), 3n * IOTA);
    await node.checkpoint();
    await station.line.follow();
    expect(await balance(desk)).toBe(10n * IOTA);
    await node.faults();
    await station.line.follow();
    expect(await balance(desk)).toBe(13n * IOTA);
  });
});

describe('a node that keeps a signed payment back', () => {
  const refusing =
    (kept: string[]): Lie =>
    (params) => {
      kept.push(JSON.stringify(params));
      return { error: { code: -32002, message: 'the validators refused it' } };
    };

  it('cannot make it look dead by hiding its coin: it stays in doubt, and is paid once', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station } = desk;
    const id = await askApproved(desk, '300');
    const liar = await putLiarBetween(desk);
    const { real } = liar;
    const kept: string[] = [];
    liar.lies = {
      iota_executeTransactionBlock: refusing(kept),
      iotax_getCoins: () => ({ result: { data: [], hasNextPage: false, nextCursor: null } }),
      iotax_getBalance: () => ({
        result: { coinType: '0x2::iota::IOTA', coinObjectCount: 0, totalBalance: '0' },
      }),
      iota_getTransactionBlock: () => ({
        error: { code: -32602, message: 'Could not find the referenced transaction [TransactionDigest(x)].' },
      }),
    };
    must(await signIt(desk, id));
    await real.deposit(hotAddress(desk), 5n * IOTA); // has the address read again
    await real.checkpoint();
    for (let look = 0; look < 3; look++) {
      desk.wait(6_000);
      await station.line.follow();
      expect(await rowOf(desk, id)).toMatchObject({ state: 'signed', problem: { code: 'payment-in-doubt' } });
    }
    // An answer without the deposit that was taken in is none.
    expect(await station.books.inputs.of(hotAddress(desk))).toHaveLength(1);
    expect(kept.length).toBeGreaterThan(2);
    expect(new Set(kept).size).toBe(1);

    // What the address has comes to light again, and the coin is still kept for the payment.
    liar.lies = { iota_executeTransactionBlock: refusing(kept) };
    await real.deposit(hotAddress(desk), 5n * IOTA);
    await real.checkpoint();
    await station.line.follow();
    expect(await reserved(desk)).toBe(2_000n * IOTA);
    // The node sends what it kept: the payment that everybody sees as open happens, once.
    liar.lies = {};
    desk.wait(6_000);
    await station.line.follow();
    await real.checkpoint();
    await station.line.follow();
    expect(await rowOf(desk, id)).toMatchObject({ state: 'final', problem: null });
    expect(await real.paymentsTo(OUTSIDER)).toHaveLength(1);
    expect(await alarms(station)).toBe(0);
    must(await verifyJournal(station));
  });

  it('cannot make it look dead by inventing a spend: no own key signed one', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station } = desk;
    const id = await askApproved(desk, '300');
    const liar = await putLiarBetween(desk);
    const { real } = liar;
    const address = hotAddress(desk);
    liar.lies = {
      iota_executeTransactionBlock: refusing([]),
      iota_multiGetTransactionBlocks: async (_, truth) => ({
        result: ((await truth()) as { transaction: { data: object } }[]).map((told) => ({
          ...told,
          transaction: { ...told.transaction, data: { ...told.transaction.data, sender: address } },
        })),
      }),
    };
    must(await signIt(desk, id));
    const before = await station.books.cursor.get();
    await real.deposit(OUTSIDER, 5n * IOTA);
    await real.checkpoint();
    for (let look = 0; look < 2; look++) {
      desk.wait(6_000);
      await station.line.follow();
    }
    expect(station.line.view().problem?.code).toBe('node-answer-malformed');
    expect(before?.next).toBeTypeOf('bigint');
    expect((await station.books.cursor.get())?.next).toBe(before?.next);
    expect(await rowOf(desk, id)).toMatchObject({ state: 'signed', problem: { code: 'payment-in-doubt' } });
    expect(await station.books.inputs.of(address)).toHaveLength(1);
    expect(await alarms(station)).toBe(0);

    liar.lies = {};
    desk.wait(6_000);
    await station.line.follow();
    await real.checkpoint();
    await station.line.follow();
    expect((await rowOf(desk, id)).state).toBe('final');
    expect(station.line.view().state).toBe('connected');
  });
});

describe('a payment whose answer is lost', () => {
  const losses: { name: string; fault: Fault; code: ErrorCode }[] = [
    { name: 'before acceptance', fault: { kind: 'hangBefore' }, code: 'node-timeout' },
    { name: 'after acceptance', fault: { kind: 'hangAfter' }, code: 'node-timeout' },
    {
      name: 'by a dropped connection',
      fault: { kind: 'drop', method: 'iota_executeTransactionBlock' },
      code: 'node-unreachable',
    },
    {
      name: 'by too many requests',
      fault: { kind: 'http429', method: 'iota_executeTransactionBlock' },
      code: 'node-rate-limited',
    },
    { name: 'by a split vote', fault: { kind: 'splitVote' }, code: 'node-unreachable' },
  ];
  it.each(losses)('$name happens exactly once', async ({ fault, code }) => {
    const desk = await openFundedDesk(['2000']);
    const { station, node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults(fault);
    must(await signIt(desk, id));
    expect(await rowOf(desk, id)).toMatchObject({ state: 'signed', problem: { code } });
    expect(await reserved(desk)).toBe(2_000n * IOTA);
    await node.faults();
    desk.wait(6_000);
    await station.line.follow();
    await settle(desk);
    expect(await rowOf(desk, id)).toMatchObject({ state: 'final', problem: null });
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
    expect(await node.balance(OUTSIDER)).toBe(300n * IOTA);
    expect(await reserved(desk)).toBe(0n);
    must(await verifyJournal(station));
  });

  it('becomes final by what the ledger shows, while the node still answers no submission', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station, node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangAfter' });
    must(await signIt(desk, id));
    desk.wait(6_000);
    await settle(desk);
    expect(await rowOf(desk, id)).toMatchObject({ state: 'final', problem: null });
    expect(await reserved(desk)).toBe(0n);
    expect(station.line.view().state).toBe('connected');
  });

  it('does not keep deposits waiting while the node takes no submissions', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station, node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangBefore' });
    must(await signIt(desk, id));
    await node.deposit(hotAddress(desk), 9n * IOTA);
    await settle(desk);
    expect(station.line.view().problem?.code).toBe('node-timeout');
    expect(await balance(desk)).toBe(2_009n * IOTA);
    expect((await rowOf(desk, id)).state).toBe('signed');
  });

  it('shows no trouble when the ledger settled it while its answer was awaited', async () => {
    const desk = await openFundedDesk(['2000']);
    const { node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangAfter' });
    const signing = signIt(desk, id);
    while ((await node.paymentsTo(OUTSIDER)).length === 0);
    await settle(desk);
    must(await signing);
    expect(await rowOf(desk, id)).toMatchObject({ state: 'final', problem: null });
  });

  it('that was given up is final all the same when the ledger shows it', async () => {
    const desk = await openFundedDesk(['2000']);
    const { station, node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangAfter' });
    must(await signIt(desk, id));
    const movement = await station.books.movements.get(id);
    const givenUp = { kind: 'movement-moved', id, to: 'failed', at: 0 } as const;
    const version = { of: 'movement', id, version: movement?.version ?? 0 } as const;
    expect(await station.books.commit({ expects: [version], entries: [], changes: [givenUp] })).toEqual(
      ok(undefined),
    );
    expect((await rowOf(desk, id)).state).toBe('failed');
    await settle(desk);
    expect(await rowOf(desk, id)).toMatchObject({ state: 'final', problem: null });
    must(await verifyJournal(station));
  });
});
