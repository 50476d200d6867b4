import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { expireApprovals } from '../../../electron/console/movements/expire-approvals.ts';
import { expireRequests } from '../../../electron/console/movements/expire-requests.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { submit } from '../../../electron/console/movements/sign.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import {
  type AttackedTreasury,
  makeAttackedTreasury,
  type Wish,
} from '../../support/folder-attack/attacked-treasury.ts';
import { type OpenedAttack, openEdited, repair } from '../../support/folder-attack/opened-attack.ts';
import { codeOf, enter, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

let world: AttackedTreasury;
beforeAll(async () => {
  world = await makeAttackedTreasury();
});
afterAll(() => world.dispose());

const idOf = (end: Wish['end']): string => world.wishes.find((wish) => wish.end === end)?.id ?? '';
const stateOf = async ({ station }: OpenedAttack, end: Wish['end']) =>
  (await station.books.movements.get(idOf(end)))?.state;
const move = (end: Wish['end'], to: string) =>
  `UPDATE movements SET state = '${to}' WHERE id = '${idOf(end)}';`;
const unlock = async (at: OpenedAttack) =>
  openVault(at.station, await enter(at, 'Ben'), { vaultId: world.hot, password: utf8(PASSWORD) });
const YEAR = 365 * 86_400_000;

describe('a row that says less of a payment than the journal', () => {
  it('a paid payment that its row calls signed is sent by nobody, and stays final', async () => {
    const at = await openEdited(
      world,
      `${move('final', 'signed')} UPDATE transactions SET final_at = NULL, checkpoint = NULL, sent_at = NULL, left_epoch = NULL;`,
    );
    await at.station.line.follow();
    await submit(at.station, await enter(at, 'Mara'), { id: idOf('final') });
    await repair(at);
    expect(await stateOf(at, 'final')).toBe('final');
  });

  it('a paid payment that its row calls signed, and sent in this epoch already, is sent by no officer either', async () => {
    const at = await openEdited(
      world,
      `${move('final', 'signed')} UPDATE transactions SET final_at = NULL, checkpoint = NULL, sent_at = NULL, left_epoch = 1000000;`,
    );
    const sent = await submit(at.station, await enter(at, 'Mara'), { id: idOf('final') });
    expect(codeOf(sent)).toBe('books-differ');
    await repair(at);
    expect(await stateOf(at, 'final')).toBe('final');
  });

  it('a paid payment that its row calls proposed, with bytes of a past epoch, is not asked for again', async () => {
    const at = await openEdited(
      world,
      `${move('final', 'proposed')} UPDATE proposals SET last_epoch = -1 WHERE movement_id = '${idOf('final')}';`,
    );
    await at.station.line.follow();
    await expireApprovals(at.station);
    await repair(at);
    expect(await stateOf(at, 'final')).toBe('final');
  });

  it('a rejected payment with an approval that has expired does not wait for approvals again', async () => {
    const at = await openEdited(
      world,
      `${move('rejected', 'proposed')} UPDATE approvals SET expires_at = 1;`,
    );
    await expireApprovals(at.station);
    await repair(at);
    expect(await stateOf(at, 'rejected')).toBe('rejected');
  });

  it('a paid payment whose row waits for approvals does not end with its request', async () => {
    const at = await openEdited(world, move('final', 'proposed'));
    at.wait(YEAR);
    await expireRequests({ ...at.station, line: null });
    await repair(at);
    expect(await stateOf(at, 'final')).toBe('final');
  });

  it('a paid payment whose row waits for its signature is not signed into the journal twice', async () => {
    const at = await openEdited(
      world,
      `${move('final', 'approved')} DELETE FROM transactions WHERE movement_id = '${idOf('final')}';`,
    );
    await unlock(at);
    await repair(at);
    expect(await stateOf(at, 'final')).toBe('final');
  });

  it('a rejected payment whose row waits for approvals is not rejected twice', async () => {
    const at = await openEdited(
      world,
      `${move('rejected', 'proposed')} DELETE FROM rejections WHERE movement_id = '${idOf('rejected')}';`,
    );
    await reject(at.station, await enter(at, 'Ben'), { id: idOf('rejected'), reason: 'once more' });
    await repair(at);
    expect(await stateOf(at, 'rejected')).toBe('rejected');
  });
});

it('a name that was taken from its account in the closed database is given to no other account', async () => {
  const at = await openEdited(
    world,
    `UPDATE accounts SET alias = 'Else', alias_key = 'else' WHERE account = ${world.account}`,
  );
  await unlock(at);
  await createAccount(at.station, await enter(at, 'Mara'), { vaultId: world.hot, alias: 'Customer 7' });
  await repair(at);
});

it('a deposit to an address whose row was deleted is credited once the tables are made anew', async () => {
  const [address = ''] = [...world.addresses.values()];
  const at = await openEdited(world, `DELETE FROM addresses WHERE address = '${address}'`, async (node) => {
    await node.deposit(address, 7_000_000_000n);
    await node.checkpoint();
  });
  await at.station.line.follow();
  await at.station.check.whole();
  await at.station.line.follow();
  await repair(at);
  await at.station.line.follow();
  const { rows } = await at.station.books.deposits.list({ search: '', offset: 0, limit: 20 }, null);
  expect(rows.filter((row) => row.address === address)).toMatchObject([{ units: 7_000_000_000n }]);
});
