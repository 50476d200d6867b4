import { requestWithdrawal } from '../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../electron/console/movements/sign.ts';
import { openVault } from '../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../electron/console/vaults/vault-of.ts';
import { type Desk, openDesk } from '../../electron/stations/desk.ts';
import { outsideFolder } from '../../electron/stations/outside-folder.ts';
import { testEffects } from './test-effects.ts';
import { actorAt, approveAs, createTreasury, enter, must, PASSWORD, utf8 } from './treasury-steps.ts';

/**
 * A desk in a process of its own, to be killed: `create FOLDER URL CHAIN` makes a treasury, `pay FOLDER RECIPIENT
 * AMOUNT` pays somebody and says each state that the payment reaches. Marks outside of the folder are beside it.
 */
const everything = { search: '', offset: 0, limit: 100 };
const allMovements = { kind: null, open: false, nextStep: null };
const [task, folder, first, second] = process.argv.slice(2) as [string, string, string, string];

if (task === 'create') {
  console.log('creating');
  must(await createTreasury(folder, { url: first, chain: second }, testEffects));
  console.log('created');
} else {
  await pay(first, second);
}

async function pay(recipient: string, amount: string): Promise<void> {
  let station: Desk | null = null;
  const outside = outsideFolder(`${folder}-marks`, testEffects);
  const told = new Set<string>();
  let done = () => {};
  const final = new Promise<void>((resolve) => {
    done = resolve;
  });
  const tell = async (): Promise<void> => {
    const list = await station?.books.movements.list(everything, allMovements);
    for (const { id, state } of list?.rows ?? []) {
      if (!told.has(`${id} ${state}`)) console.log(`${state} ${id}`);
      told.add(`${id} ${state}`);
      if (asked === id && state === 'final') done();
    }
  };
  let asked: string | null = null;
  const notify = (): void => {
    tell().catch(() => {}); // the books are closed at the end
  };
  station = must(await openDesk(folder, { ...testEffects, outside, notify }));
  const at = { station, caller: station.callers.open() };
  await tell();
  console.log('open');
  const vaultId = vaultAtWork(station.policy.present(), [], 'hot').id;
  const mara = await enter(at, 'Mara');
  must(await openVault(station, mara, { vaultId, password: utf8(PASSWORD) }));
  console.log('asking');
  const { id } = must(await requestWithdrawal(station, mara, { vaultId, recipient, amount, reference: '' }));
  asked = id;
  await approveAs(at, 'Ben', id);
  must(await sign(station, actorAt(at, 'Ben'), { id }));
  await tell();
  await final;
  console.log('done');
  await station.close();
}
