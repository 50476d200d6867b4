import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { blake2b256, bytesToHex } from '../../../electron/core/digest.ts';
import { LOG_FILE } from '../../../electron/practice/ledger-log.ts';
import { openCold } from '../../../electron/stations/cold.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { createPracticeTreasury } from '../../../electron/stations/practice-treasury.ts';
import { testEffects } from '../../support/test-effects.ts';
import {
  NO_TIMERS,
  openDesk,
  type TestDesk,
  temporaryFolder,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, must, PASSWORD, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

/** Every file of a folder with its bytes and the time of its last change. */
function everyFile(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(
    files.map((file) => [file, `${statSync(file).mtimeMs} ${readFileSync(file).toString('base64')}`]),
  );
}

/** Rewrites the format of a JSON file. */
function reformat(file: string, format: string | undefined): void {
  const json = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...json, format }));
}

/** Rewrites `user_version` in the header of a database (byte 60). */
function renumber(file: string, version: number): void {
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(version, 60);
  writeFileSync(file, bytes);
}

const CEREMONY = '0f7a3c52-6a0f-4d4c-9b7e-2d6c1e8f9a10.json';

function writeCeremony(folder: string, format: string): void {
  mkdirSync(path.join(folder, 'ceremonies'), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, 'ceremonies', CEREMONY), JSON.stringify({ format }), { mode: 0o600 });
}

const change: Record<string, (folder: string, version: 'older' | 'newer') => void> = {
  'treasury.json': (folder, version) =>
    reformat(path.join(folder, 'treasury.json'), `sallyport/treasury/${version === 'older' ? 4 : 6}`),
  'station.key': (folder, version) =>
    reformat(
      path.join(folder, 'station.key'),
      version === 'older' ? undefined : 'sallyport/station-key/3', // version 1 named no format
    ),
  'treasury.sqlite': (folder, version) =>
    renumber(path.join(folder, 'treasury.sqlite'), version === 'older' ? 4 : 60),
  "a ceremony's record": (folder, version) =>
    writeCeremony(folder, `sallyport/ceremony/${version === 'older' ? 1 : 3}`),
};

const openers = {
  desk: ({ folder, effects }: TestDesk) => openStation(folder, effects),
  'cold station': ({ folder, effects }: TestDesk) => openCold(folder, effects),
};

describe('a folder of another version', () => {
  it.each(
    Object.keys(change).flatMap((what) =>
      (['older', 'newer'] as const).flatMap((version) =>
        (['desk', 'cold station'] as const).map((opener) => [what, version, opener] as const),
      ),
    ),
  )('whose %s is %s is refused by a %s, and nothing in it is touched', async (what, version, opener) => {
    const desk = await openDesk();
    await desk.station.close();
    change[what]?.(desk.folder, version);
    const before = everyFile(desk.folder);
    const refused = await openers[opener](desk);
    expect(refused).toMatchObject({
      ok: false,
      code: `file-${version}`,
      message: expect.stringContaining(`made by ${version === 'older' ? 'an older' : 'a newer'} one`),
    });
    expect(everyFile(desk.folder)).toEqual(before);
  });

  it.each([
    ['older', 1],
    ['newer', 3],
  ])(
    'whose practice ledger is %s is refused by a desk, and nothing in it is touched',
    async (version, number) => {
      const folder = path.join(await temporaryFolder(), 'treasury');
      const effects = { ...testEffects, ...NO_TIMERS };
      const asked = {
        folder,
        name: 'Alone',
        password: utf8(PASSWORD),
        workFactor: WORK_FACTOR,
        checkpointMs: 50,
      };
      must(await createPracticeTreasury(asked, effects));
      const ledger = path.join(folder, 'practice-node', LOG_FILE);
      const [, header = ''] = /^[0-9a-f]{16} (.+)$/m.exec(readFileSync(ledger, 'utf8')) ?? [];
      const json = header.replace('"practice":2', `"practice":${number}`);
      const chained = bytesToHex(blake2b256(utf8(` ${json}`))).slice(0, 16);
      writeFileSync(ledger, `${chained} ${json}\n`);
      const before = everyFile(folder);
      expect(codeOf(await openStation(folder, effects))).toBe(`file-${version}`);
      expect(everyFile(folder)).toEqual(before);
    },
  );

  it.each([
    ['older', 1],
    ['newer', 6],
  ])('a vault whose sealed state is %s does not open, and keeps it', async (version, number) => {
    const { station, folder, hot } = await openDesk();
    const state = path.join(folder, 'vaults', 'hot.stronghold.state');
    const bytes = readFileSync(state);
    bytes.write(String(number), 'SPSTATE'.length, 'latin1');
    writeFileSync(state, bytes);
    expect(codeOf(await unlock(station, hot))).toBe(`file-${version}`);
    expect(readFileSync(state).equals(bytes)).toBe(true);
    expect(station.keys.vaults.state(hot)).toBe('locked');
  });
});
