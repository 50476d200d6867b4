import { createAccount } from '../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../electron/console/addresses/issue-address.ts';
import { practiceDeposit } from '../../electron/stations/practice-deposit.ts';
import { openFundedDesk, settle, type TestDesk } from './treasury-fixture.ts';
import { addressOf, must } from './treasury-steps.ts';

/** A desk whose hot vault has one deposit of each amount, every one at an address of its own. */
export async function openScatteredDesk(
  amounts: readonly string[],
): Promise<TestDesk & { addresses: string[] }> {
  const desk = await openFundedDesk([]);
  const { station, hot } = desk;
  const mara = desk.as('Mara');
  const { index } = must(await createAccount(station, mara, { vaultId: hot, alias: 'user-1' }));
  const addresses: string[] = [];
  for (const amount of amounts) {
    const address = addressOf(must(await issueAddress(station, mara, { vaultId: hot, account: index })));
    must(await practiceDeposit(station, { address, amount }));
    addresses.push(address);
  }
  await settle(desk);
  return Object.assign(desk, { addresses });
}
