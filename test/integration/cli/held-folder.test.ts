import path from 'node:path';
import { expect, it } from 'vitest';
import { copyFolder } from '../../support/copy-folder.ts';
import { putBack } from '../../support/held-folder.ts';
import {
  type OutsideTreasury,
  onDescriptor,
  outsideTreasury,
  startTreasury,
  type TreasuryProgram,
} from '../../support/treasury-lines.ts';

/** The program with marks of its own, on a folder. */
async function open({ folder }: OutsideTreasury): Promise<TreasuryProgram> {
  const program = startTreasury([folder, '--marks', path.join(path.dirname(folder), 'marks')]);
  const { opened } = await program.until((said) => 'opened' in said);
  expect(opened).toEqual({ ok: true, value: {} });
  return program;
}

const signIn = ({ get }: TreasuryProgram, officerId: string) =>
  get('officer.sign-in', { officerId, password: onDescriptor });

const holdOf = async ({ get }: TreasuryProgram) => {
  const { treasury } = await get('app.read', { as: null });
  return (treasury as { readonly hold: unknown }).hold;
};

it('an older copy is held in a command line that keeps marks, and two officers settle it there', async () => {
  const treasury = await outsideTreasury();
  const { Mara: mara, Ben: ben } = treasury.officers;
  const first = await open(treasury);
  expect(await holdOf(first)).toBeNull();
  expect(await first.finish()).toBe(0);
  const copy = `${treasury.folder}-copy`;
  copyFolder(treasury.folder, copy);
  const second = await open(treasury);
  await signIn(second, mara);
  expect(await second.finish()).toBe(0);

  putBack(copy, treasury.folder);
  const third = await open(treasury);
  expect(await holdOf(third)).toMatchObject({ enrolment: null, older: { ours: {}, newer: {} }, spends: [] });
  await signIn(third, mara);
  const { vaults } = (await third.get('app.read', { as: mara }))['treasury'] as {
    vaults: readonly { id: string }[];
  };
  const vaultId = vaults[0]?.id;
  const refused = { ok: false, code: 'folder-older' };
  expect(await third.call('vault.unlock', { as: mara, vaultId, password: onDescriptor })).toMatchObject(
    refused,
  );
  expect(await third.call('sweep.request', { as: mara })).toMatchObject(refused);
  expect(await third.call('account.create', { as: mara, vaultId, alias: 'A' })).toMatchObject(refused);
  const alone = { as: mara, confirmedBy: null, nothingUnderWay: true };
  expect(await third.call('treasury.settle', alone)).toMatchObject({ code: 'second-officer-needed' });
  const stranger = { ...alone, confirmedBy: ben };
  expect(await third.call('treasury.settle', stranger)).toMatchObject({ code: 'officer-not-signed-in' });
  await signIn(third, ben);
  await third.get('treasury.settle', { ...alone, confirmedBy: ben });
  expect(await holdOf(third)).toBeNull();
  await third.get('vault.unlock', { as: mara, vaultId, password: onDescriptor });
  expect(await third.get('journal.verify')).toMatchObject({ stations: [{ from: 1 }] });
  expect(await third.finish()).toBe(0);
});

it.each([
  ['an option that nobody knows', ['--mark', 'x']],
  ['two folders', ['a', 'b']],
])('%s is answered by the usage', async (_, args) => {
  const program = startTreasury(args);
  expect(await program.gone).toBe(2);
  expect(program.log()).toContain('--marks FOLDER');
});
