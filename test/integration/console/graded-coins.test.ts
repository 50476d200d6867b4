import { beforeEach, expect, it } from 'vitest';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import { fund, openDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { enter, must } from '../../support/treasury-steps.ts';

let desk: TestDesk;

/** Two coins that came while nothing proved the ledger: what a restore finds is known no better. */
beforeEach(async () => {
  desk = await openDesk();
  await enter(desk, 'Mara');
  await fund(desk, '3');
  await fund(desk, '5');
  for (let ends = 0; ends < 3; ends++) await desk.node.endEpoch();
  await desk.station.line.follow();
});

const grades = async () => {
  const { books, policy } = desk.station;
  const inputs = await books.inputs.of(vaultAtWork(policy.present(), [], 'hot').receiveAddress);
  return Promise.all(inputs.map(({ key }) => books.inputs.gradeOf([key])));
};

/** The same node by gRPC, which proves; looked at so often. */
async function followProven(looks = 1): Promise<void> {
  const { treasury, line } = desk.station;
  const url = asGrpc(desk.node.grpcUrl);
  must(await treasury.adopt({ ...treasury.file(), node: { kind: 'url', url } }));
  must(await line.adoptNode());
  for (let each = 0; each < looks; each++) await line.follow();
}

it('coins that a node only told of have existed, once their creation is looked up and certified', async () => {
  expect(await grades()).toEqual(['unproven', 'unproven']);
  await followProven(2);
  expect(desk.station.line.view()).toMatchObject({ state: 'connected', problem: null });
  expect(await grades()).toEqual(['existed', 'existed']);
  must(await desk.station.check.whole());
  must(await desk.station.checkBooks());
  const again = await desk.reopen();
  await again.line.follow();
  expect(await grades()).toEqual(['existed', 'existed']);
});

it('a node that lies about what made a coin raises no grade', async () => {
  await desk.node.faults({ kind: 'alteredEffects', method: 'GetTransactions' });
  await followProven();
  await desk.station.line.follow();
  expect(await grades()).toEqual(['unproven', 'unproven']);
});

it('a node that has thrown away what made a coin raises no grade, and is no problem', async () => {
  await desk.node.prune(Number(desk.station.line.view().checkpoint) - 1);
  await followProven(2);
  expect(desk.station.line.view()).toMatchObject({ state: 'connected', problem: null });
  expect(await grades()).toEqual(['unproven', 'unproven']);
});
