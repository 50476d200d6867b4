import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ExportRoom, type WritePart } from '../../../../electron/console/statements/export-room.ts';
import { ok, type Result, refuse } from '../../../../electron/core/result.ts';
import { codeOf } from '../../../support/core-samples.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const place = () => ({ file: path.join(folder, 'statement.csv'), what: 'statement', mark: 'm' }) as const;
const bytes = (text: string) => new TextEncoder().encode(text);
const two = async (write: WritePart): Promise<Result<number>> => {
  for (const text of ['a', 'b']) {
    const written = await write(bytes(text), 1, 2);
    if (!written.ok) return written;
  }
  return ok(2);
};
const noted = async () => ok(undefined);

it('a file is in its place only when it is whole and noted, with the digest that was noted', async () => {
  const told: unknown[] = [];
  const room: ExportRoom = new ExportRoom(() => told.push(room.progress()));
  writeFileSync(place().file, 'older');
  let digest = '';
  const done = await room.write(place(), two, async ({ rows, sha256 }) => {
    expect(rows).toBe(2);
    expect(readFileSync(place().file, 'utf8')).toBe('older');
    digest = sha256;
    return ok(undefined);
  });
  expect(codeOf(done)).toBe('accepted');
  const file = readFileSync(place().file);
  expect(file.toString()).toBe('ab');
  expect(createHash('sha256').update(file).digest('hex')).toBe(digest);
  expect(readdirSync(folder)).toEqual(['statement.csv']);
  expect(told).toContainEqual({ what: 'statement', rows: 1, of: 2 });
  expect(room.progress()).toBeNull();
});

it.each([
  ['that is called off', 'export-called-off', 'stop'],
  ['whose making is refused', 'statement-not-whole', 'refuse'],
  ['that cannot be noted', 'store-full', 'note'],
])('nothing is left of a file %s, and what was there before stays', async (_, code, how) => {
  const room = new ExportRoom(() => {});
  writeFileSync(place().file, 'older');
  const done = await room.write(
    place(),
    async (write) => {
      await write(bytes('a'), 1, 2);
      if (how === 'stop') room.stop();
      if (how === 'refuse') return refuse('statement-not-whole', 'no');
      return two(write);
    },
    async () => (how === 'note' ? refuse('store-full', 'full') : ok(undefined)),
  );
  expect(codeOf(done)).toBe(code);
  expect(readdirSync(folder)).toEqual(['statement.csv']);
  expect(readFileSync(place().file, 'utf8')).toBe('older');
  expect(codeOf(await room.write(place(), two, noted)), 'the next one is not called off').toBe('accepted');
});

it('a second file is refused while one is written', async () => {
  const room = new ExportRoom(() => {});
  let second: Result<void> = ok(undefined);
  await room.write(
    place(),
    async (write) => {
      second = await room.write(place(), two, noted);
      return two(write);
    },
    noted,
  );
  expect(codeOf(second)).toBe('export-under-way');
});

it('a folder that is gone is refused, and nothing is noted', async () => {
  const room = new ExportRoom(() => {});
  const gone = { ...place(), file: path.join(folder, 'gone', 'statement.csv') };
  let wasNoted = false;
  const done = await room.write(gone, two, async () => {
    wasNoted = true;
    return ok(undefined);
  });
  expect(codeOf(done)).toBe('file-not-written');
  expect(wasNoted).toBe(false);
  expect(room.progress()).toBeNull();
});
