import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { knownOfficerDesk, proposalsOf, repliesOf, take } from '../../support/officer-desks.ts';
import { ask, openFundedDesk, temporaryFolder } from '../../support/treasury-fixture.ts';
import { onDescriptor, openProgram, successOf } from '../../support/treasury-lines.ts';
import { approveShown, must, officerIdOf } from '../../support/treasury-steps.ts';

/** Milliseconds after the call in which the process is killed. */
const MOMENTS = [0, 5, 10, 20, 40];

it('a desk that is killed while it takes answers in takes the same envelope in again, and counts each answer once', async () => {
  const desk = await openFundedDesk(Array(4).fill('100'));
  const ben = await knownOfficerDesk(desk, 'Ben');
  const ids: string[] = [];
  for (const amount of ['10', '11', '12', '13']) ids.push(await ask(desk, amount));
  must(await take(ben.station, await ben.as(), await proposalsOf(desk, ids)));
  for (const id of ids) must(await approveShown(ben.station, await ben.as(), id));
  const file = path.join(await temporaryFolder(), 'replies.sallyport');
  await writeFile(file, await repliesOf(ben));
  const as = officerIdOf(desk.station, 'Mara');
  await desk.station.close();

  const source = { kind: 'file', file };
  for (const moment of MOMENTS) {
    const program = await openProgram(desk.folder);
    await program.get('officer.sign-in', { officerId: as, password: onDescriptor });
    const looked = await program.call('envelope.look', { as, source });
    if (looked['code'] !== 'envelope-replayed') {
      const { digest } = successOf(looked);
      void program.call('envelope.take', { as, source, digest }).catch(() => {});
      await wait(moment);
    }
    await program.kill();
  }
  const program = await openProgram(desk.folder);
  await program.get('officer.sign-in', { officerId: as, password: onDescriptor });
  const looked = await program.call('envelope.look', { as, source });
  // The answers may all be in: the last kill may have come after its call was done.
  if (looked['code'] !== 'envelope-replayed') {
    const { digest } = successOf(looked);
    await program.get('envelope.take', { as, source, digest });
  }
  expect(await program.call('envelope.look', { as, source })).toMatchObject({ code: 'envelope-replayed' });
  for (const id of ids) {
    const { row, approvals } = await program.get('movement.read', { as, id });
    expect([row, approvals]).toMatchObject([{ state: 'approved' }, [{ officerName: 'Ben Okafor' }]]);
  }
  await program.get('journal.verify');
});
