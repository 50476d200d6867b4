import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createStationKey,
  type Keychain,
  keepStationKey,
  readStationKey,
} from '../../../../electron/console/treasury/station-key.ts';
import { refuse } from '../../../../electron/core/result.ts';
import { must } from '../../../support/must.ts';
import { makePrivateFolder, type PrivateFolder } from '../../../support/private-folder.ts';
import { shamKeychain } from '../../../support/sham-keychain.ts';

const DIGEST = 'ab'.repeat(32);
const SECRET = '07'.repeat(32);
const STATION = '00000000-0000-4000-8000-000000000057';
const keychain = shamKeychain('mara at this machine');

let folder: PrivateFolder;
let file: string;
beforeEach(() => {
  folder = makePrivateFolder();
  file = folder.at('station.key');
});
afterEach(() => folder.remove());

const create = (chain: Keychain | null) =>
  createStationKey(file, { uuid: () => STATION, random: () => new Uint8Array(32).fill(7), keychain: chain });
const kept = () => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
const codeOf = async (reading: ReturnType<typeof readStationKey>) => {
  const read = await reading;
  return read.ok ? null : read.code;
};

describe('a station key', () => {
  it('lies in its file where there is no keychain', async () => {
    const made = await create(null);
    const read = must(await readStationKey(file, null));
    expect(read).toMatchObject({ stationId: STATION, publicKey: made.publicKey, place: 'file' });
    expect(read.sign(DIGEST)).toBe(made.sign(DIGEST));
    expect(kept()).toMatchObject({ protection: 'none', privateKey: SECRET });
  });

  it('is never written as it is where there is one', async () => {
    const made = await create(keychain);
    expect(kept()).toMatchObject({ protection: 'keychain', publicKey: made.publicKey });
    expect(readFileSync(file, 'utf8')).not.toContain(SECRET);
    const read = must(await readStationKey(file, keychain));
    expect(read).toMatchObject({ stationId: STATION, publicKey: made.publicKey, place: 'keychain' });
    expect(read.sign(DIGEST)).toBe(made.sign(DIGEST));
  });

  it('in a keychain is not made anew by a program without one', async () => {
    await create(keychain);
    const before = readFileSync(file);
    expect(await codeOf(readStationKey(file, null))).toBe('station-key-in-keychain');
    expect(readFileSync(file)).toEqual(before);
  });

  it('of a copied folder is not given by the keychain of another machine', async () => {
    await create(keychain);
    const before = readFileSync(file);
    expect(await codeOf(readStationKey(file, shamKeychain('another machine')))).toBe('station-key-locked');
    expect(readFileSync(file)).toEqual(before);
  });

  it('wrapped by somebody else in its place is not taken for it', async () => {
    await create(keychain);
    const other = must(keychain.wrap('08'.repeat(32)));
    writeFileSync(file, JSON.stringify({ ...kept(), wrapped: Buffer.from(other).toString('base64') }));
    expect(await codeOf(readStationKey(file, keychain))).toBe('station-key-locked');
  });

  it.each([
    ['half a file', '{"format":"sallyport/station-key/2","stationId":'],
    ['both forms at once', { protection: 'keychain', privateKey: SECRET }],
    ['a protection of which nobody knows', { protection: 'sworn' }],
  ])('is refused as damaged: %s', async (_, what) => {
    await create(null);
    const text = typeof what === 'string' ? what : JSON.stringify({ ...kept(), ...what });
    writeFileSync(file, text);
    expect(await codeOf(readStationKey(file, keychain))).toBe('treasury-damaged');
  });
});

describe('a key that lies in its file', () => {
  it('goes into the keychain once there is one, as the same key', async () => {
    const made = await create(null);
    const read = must(await readStationKey(file, keychain));
    const moved = await keepStationKey(file, read, { keychain, install: null });
    expect(moved).toMatchObject({ place: 'keychain', publicKey: made.publicKey });
    expect(readFileSync(file, 'utf8')).not.toContain(SECRET);
    expect(must(await readStationKey(file, keychain)).sign(DIGEST)).toBe(made.sign(DIGEST));
    expect(readdirSync(folder.path)).toEqual(['station.key']);
  });

  it('is whole after a kill before the wrapped one took its name, and what was left goes away', async () => {
    await create(null);
    folder.write('.station.key.0123456789ab.tmp', new TextEncoder().encode('{"format":"sallyport/stat'));
    const read = must(await readStationKey(file, keychain));
    expect((await keepStationKey(file, read, { keychain, install: null })).place).toBe('keychain');
    expect(readdirSync(folder.path)).toEqual(['station.key']);
  });

  it.each<[string, Partial<Keychain>]>([
    ['does not wrap', { wrap: () => refuse('station-key-locked', 'locked') }],
    ['does not give back what it wrapped', { unwrap: () => refuse('station-key-locked', 'locked') }],
    ['gives another one back', { unwrap: () => ({ ok: true, value: '08'.repeat(32) }) }],
  ])('stays as it is where the keychain %s', async (_, broken) => {
    await create(null);
    const before = readFileSync(file);
    const read = must(await readStationKey(file, keychain));
    expect(
      (await keepStationKey(file, read, { keychain: { ...keychain, ...broken }, install: null })).place,
    ).toBe('file');
    expect(readFileSync(file)).toEqual(before);
  });
});
