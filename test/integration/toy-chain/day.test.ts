import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { listDeposits } from '../../../electron/console/deposits/list-deposits.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import {
  previewWithdrawal,
  requestWithdrawal,
} from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { requestSweep } from '../../../electron/console/movements/sweep.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import type { Amount } from '../../../electron/core/amount.ts';
import { amountsOf } from '../../../electron/core/journal/amounts-of.ts';
import { parseEntry } from '../../../electron/core/journal/journal-entry.ts';
import { isRecord, type JsonValue } from '../../../electron/core/json.ts';
import { openDesk } from '../../../electron/stations/desk.ts';
import { must } from '../../support/must.ts';
import { addressOfPublicKey } from '../../support/toy-chain/toy-address.ts';
import { toyChain } from '../../support/toy-chain/toy-chain.ts';
import { openToyDesk, type ToyDesk } from '../../support/toy-chain/toy-desk.ts';
import { toys } from '../../support/toy-chain/toy-samples.ts';
import { unlock } from '../../support/treasury-fixture.ts';
import { approveAs, codeOf, enter } from '../../support/treasury-steps.ts';

const CUSTOMER = addressOfPublicKey(new Uint8Array(32).fill(0xcc));

const receiveAddress = ({ station, hot }: ToyDesk) =>
  station.policy.present().vaults.find(({ id }) => id === hot)?.receiveAddress ?? '';

async function fund(desk: ToyDesk, units: bigint): Promise<void> {
  desk.ledger.deposit(receiveAddress(desk), units);
  await desk.settle();
}

let asked = 0;

async function ask(desk: ToyDesk, amount: string): Promise<string> {
  const mara = await enter(desk, 'Mara');
  const typed = { vaultId: desk.hot, recipient: CUSTOMER, amount, reference: `W-${++asked}` };
  return must(await requestWithdrawal(desk.station, mara, typed)).id;
}

const stateOf = async ({ station }: ToyDesk, id: string) => (await station.books.movements.get(id))?.state;

it('a withdrawal on a chain that the product does not know goes from request to final', async () => {
  const desk = await openToyDesk();
  const { station, ledger } = desk;
  await fund(desk, 700_00000n);
  await fund(desk, 500_00000n);
  must(await unlock(station, desk.hot));

  const preview = must(
    await previewWithdrawal(station, { vaultId: desk.hot, recipient: CUSTOMER, amount: '900.00001' }),
  );
  expect(preview).toMatchObject({ amount: '90000001', feeAtMost: '250', otherForms: [] });

  const id = await ask(desk, '900.00001');
  const { decoded } = must(await readMovement(station, nobody, { id }));
  expect(decoded).toMatchObject({
    chain: 'toy',
    payments: [{ recipient: CUSTOMER, amount: '90000001' }],
    feeAtMost: '250',
    inputsTotal: '120000000',
    changeAtLeast: '29999749',
  });
  await approveAs(desk, 'Ben', id);
  ledger.seal();
  must(await sign(station, desk.as('Ben'), { id }));
  expect((await station.books.movements.get(id))?.state).toBe('sent');
  await desk.settle();
  expect((await station.books.movements.get(id))?.state).toBe('final');
  expect(ledger.balance(CUSTOMER)).toBe(90000001n);
  const figures = await station.books.figures.vault(desk.hot);
  expect(figures).toMatchObject({ balance: 29999749n, reserved: 0n });
});

/** A withdrawal that is approved at an open vault. */
async function askApproved(desk: ToyDesk, amount: string): Promise<string> {
  const id = await ask(desk, amount);
  await approveAs(desk, 'Ben', id);
  return id;
}

it('a deposit is final with its block, and listed with who paid', async () => {
  const desk = await openToyDesk();
  desk.ledger.deposit(receiveAddress(desk), 5_00000n);
  await desk.station.line.follow();
  const all = { search: '', offset: 0, limit: 10, state: null };
  const states = async () => (await listDeposits(desk.station, all)).rows.map(({ state }) => state);
  expect(await states()).not.toContain('final');
  await desk.settle();
  expect(await states()).toEqual(['final']);
});

it('signed bytes that did not arrive are sent again as they were, after a restart, with their fields', async () => {
  const desk = await openToyDesk();
  await fund(desk, 700_00000n);
  must(await unlock(desk.station, desk.hot));
  const id = await askApproved(desk, '600');
  desk.ledger.deaf = true;
  await sign(desk.station, desk.as('Ben'), { id });
  expect(await stateOf(desk, id)).toBe('signed');
  const stored = await desk.station.books.movements.transaction(id);
  desk.ledger.seal();
  await desk.reopen();
  expect(await stateOf(desk, id)).toBe('signed');
  desk.ledger.deaf = false;
  desk.ledger.seal();
  await desk.reopen();
  expect(await stateOf(desk, id)).toBe('sent');
  await desk.settle();
  expect(await stateOf(desk, id)).toBe('final');
  const again = await desk.station.books.movements.transaction(id);
  expect(again).toMatchObject({ transactionId: stored?.transactionId, fields: stored?.fields });
  expect(desk.ledger.paymentsTo(CUSTOMER)).toEqual([stored?.transactionId]);
});

