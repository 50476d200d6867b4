import path from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { LineSession } from '../../../electron/cli/line-session.ts';
import { type Console, createConsole } from '../../../electron/stations/console.ts';
import { backupName } from '../../../electron/stations/handlers/backup-handlers.ts';
import { deskEffects } from '../../support/test-effects.ts';
import { testHost } from '../../support/test-host.ts';
import { openDesk, type TestDesk, temporaryFolder } from '../../support/treasury-fixture.ts';
import { officerIdOf, PASSWORD, WORK_FACTOR } from '../../support/treasury-steps.ts';

let desk: TestDesk;
let desktop: Console;
let said: Record<string, unknown>[];
let session: LineSession;

beforeEach(async () => {
  desk = await openDesk();
  await desk.station.close();
  desktop = createConsole(
    testHost({ effects: { ...deskEffects, workFactor: WORK_FACTOR } }),
    ({ detail }) => {
      throw new Error(detail);
    },
  );
  onTestFinished(() => desktop.close());
  said = [];
  session = new LineSession(desktop, (line) => void said.push(JSON.parse(line)));
});

/** What a command line answers to a call; the password of a call comes on no line. */
async function call(verb: string, input: object, file?: string): Promise<Record<string, unknown>> {
  await session.take(JSON.stringify({ id: said.length, verb, input, ...(file ? { path: file } : {}) }));
  return said.at(-1)!;
}

/** Passwords go past the line here: a terminal or a descriptor would give them. */
const answer = (verb: never, input: object, file: string | null = null) =>
  desktop.answer(verb, input, {
    callerId: 'command line',
    place: {
      chooseFolder: async () => file,
      chooseStronghold: async () => file,
      chooseBackup: async () => file,
      chooseEnvelope: async () => null,
      chooseEmptyFolder: async () => file,
      chooseWalletFolder: async () => file,
      chooseSaveFile: async () => file,
      copyAddress: async () => ({ ok: true, value: {} }),
      copyTransaction: async () => ({ ok: true, value: {} }),
    },
  });

const bytes = (text: string) => new TextEncoder().encode(text);

it('a command line backs up, looks, restores and opens without a window', async () => {
  const parent = await temporaryFolder();
  const file = path.join(parent, 'backup.age');
  expect(await call('treasury.open', { folder: desk.folder })).toMatchObject({ ok: true });
  const as = officerIdOf(desk.station, 'Mara');
  const secret = () => ({ passphrase: bytes('quiet'), again: bytes('quiet') });
  await answer('officer.sign-in' as never, { officerId: as, password: bytes(PASSWORD) });
  const none = { as, confirmedBy: null, vaults: [], officers: false };
  expect(await answer('backup.write' as never, { ...none, ...secret() })).toEqual({ ok: true, value: null });
  expect(await answer('backup.write' as never, { ...none, ...secret() }, file)).toMatchObject({
    ok: true,
    value: { file, files: 4 },
  });
  expect(await call('backup.restore', { folder: path.join(parent, 'new') })).toMatchObject({
    code: 'treasury-in-use',
  });
  await call('treasury.close', {});
  expect(await call('backup.restore', { folder: path.join(parent, 'new') })).toMatchObject({
    code: 'backup-not-looked',
  });
  const look = () => answer('backup.look' as never, { file, passphrase: bytes('quiet') });
  expect(await look()).toMatchObject({ ok: true, value: { name: 'Treasury under test', newer: null } });
  await call('backup.leave', {});
  expect(await call('backup.restore', { folder: path.join(parent, 'new') })).toMatchObject({
    code: 'backup-not-looked',
  });
  await look();
  expect(await call('backup.restore', { folder: path.join(parent, 'new') })).toMatchObject({ ok: true });
  expect(await call('treasury.open', { folder: path.join(parent, 'new') })).toMatchObject({ ok: true });
  const { value } = (await call('app.read', { as: null })) as {
    value: { treasury: { hold: { enrolment: string }; missingFiles: { officers: string[] } } };
  };
  expect(value.treasury.hold.enrolment).toBe('restored');
  expect(value.treasury.missingFiles.officers).toHaveLength(4);
});

it('the name of a backup says whose it is, of which day, and that key files are in it', () => {
  const at = Date.UTC(2026, 10, 27);
  expect(backupName('Häfen & Söhne', { at, withKeys: false })).toBe('hafen-sohne-backup-2026-11-27.age');
  expect(backupName('金', { at, withKeys: true })).toBe('treasury-backup-2026-11-27-with-key-files.age');
});
