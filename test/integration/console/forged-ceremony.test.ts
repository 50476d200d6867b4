import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { TRANSCRIPT_FORMAT } from '../../../electron/core/ceremony/verify-transcript.ts';
import { sampleTranscript } from '../../support/ceremony-samples.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { openDesk } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../support/treasury-steps.ts';

it('a ceremony that nobody has signed, put into the closed folder, retires no vault and keeps nobody out', async () => {
  const desk = await openDesk();
  const { hot, folder } = desk;
  const { policy, treasury } = desk.station;
  const [vault] = policy.present().vaults.filter(({ id }) => id === hot);
  const plain = sampleTranscript({ kind: 'rotate', words: true, split: null });
  const transcript = {
    ...plain,
    network: treasury.network,
    policy: policy.reference(),
    treasury: { id: treasury.file().id, name: treasury.file().name },
    replaces: vault && { id: hot, name: vault.name, kind: vault.kind },
  };
  const record = {
    format: 'sallyport/ceremony/2',
    transcriptFile: { format: TRANSCRIPT_FORMAT, transcript, signatures: [], officers: [], entry: null },
    policy: null,
    vaultFile: null,
    mark: null,
    accounts: [],
    addresses: [],
    attestations: [],
    retires: hot,
    requests: [],
  };
  await desk.station.close();
  const ceremonies = path.join(folder, 'ceremonies');
  mkdirSync(ceremonies, { recursive: true, mode: 0o700 });
  const file = path.join(ceremonies, `${transcript.id}.json`);
  writeFileSync(file, JSON.stringify(record), { mode: 0o600 });
  const station = await desk.reopen();
  expect(await station.books.vaults.retired()).toEqual([]);
  expect(existsSync(file)).toBe(false);
  expect(codeOf(await station.check.settled())).toBe('books-unsettled');
  const [mara, ben] = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
  must(await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) }));
  must(await (await desk.reopen()).check.settled());
});
