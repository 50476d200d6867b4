import { cp } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readNetwork } from '../../../electron/console/ledger/read-network.ts';
import { planSkip, skipTime } from '../../../electron/console/ledger/skip-time.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import {
  askApproved,
  NO_TIMERS,
  OUTSIDER,
  openDesk,
  settle,
  type TestDesk,
  temporaryFolder,
  unlock,
} from '../../support/treasury-fixture.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';
import { enter, must } from '../../support/treasury-steps.ts';

const IOTA = 1_000_000_000n;

let desk: TestDesk;
let id: string;
let older: TreasuryNode;

const detail = async () => must(await readMovement(desk.station, nobody, { id }));

async function goOnWith(node: TreasuryNode): Promise<void> {
  const { treasury, line } = desk.station;
  must(await treasury.adopt({ ...treasury.file(), node: { kind: 'url', url: asGrpc(node.grpcUrl) } }));
  must(await line.adoptNode());
  await line.follow();
}

/** A payment happened while the desk slept; its node has thrown that away, and two officers skipped the time. */
beforeEach(async () => {
  desk = await openDesk(NO_TIMERS, undefined, 'grpc');
  const { station, node, hot } = desk;
  await enter(desk, 'Mara');
  must(await unlock(station, hot));
  await node.deposit(vaultAtWork(station.policy.present(), [], 'hot').receiveAddress, 100n * IOTA);
  await settle(desk);
  id = await askApproved(desk, '10');
  must(await sign(station, desk.as('Ben'), { id }));
  await node.checkpoint();
  for (let more = 0; more < 4; more++) await node.endEpoch();
  // An endpoint that keeps what the other one throws away.
  const folder = path.join(await temporaryFolder(), 'ledger');
  await cp(desk.ledger, folder, { recursive: true });
  older = await startTreasuryNode({ folder });
  onTestFinished(() => older.stop());
  await node.prune(Number(station.line.view().checkpoint) + 4);
  await station.line.follow();
  const { skippable } = must(await readNetwork(station));
  const span = { from: BigInt(skippable?.from ?? 0), to: BigInt(skippable?.to ?? 0) };
  const { proven: _, ...seen } = must(await planSkip(station, span));
  must(await skipTime(station, await enter(desk, 'Dev'), { second: desk.as('Ben'), ...span, seen }));
  await station.line.follow();
});

it('a payment of time that was skipped is final by its certified effects, from an endpoint that has them', async () => {
  const { station, node, hot } = desk;
  expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
  expect(await node.paymentsTo(OUTSIDER)).toHaveLength(1);
  // Its own node has thrown it away: it stays in doubt, and says why.
  expect(await detail()).toMatchObject({ row: { state: 'sent' }, mayBeUnseen: true });

  await goOnWith(older);
  expect(station.line.view()).toMatchObject({ state: 'connected', problem: null });
  const { row, transaction, mayBeUnseen } = await detail();
  expect([row.state, mayBeUnseen]).toEqual(['final', false]);
  const fee = BigInt(transaction?.feePaid ?? 0);
  expect(fee).toBeGreaterThan(0n);
  const [entry] = await entriesOf(station, 'transaction-final');
  expect(entry?.body).toMatchObject({ movementId: id, checkpoint: transaction?.checkpoint });
  expect(await station.books.figures.vault(hot)).toMatchObject({
    balance: 90n * IOTA - fee,
    reserved: 0n,
  });
  must(await verifyJournal(station));
  must(await station.checkBooks());
});

it('a node that lies about its effects ends nothing, whether it says that it failed or succeeded', async () => {
  const { station } = desk;
  await older.faults({ kind: 'alteredEffects', method: 'GetTransactions' });
  await goOnWith(older);
  expect((await detail()).row.state).toBe('sent');
  expect(station.line.view().problem?.code).toBe('effects-foreign');
  await older.faults();
  await goOnWith(older);
  expect((await detail()).row.state).toBe('final');
});
