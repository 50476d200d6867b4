import path from 'node:path';
import { expect, it } from 'vitest';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { OUTSIDER, temporaryFolder } from '../../support/treasury-fixture.ts';
import {
  onDescriptor,
  openProgram,
  outsideTreasury,
  startTreasury,
  type TreasuryProgram,
} from '../../support/treasury-lines.ts';

/** Looks at an envelope as a person does, and takes in the very one that was shown. */
async function take(program: TreasuryProgram, as: string, file: string) {
  const source = { kind: 'file', file };
  const { digest } = await program.get('envelope.look', { as, source });
  return program.get('envelope.take', { as, source, digest });
}

it('two programs with a folder each: a desk pays what an officer’s desk has approved, by files and a drop folder', async () => {
  const treasury = await outsideTreasury();
  const { folder, officers, hot, hotAddress, node } = treasury;
  const [mara, ben] = [officers.Mara, officers.Ben];
  const exchange = await temporaryFolder();
  const file = (name: string) => path.join(exchange, `${name}.sallyport`);
  const make = (program: TreasuryProgram, as: string, contents: string, movementIds: string[] = []) =>
    program.get('envelope.make', { as, contents, movementIds, to: 'file' }, file(contents));

  const desk = await openProgram(folder);
  await desk.get('officer.sign-in', { officerId: mara, password: onDescriptor });
  const told = await make(desk, mara, 'treasury');

  const officer = startTreasury([]);
  const source = { kind: 'file', file: file('treasury') };
  const shown = await officer.get('station.look', { source });
  expect(shown['words']).toEqual(told['words']);
  await officer.get('station.join', {
    source,
    digest: shown['digest'],
    keyFile: treasuryPaths(folder).officer('ben-okafor.stronghold'),
    password: onDescriptor,
    folder: path.join(exchange, 'desk-of-ben'),
  });
  await officer.get('officer.sign-in', { officerId: ben, password: onDescriptor });
  const { treasury: frame } = await officer.get('app.read', { as: ben });
  expect(frame).toMatchObject({ stationRole: 'officer', node: null, vaults: [{ state: 'locked' }, {}] });
  await make(officer, ben, 'officer-card');
  await take(desk, mara, file('officer-card'));

  await desk.get('vault.unlock', { as: mara, vaultId: hot, password: onDescriptor });
  await desk.get('practice.deposit', { as: mara, address: hotAddress, amount: '100' });
  await node.checkpoint();
  const frameNow = () => desk.get('app.read', { as: mara });
  const paid = { treasury: { vaults: [{ balance: '100000000000' }, {}] } };
  await expect.poll(frameNow, { timeout: 20_000 }).toMatchObject(paid);
  const { id } = await desk.get('withdrawal.request', {
    as: mara,
    vaultId: hot,
    recipient: OUTSIDER,
    amount: '40',
    reference: '',
  });
  const movementId = String(id);
  await make(desk, mara, 'proposals', [movementId]);
  await take(officer, ben, file('proposals'));
  const { decoded } = await officer.get('movement.read', { as: ben, id });
  const { digest, viewDigest } = decoded as { digest: string; viewDigest: string };
  await officer.get('movement.approve', { as: ben, id, digest, viewDigest });

  const shared = await temporaryFolder();
  for (const [program, as] of [
    [desk, mara],
    [officer, ben],
  ] as const)
    await program.get('envelope.set-folder', { as, folder: shared });
  const sent = { contents: 'replies', movementIds: [], to: 'folder' };
  const { file: left, digest: answered } = await officer.get('envelope.make', { as: ben, ...sent });
  // Its own is not offered back.
  expect(await officer.get('envelope.list', { as: ben })).toMatchObject({ drop: { offered: [] } });
  const name = path.basename(String(left));
  const listed = () => desk.get('envelope.list', { as: mara });
  const cameIn = { name, contents: 'replies', things: 1, digest: answered, officerName: 'Ben Okafor' };
  await expect.poll(listed, { timeout: 20_000 }).toMatchObject({ drop: { offered: [cameIn] } });
  expect(await frameNow()).toMatchObject({ treasury: { cameIn: 1 } });
  const here = { kind: 'folder', name };
  const { digest: seen } = await desk.get('envelope.look', { as: mara, source: here });
  await desk.get('envelope.take', { as: mara, source: here, digest: seen });
  expect(await listed()).toMatchObject({ drop: { folder: shared, offered: [], ignored: [] } });
  await desk.get('movement.sign', { as: mara, id });
  await node.checkpoint();
  await expect.poll(() => node.paymentsTo(OUTSIDER).then((paid) => paid.length), { timeout: 20_000 }).toBe(1);
  const { out, stations } = await desk.get('envelope.list', { as: mara });
  expect(stations).toMatchObject([{ officerName: 'Ben Okafor' }]);
  expect(out).toMatchObject([{ movementId, approvedBy: ['Ben Okafor'] }]);
  for (const program of [desk, officer]) await program.get('journal.verify');
});
