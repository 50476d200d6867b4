import { describe, expect, it, onTestFinished } from 'vitest';
import { buildProposal } from '../../../electron/console/build-proposal.ts';
import { readMovement } from '../../../electron/console/movement-views.ts';
import { previewWithdrawal } from '../../../electron/console/request-withdrawal.ts';
import { sign } from '../../../electron/console/sign.ts';
import { readSweepPlan } from '../../../electron/console/sweep.ts';
import { type Treasury, vaultOfKind } from '../../../electron/console/treasury.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { type Lie, standBetween } from '../../support/lying-node.ts';
import { ask, askApproved, OUTSIDER, openFundedDesk, settle } from '../../support/treasury-fixture.ts';
import { startTreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;
const alarms = ({ store }: Treasury) =>
  [...store.journal.raw()].filter((entry) => (entry as { kind: string }).kind === 'node-alarm').length;

describe('a node in trouble', () => {
  const troubles: { name: string; fault: Fault; code: ErrorCode; alarm: number }[] = [
    {
      name: 'slow beyond the timeout',
      fault: { kind: 'delay', milliseconds: 5_000 },
      code: 'node-timeout',
      alarm: 0,
    },
    { name: 'hanging up', fault: { kind: 'drop' }, code: 'node-unreachable', alarm: 0 },
    { name: 'answering 429', fault: { kind: 'http429' }, code: 'node-unreachable', alarm: 0 },
    { name: 'answering HTML', fault: { kind: 'html' }, code: 'node-not-json', alarm: 0 },
    { name: 'on another chain', fault: { kind: 'wrongChain' }, code: 'node-chain-mismatch', alarm: 1 },
    {
      name: 'doubling its lists',
      fault: { kind: 'duplicate' },
      code: 'node-answer-malformed',
      alarm: 0,
    },
  ];
  it.each(troubles)(
    '$name is told as $code, nothing is lost, and it recovers',
    async ({ fault, code, alarm }) => {
      const desk = await openFundedDesk(['2000']);
      const { treasury, node, hot } = desk;
      const hotAddress = vaultOfKind(treasury, 'hot').receiveAddress;
      const queued = await ask(desk, '100');
      await node.deposit(hotAddress, 7n * IOTA);
      await node.checkpoint();

      await node.faults(fault);
      for (let look = 0; look < 3; look++) await treasury.follow();
      expect(treasury.node()).toMatchObject({ state: 'trouble', trouble: { code } });
      expect(treasury.store.coins.balance(hot)).toBe(2_000n * IOTA);
      expect(alarms(treasury)).toBe(alarm);
      // What was built stays; what is asked for now waits with its reason, or is built from proven coins.
      expect(must(readMovement(treasury, { id: queued })).row).toMatchObject({ state: 'proposed' });

      await node.faults();
      await treasury.follow();
      expect(treasury.node()).toMatchObject({ state: 'connected', trouble: null });
      expect(treasury.store.coins.balance(hot)).toBe(2_007n * IOTA);
      expect(alarms(treasury)).toBe(alarm);
      must(await verifyJournal(treasury));
    },
    60_000,
  );

  it('that cannot be asked for the gas price leaves a request queued with its reason, to be built later', async () => {
    const desk = await openFundedDesk(['2000']);
    const { treasury, node, hot } = desk;
    await node.faults({ kind: 'html' });
    const id = await ask(desk, '100');
    expect(must(readMovement(treasury, { id })).row).toMatchObject({
      state: 'queued',
      trouble: { code: 'node-not-json' },
    });
    expect(codeOf(await buildProposal(treasury, id))).toBe('node-not-json');
    expect(codeOf(await readSweepPlan(treasury))).toBe('node-not-json');
    const typed = { vaultId: hot, recipient: OUTSIDER, amount: '1' };
    expect(codeOf(await previewWithdrawal(treasury, typed))).toBe('node-not-json');
    await node.faults();
    must(await buildProposal(treasury, id));
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'proposed', trouble: null });
  });

  it('that is down is unreachable until it is back on its port with its ledger', async () => {
    const desk = await openFundedDesk(['50']);
    const { treasury, node, hot } = desk;
    const port = Number(new URL(node.url).port);
    await node.stop();
    await treasury.follow();
    expect(treasury.node().trouble?.code).toBe('node-unreachable');
    expect(treasury.store.coins.balance(hot)).toBe(50n * IOTA);
    // A node that forgot everything: the same chain, but none of our checkpoints. Nothing is believed of it.
    const forgetful = await startTreasuryNode({ port });
    await treasury.follow();
    expect(treasury.node().trouble?.code).toBe('node-behind');
    expect(treasury.store.coins.balance(hot)).toBe(50n * IOTA);
    expect(alarms(treasury)).toBe(0);
    // Its own checkpoints take the numbers of ours: what it says of them is about another history.
    for (let sealed = 0; sealed < 5; sealed++) {
      await forgetful.deposit(vaultOfKind(treasury, 'hot').receiveAddress, 7n * IOTA);
      await forgetful.checkpoint();
    }
    for (let look = 0; look < 3; look++) await treasury.follow();
    expect(treasury.node()).toMatchObject({ state: 'trouble', trouble: { code: 'node-chain-mismatch' } });
    expect(treasury.store.coins.balance(hot)).toBe(50n * IOTA);
    expect(alarms(treasury)).toBe(1);
    await forgetful.stop();

    const back = await startTreasuryNode({ port, folder: desk.ledger });
    onTestFinished(() => back.stop());
    await back.deposit(vaultOfKind(treasury, 'hot').receiveAddress, 3n * IOTA);
    await back.checkpoint();
    await treasury.follow();
    expect(treasury.node()).toMatchObject({ state: 'connected', trouble: null });
    expect(treasury.store.coins.balance(hot)).toBe(53n * IOTA);
    must(await verifyJournal(treasury));
  });

  it('that lies about a balance raises one alarm, and the proven coins stay as they were', async () => {
    const desk = await openFundedDesk(['2000']);
    const { treasury, node, hot } = desk;
    await node.faults({ kind: 'lyingBalance', nanos: '1000000000000000' });
    await node.deposit(vaultOfKind(treasury, 'hot').receiveAddress, 5n * IOTA);
    await node.checkpoint();
    for (let look = 0; look < 4; look++) await treasury.follow();
    expect(treasury.node().trouble?.code).toBe('node-balance-mismatch');
    expect(alarms(treasury)).toBe(1);
    expect(treasury.store.coins.balance(hot)).toBe(2_000n * IOTA);
    // A payment from coins that are proven goes its way; one from what the lie pretends does not.
    const paid = await askApproved(desk, '1000');
    must(await sign(treasury, { id: paid }));
    await node.faults();
    await settle(desk);
    expect(must(readMovement(treasury, { id: paid })).row.state).toBe('final');
    expect(treasury.node().state).toBe('connected');
    expect(await node.balance(OUTSIDER)).toBe(1_000n * IOTA);
    must(await verifyJournal(treasury));
  });

  it('that repeats old answers hides news for a while, and loses none', async () => {
    const desk = await openFundedDesk(['10']);
    const { treasury, node, hot } = desk;
    await treasury.follow(); // answers to repeat
    await node.faults({ kind: 'stale' });
    await node.deposit(vaultOfKind(treasury, 'hot').receiveAddress, 3n * IOTA);
    await node.checkpoint();
    await treasury.follow();
    expect(treasury.store.coins.balance(hot)).toBe(10n * IOTA);
    await node.faults();
    await treasury.follow();
    expect(treasury.store.coins.balance(hot)).toBe(13n * IOTA);
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
    const { treasury, hot } = desk;
    const id = await askApproved(desk, '300');
    const liar = await standBetween(desk);
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
    must(await sign(treasury, { id }));
    const hotAddress = vaultOfKind(treasury, 'hot').receiveAddress;
    await real.deposit(hotAddress, 5n * IOTA); // has the address read again
    await real.checkpoint();
    for (let look = 0; look < 3; look++) {
      desk.wait(6_000);
      await treasury.follow();
      expect(must(readMovement(treasury, { id })).row).toMatchObject({
        state: 'signed',
        trouble: { code: 'payment-in-doubt' },
      });
    }
    expect(treasury.store.coins.of(hotAddress)).toEqual([]);
    expect(kept.length).toBeGreaterThan(2);
    expect(new Set(kept).size).toBe(1);

    // The coin comes to light again and is still kept for the payment.
    liar.lies = { iota_executeTransactionBlock: refusing(kept) };
    await real.deposit(hotAddress, 5n * IOTA);
    await real.checkpoint();
    await treasury.follow();
    expect(treasury.store.coins.reservedBalance(hot)).toBe(2_000n * IOTA);
    // The node sends what it kept: the payment that everybody sees as open happens, once.
    liar.lies = {};
    desk.wait(6_000);
    await treasury.follow();
    await real.checkpoint();
    await treasury.follow();
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'final', trouble: null });
    expect(await real.paymentsTo(OUTSIDER)).toHaveLength(1);
    expect(alarms(treasury)).toBe(0);
    must(await verifyJournal(treasury));
  }, 60_000);

  it('cannot make it look dead by inventing a spend: no own key signed one', async () => {
    const desk = await openFundedDesk(['2000']);
    const { treasury } = desk;
    const id = await askApproved(desk, '300');
    const liar = await standBetween(desk);
    const { real } = liar;
    const { receiveAddress: hotAddress } = vaultOfKind(treasury, 'hot');
    liar.lies = {
      iota_executeTransactionBlock: refusing([]),
      iota_multiGetTransactionBlocks: async (_, truth) => ({
        result: ((await truth()) as { transaction: { data: object } }[]).map((told) => ({
          ...told,
          transaction: { ...told.transaction, data: { ...told.transaction.data, sender: hotAddress } },
        })),
      }),
    };
    must(await sign(treasury, { id }));
    const { next } = treasury.store.cursor.get()!;
    await real.deposit(OUTSIDER, 5n * IOTA);
    await real.checkpoint();
    for (let look = 0; look < 2; look++) {
      desk.wait(6_000);
      await treasury.follow();
    }
    expect(treasury.node().trouble?.code).toBe('node-answer-malformed');
    expect(treasury.store.cursor.get()?.next).toBe(next);
    expect(must(readMovement(treasury, { id })).row).toMatchObject({
      state: 'signed',
      trouble: { code: 'payment-in-doubt' },
    });
    expect(treasury.store.coins.of(hotAddress)).toHaveLength(1);
    expect(alarms(treasury)).toBe(0);

    liar.lies = {};
    desk.wait(6_000);
    await treasury.follow();
    await real.checkpoint();
    await treasury.follow();
    expect(must(readMovement(treasury, { id })).row.state).toBe('final');
    expect(treasury.node().state).toBe('connected');
  }, 60_000);
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
      code: 'node-unreachable',
    },
    { name: 'by a split vote', fault: { kind: 'splitVote' }, code: 'node-unreachable' },
  ];
  it.each(losses)('$name happens exactly once', async ({ fault, code }) => {
    const desk = await openFundedDesk(['2000']);
    const { treasury, node, hot } = desk;
    const id = await askApproved(desk, '300');
    await node.faults(fault);
    must(await sign(treasury, { id }));
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'signed', trouble: { code } });
    expect(treasury.store.coins.reservedBalance(hot)).toBe(2_000n * IOTA);
    await node.faults();
    desk.wait(6_000);
    await treasury.follow();
    await settle(desk);
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'final', trouble: null });
    expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
    expect(await node.balance(OUTSIDER)).toBe(300n * IOTA);
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    must(await verifyJournal(treasury));
  });

  it('becomes final from the ledger alone, while the node still answers no submission', async () => {
    const desk = await openFundedDesk(['2000']);
    const { treasury, node, hot } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangAfter' });
    must(await sign(treasury, { id }));
    desk.wait(6_000);
    await settle(desk);
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'final', trouble: null });
    expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
    expect(treasury.node().state).toBe('connected');
  });

  it('does not keep deposits waiting while the node takes no submissions', async () => {
    const desk = await openFundedDesk(['2000']);
    const { treasury, node, hot } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangBefore' });
    must(await sign(treasury, { id }));
    await node.deposit(vaultOfKind(treasury, 'hot').receiveAddress, 9n * IOTA);
    await settle(desk);
    expect(treasury.node().trouble?.code).toBe('node-timeout');
    expect(treasury.store.coins.balance(hot)).toBe(2_009n * IOTA);
    expect(must(readMovement(treasury, { id })).row.state).toBe('signed');
  });

  it('shows no trouble when the ledger settled it while its answer was awaited', async () => {
    const desk = await openFundedDesk(['2000']);
    const { treasury, node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangAfter' });
    const signing = sign(treasury, { id });
    while ((await node.paymentsTo(OUTSIDER)).length === 0);
    await settle(desk);
    must(await signing);
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'final', trouble: null });
  });

  it('that was given up is final all the same when the ledger shows it', async () => {
    const desk = await openFundedDesk(['2000']);
    const { treasury, node } = desk;
    const id = await askApproved(desk, '300');
    await node.faults({ kind: 'hangAfter' });
    must(await sign(treasury, { id }));
    treasury.store.movements.advance(id, ['signed'], 'failed', 0);
    await settle(desk);
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'final', trouble: null });
    must(await verifyJournal(treasury));
  });
});