it('a transaction is known by its id, which is not the digest that was approved', async () => {
  const desk = await openToyDesk();
  await fund(desk, 700_00000n);
  must(await unlock(desk.station, desk.hot));
  const id = await askApproved(desk, '600');
  must(await sign(desk.station, desk.as('Ben'), { id }));
  const proposal = await desk.station.books.movements.proposal(id);
  const transaction = await desk.station.books.movements.transaction(id);
  expect(transaction?.transactionId).toMatch(/^[0-9a-f]{64}$/);
  expect(transaction?.transactionId).not.toBe(proposal?.digest);
  const { decoded } = must(await readMovement(desk.station, nobody, { id }));
  expect(decoded?.digestText).toBe(toyChain.formatDigest(decoded?.digest ?? ''));
});

it('bytes that the network would no longer take are not signed: a fee that rose, blocks that passed', async () => {
  const desk = await openToyDesk();
  await fund(desk, 700_00000n);
  await fund(desk, 700_00000n);
  must(await unlock(desk.station, desk.hot));
  const [dear, late] = [await askApproved(desk, '600'), await askApproved(desk, '601')];
  desk.ledger.fee = 251n;
  expect(codeOf(await sign(desk.station, desk.as('Ben'), { id: dear }))).toBe('fee-terms-outdated');
  desk.ledger.fee = 250n;
  for (let block = 0; block < 1001; block++) desk.ledger.seal();
  expect(codeOf(await sign(desk.station, desk.as('Ben'), { id: late }))).toBe('fee-terms-outdated');
  expect([await stateOf(desk, dear), await stateOf(desk, late)]).toEqual(['approved', 'approved']);
});

it('a sweep moves what is above the band into the cold vault, at its own address', async () => {
  const desk = await openToyDesk();
  await fund(desk, 25_000_00000n);
  must(await unlock(desk.station, desk.hot));
  const { ids } = must(await requestSweep(desk.station, await enter(desk, 'Mara')));
  expect(ids).toHaveLength(1);
  for (const id of ids) {
    await approveAs(desk, 'Ben', id);
    must(await sign(desk.station, desk.as('Ben'), { id }));
  }
  await desk.settle();
  const cold = desk.station.policy.present().vaults.find(({ id }) => id === desk.cold);
  expect(desk.ledger.balance(cold?.receiveAddress ?? '')).toBe(15_000_00000n);
  expect((await desk.station.books.figures.vault(desk.cold)).balance).toBe(15_000_00000n);
});

/** Objects anywhere in JSON that have units and no asset, or an amount or fee that is no object. */
function namelessAmounts(json: JsonValue): readonly JsonValue[] {
  if (Array.isArray(json)) return json.flatMap(namelessAmounts);
  if (!isRecord(json)) return [];
  const bare = ['amount', 'feePaid', 'feeCap', 'maxAmount'].some((name) => typeof json[name] === 'string');
  const own = bare || ('units' in json && !('asset' in json)) ? [json] : [];
  return [...own, ...Object.values(json).flatMap(namelessAmounts)];
}

it('the journal of the day verifies, each amount in it names its asset, and a vault that was locked opens on it again', async () => {
  const desk = await openToyDesk();
  await fund(desk, 700_00000n);
  must(await unlock(desk.station, desk.hot));
  const id = await askApproved(desk, '600');
  must(await sign(desk.station, desk.as('Ben'), { id }));
  await desk.settle();
  must(await verifyJournal(desk.station));
  const amounts: Amount[] = [];
  for (const text of await desk.station.books.journal.raw(0, 10_000)) {
    const entry: JsonValue = JSON.parse(text);
    amounts.push(...amountsOf(must(parseEntry(entry))));
    expect(namelessAmounts(entry), 'amounts without an asset').toEqual([]);
  }
  expect(amounts).toEqual(
    expect.arrayContaining([toys(700_00000n), toys(600_00000n), toys(250n)]), // deposit and evidence, request, fee
  );
  expect(new Set(amounts.map(({ asset }) => asset))).toEqual(new Set(['TOY']));
  await lockVault(desk.station, desk.as('Ben'), { vaultId: desk.hot });
  must(await unlock(desk.station, desk.hot));
});

it('a program without this chain opens nothing of it, and leaves it as it is', async () => {
  const desk = await openToyDesk();
  await desk.station.close();
  const file = path.join(desk.folder, 'treasury.json');
  const before = readFileSync(file, 'utf8');
  expect(codeOf(await openDesk(desk.folder, desk.effects))).toBe('chain-unknown');
  expect(readFileSync(file, 'utf8')).toBe(before);
});
