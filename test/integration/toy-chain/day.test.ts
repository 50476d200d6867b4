import { expect, it } from 'vitest';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import {
  previewWithdrawal,
  requestWithdrawal,
} from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { must } from '../../support/must.ts';
import { addressOfPublicKey } from '../../support/toy-chain/toy-address.ts';
import { openToyDesk, type ToyDesk } from '../../support/toy-chain/toy-desk.ts';
import { unlock } from '../../support/treasury-fixture.ts';
import { approveAs, enter } from '../../support/treasury-steps.ts';

const CUSTOMER = addressOfPublicKey(new Uint8Array(32).fill(0xcc));

const receiveAddress = ({ station, hot }: ToyDesk) =>
  station.policy.present().vaults.find(({ id }) => id === hot)?.receiveAddress ?? '';

async function fund(desk: ToyDesk, units: bigint): Promise<void> {
  desk.ledger.deposit(receiveAddress(desk), units);
  await desk.settle();
}

async function ask(desk: ToyDesk, amount: string): Promise<string> {
  const mara = await enter(desk, 'Mara');
  const typed = { vaultId: desk.hot, recipient: CUSTOMER, amount, reference: 'W-1' };
  return must(await requestWithdrawal(desk.station, mara, typed)).id;
}

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
