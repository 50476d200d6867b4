import type { Desk } from './desk.ts';

/** Nobody in the treasury has these addresses. */
const PAYEE = '0x02ce2da34e6ad8c6c0858e8ec34fc0c3a4067830857cfe4a11e42f8ce9987a44';
const OTHER_PAYEE = '0x7a1b2da34e6ad8c6c0858e8ec34fc0c3a4067830857cfe4a11e42f8ce9981234';

/**
 * A day's beginning: two customers have paid, two payments are asked for, and one of two approvals is given. Chiara Rossi
 * looks at the payment that waits for her.
 */
export async function beginDay(desk: Desk): Promise<void> {
  await desk.signIn('Mara Lindqvist');
  await desk.unlock('Hot vault');
  await desk.createAccount('user-1001 Aurora Ltd');
  await desk.simulateDeposit('18000');
  await desk.createAccount('user-1002 Blue Fjord');
  await desk.simulateDeposit('12500.75');
  await desk.requestWithdrawal(PAYEE, '2500', 'payout 2026-0417');
  await desk.requestWithdrawal(OTHER_PAYEE, '750.5', 'payout 2026-0418');
  await desk.signIn('Ben Okafor');
  await desk.row(/payout 2026-0417/).click();
  await desk.approve();
  await desk.signIn('Chiara Rossi');
}
