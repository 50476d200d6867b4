import { beforeEach, expect, it } from 'vitest';
import { askLibrary } from '../../../electron/console/ceremony/ask-library.ts';
import { dismissCeremony } from '../../../electron/console/ceremony/end-ceremony.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import { entriesOf, provenTranscript } from '../../support/ceremony-desk.ts';
import {
  begin,
  complete,
  emptyTable,
  goUpTo,
  signAll,
  stepOf,
  VAULT_PASSWORD,
  viewOf,
  wordsBackup,
} from '../../support/ceremony-steps.ts';
import { asStardust, tableLibrary } from '../../support/fake-library.ts';
import { type LibraryLater, libraryLater } from '../../support/library-later.ts';
import { NO_TIMERS, openDesk } from '../../support/treasury-fixture.ts';
import { codeOf, must, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

const MNEMONIC = `${'abandon '.repeat(23)}art`;

let station: Desk;
let library: LibraryLater;

/** A vault of these words, whose backup is being checked: the officers are asked about the library now. */
beforeEach(async () => {
  library = libraryLater();
  const desk = await openDesk({ ...NO_TIMERS, workFactor: WORK_FACTOR, official: library.official });
  station = desk.station;
  const backup = wordsBackup(MNEMONIC);
  await complete(
    station,
    { plan: { kind: 'restore', from: 'words' }, vault: { name: 'Old', kind: 'cold' } },
    { backup, search: false },
  );
  must(await dismissCeremony(station));
  must(await begin(station, { plan: { kind: 'check-backup', from: 'words' }, officers: ['Ben'] }));
  await goUpTo(station, 'library-asked', emptyTable({ backup: wordsBackup(MNEMONIC) }));
  expect(stepOf(station)).toBe('library-asked');
});

const receiveAddress = () =>
  station.policy.present().vaults.find(({ name }) => name === 'Old')!.receiveAddress;

const ask = async (password: string) =>
  askLibrary(station, await anyOfficer(station), { password: utf8(password), unenclosed: true });

const putFirst = (address: string) => library.put(tableLibrary(new Map([['0/0/0', asStardust(address)]])));

it('a library that agrees is a step of the transcript, and an entry of the journal', async () => {
  await putFirst(receiveAddress());
  must(await ask(VAULT_PASSWORD));
  await signAll(station);
  const { transcript } = await provenTranscript(station, viewOf(station).id);
  expect(transcript.steps.at(-1)).toMatchObject({ step: 'library-asked', outcome: 'ok' });
  expect(await entriesOf(station, 'second-opinion-agreed')).toHaveLength(1);
});

it('one that differs is an alarm; it can be passed over, and the signed transcript says that it differed', async () => {
  await putFirst(`0x${'66'.repeat(32)}`);
  expect(codeOf(await ask(VAULT_PASSWORD))).toBe('official-differs');
  expect(stepOf(station)).toBe('library-asked');
  expect(codeOf(await station.check.settled())).toBe('books-unsettled');
  await goUpTo(station, null, emptyTable());
  await signAll(station);
  const { transcript } = await provenTranscript(station, viewOf(station).id);
  expect(transcript.steps.at(-1)).toMatchObject({ step: 'library-asked', outcome: 'differed', failed: 1 });
});

it('a wrong password fails the step and nothing more', async () => {
  await putFirst(receiveAddress());
  expect(codeOf(await ask('not the password'))).toBe('password-wrong');
  expect(stepOf(station)).toBe('library-asked');
  must(await ask(VAULT_PASSWORD));
  expect(stepOf(station)).toBeNull();
});
