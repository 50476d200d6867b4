import { setTimeout as sleep } from 'node:timers/promises';
import { nodeConsoleEffects } from '../../electron/cli/node-console-effects.ts';
import { openTreasury } from '../../electron/console/open-treasury.ts';
import { openVault } from '../../electron/console/open-vault.ts';
import { requestWithdrawal } from '../../electron/console/request-withdrawal.ts';
import { sign } from '../../electron/console/sign.ts';
import { signIn } from '../../electron/console/sign-in.ts';
import { type Treasury, vaultOfKind } from '../../electron/console/treasury.ts';
import { approveAs, createTreasury, must, PASSWORD, utf8 } from './treasury-steps.ts';

/**
 * A desk in a process of its own, to be killed: `create FOLDER URL CHAIN` makes a treasury, `pay FOLDER RECIPIENT
 * AMOUNT` pays somebody and says each state that the payment reaches.
 */
const everything = { search: '', offset: 0, limit: 100 };
const allMovements = { kind: null, open: false, ids: null };
const [task, folder, first, second] = process.argv.slice(2) as [string, string, string, string];

if (task === 'create') {
  console.log('creating');
  must(await createTreasury(folder, { url: first, chain: second }, nodeConsoleEffects));
  console.log('created');
} else {
  await pay(first, second);
}

async function pay(recipient: string, amount: string): Promise<void> {
  let treasury: Treasury | null = null;
  const told = new Set<string>();
  const notify = (): void => {
    for (const { id, state } of treasury?.store.movements.list(everything, allMovements).rows ?? []) {
      if (!told.has(`${id} ${state}`)) console.log(`${state} ${id}`);
      told.add(`${id} ${state}`);
    }
  };
  treasury = must(await openTreasury(folder, { ...nodeConsoleEffects, notify }));
  notify();
  console.log('open');
  const vaultId = vaultOfKind(treasury, 'hot').id;
  const mara = treasury.policy.officers[0]!;
  must(await signIn(treasury, { officerId: mara.id, password: utf8(PASSWORD) }));
  must(await openVault(treasury, { vaultId, password: utf8(PASSWORD) }));
  console.log('asking');
  const { id } = must(await requestWithdrawal(treasury, { vaultId, recipient, amount, reference: '' }));
  await approveAs(treasury, 'Ben', id);
  must(await sign(treasury, { id }));
  while (treasury.store.movements.get(id)?.state !== 'final') await sleep(20);
  console.log('done');
  await treasury.close();
}
