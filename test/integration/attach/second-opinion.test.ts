import { existsSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { createConsole } from '../../../electron/stations/console.ts';
import { asStardust, tableLibrary } from '../../support/fake-library.ts';
import { libraryLater } from '../../support/library-later.ts';
import { must } from '../../support/must.ts';
import { deskEffects } from '../../support/test-effects.ts';
import { testHost } from '../../support/test-host.ts';
import { journalAt, onDescriptor, openProgram, outsideTreasury } from '../../support/treasury-lines.ts';

/** A console that has the treasury open and the library beside it, and a command line that is attached to it. */
async function attachedTo() {
  const treasury = await outsideTreasury();
  const { official, put } = libraryLater();
  const holder = createConsole(testHost({ effects: { ...deskEffects, official } }), ({ detail }) => {
    throw new Error(detail);
  });
  onTestFinished(() => holder.close());
  must(await holder.open(treasury.folder));
  const program = await openProgram(treasury.folder);
  const ask = (as: string) =>
    program.call('vault.second-opinion', {
      as,
      vaultId: treasury.hot,
      password: onDescriptor,
      unenclosed: true,
    });
  const signIn = (officerId: string) => program.get('officer.sign-in', { officerId, password: onDescriptor });
  return { treasury, program, put, ask, signIn };
}

it('an attached program asks the library of the console that has the treasury, in the name of its own officer', async () => {
  const { treasury, program, put, ask, signIn } = await attachedTo();
  const { Mara } = treasury.officers;
  await put(tableLibrary(new Map([['0/0/0', asStardust(treasury.hotAddress)]])));
  expect(await ask(Mara), 'nobody has signed in there').toMatchObject({ code: 'officer-not-signed-in' });
  await signIn(Mara);
  expect(await ask(Mara)).toMatchObject({ value: { compared: 1 } });
  expect(await journalAt(program, treasury)).toContain('second-opinion-agreed');
  const { rows } = await program.get('journal.list', {
    as: Mara,
    search: 'second-opinion-agreed',
    offset: 0,
    limit: 1,
  });
  expect(rows).toMatchObject([{ officerName: expect.stringMatching(/^Mara/), signedByOfficer: true }]);
  expect(existsSync(treasuryPaths(treasury.folder).opinions)).toBe(false);
});

it('a difference that an attached program found stops the treasury for everybody', async () => {
  const { treasury, program, put, ask, signIn } = await attachedTo();
  const { Mara } = treasury.officers;
  await put(tableLibrary(new Map([['0/0/0', asStardust(`0x${'66'.repeat(32)}`)]])));
  await signIn(Mara);
  expect(await ask(Mara)).toMatchObject({ code: 'official-differs' });
  expect(await journalAt(program, treasury)).toContain('second-opinion-differed');
  expect(await program.get('app.read', { as: Mara })).toMatchObject({
    treasury: { booksAlarms: [{ vaultId: treasury.hot }] },
  });
});
