import { expect, it, vi } from 'vitest';
import { buildProposal } from '../../../electron/console/build-proposal.ts';
import { readMovement } from '../../../electron/console/movement-views.ts';
import { reject } from '../../../electron/console/reject.ts';
import { sign } from '../../../electron/console/sign.ts';
import { readSweepPlan } from '../../../electron/console/sweep.ts';
import { verifyJournal } from '../../../electron/console/verify-journal.ts';
import { ok } from '../../../electron/core/result.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { ask, askApproved, enter, OUTSIDER, openFundedDesk, settle } from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

it('a gas price below the least of the network is not built into bytes; the next true one is', async () => {
  const desk = await openFundedDesk(['2000']);
  const { treasury, hot } = desk;
  const told = vi.spyOn(treasury.network, 'gasPrice').mockResolvedValue(ok(999n));
  const id = await ask(desk, '100');
  const { row, decoded } = must(readMovement(treasury, { id }));
  expect(row).toMatchObject({ state: 'queued', trouble: { code: 'node-answer-malformed' } });
  expect(row.trouble?.message).toBe('expected a gas price of at least 1000 nanos, got 999');
  expect(decoded).toBeNull();
  expect(codeOf(await readSweepPlan(treasury))).toBe('node-answer-malformed');
  expect(treasury.store.coins.reservedBalance(hot)).toBe(0n);
  told.mockRestore();
  must(await buildProposal(treasury, id));
  const built = must(readMovement(treasury, { id }));
  expect(built.row).toMatchObject({ state: 'proposed', trouble: null });
  expect(built.decoded?.gasPrice).toBe('1000');
});

it('a price that rose while a payment waited keeps the signer from being asked; a new one pays the new price', async () => {
  const desk = await openFundedDesk(['2000']);
  const { treasury, hot, node } = desk;
  const id = await askApproved(desk, '100');
  const proposal = treasury.store.movements.proposal(id)!.proposal;
  vi.spyOn(treasury.network, 'gasPrice').mockResolvedValue(ok(1_500n));
  expect(codeOf(await sign(treasury, { id }))).toBe('gas-price-too-low');
  expect(must(readMovement(treasury, { id })).row).toMatchObject({
    state: 'approved',
    trouble: { code: 'gas-price-too-low' },
  });
  expect(entriesOf(treasury, 'sign-refused').at(-1)?.body).toMatchObject({ code: 'gas-price-too-low' });
  const recalled = await must(treasury.sessions.vault(hot)).ask('recall', { proposal });
  expect(must(recalled).signed, 'the signer remembers neither coin nor request').toBeNull();

  must(await reject(treasury, { id, reason: 'the gas price rose' }));
  await enter(treasury, 'Mara');
  const again = await askApproved(desk, '100');
  expect(must(readMovement(treasury, { id: again })).decoded?.gasPrice).toBe('1500');
  must(await sign(treasury, { id: again }));
  await settle(desk);
  expect(must(readMovement(treasury, { id: again })).row.state).toBe('final');
  expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  must(await verifyJournal(treasury));
});

it('a price that fell, or that nobody can be asked for, does not keep anybody from signing', async () => {
  const desk = await openFundedDesk(['100', '2000']);
  const { treasury, node } = desk;
  const told = vi.spyOn(treasury.network, 'gasPrice').mockResolvedValue(ok(1_500n));
  const dear = await askApproved(desk, '1000');
  told.mockRestore();
  must(await sign(treasury, { id: dear }));
  await settle(desk);
  await enter(treasury, 'Mara');
  const offline = await askApproved(desk, '50');
  await node.faults({ kind: 'drop' });
  must(await sign(treasury, { id: offline }));
  expect(must(readMovement(treasury, { id: offline })).row).toMatchObject({
    state: 'signed',
    trouble: { code: 'node-unreachable' },
  });
  await node.faults();
  desk.wait(6_000);
  await treasury.follow();
  await settle(desk);
  for (const id of [dear, offline]) {
    expect(must(readMovement(treasury, { id })).row).toMatchObject({ state: 'final', trouble: null });
  }
  must(await verifyJournal(treasury));
});
