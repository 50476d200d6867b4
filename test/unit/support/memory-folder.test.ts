import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { keepFilesInMemory } from '../../support/memory-folder.ts';
import { startChild } from '../../support/start-child.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';

const before = tmpdir();

it('temporary files go to the given place while it is in use, and whatever is left goes with it', async () => {
  const place = await temporaryFolder();
  const end = keepFilesInMemory(place, 1);
  onTestFinished(end);
  const folder = tmpdir();
  expect(path.dirname(folder)).toBe(place);
  expect(readdirSync(folder)).toEqual([]);
  writeFileSync(path.join(folder, 'left'), 'x');
  end();
  expect(existsSync(folder)).toBe(false);
  expect(tmpdir()).toBe(before);
});

it.each([
  ['has too little room', '.', Number.POSITIVE_INFINITY],
  ['is not there', 'none', 1],
])('temporary files stay where they are when that place %s', async (_, name, enough) => {
  const place = path.join(await temporaryFolder(), name);
  const end = keepFilesInMemory(place, enough);
  expect(tmpdir()).toBe(before);
  end();
  expect(tmpdir()).toBe(before);
});

it('what a killed run has left is removed by the next one; a living run keeps its own', async () => {
  const place = await temporaryFolder();
  const ended = startChild('--version', []);
  await ended.exited;
  const dead = path.join(place, `sallyport-${ended.pid}-abc`);
  const living = path.join(place, `sallyport-${process.ppid}-abc`);
  const foreign = path.join(place, 'other');
  for (const folder of [dead, living, foreign]) mkdirSync(folder);
  keepFilesInMemory(place, 1)();
  expect([dead, living, foreign].map((folder) => existsSync(folder))).toEqual([false, true, true]);
});
