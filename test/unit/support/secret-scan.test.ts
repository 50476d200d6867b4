import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { filesHolding, finderOf, runsOf } from '../../e2e/support/secret-scan.ts';

const sheet = ['abandon', 'ability', 'able', 'about', 'above', 'absent', 'ability', 'able', 'zoo'];
const runs = runsOf(sheet);
const asJson = (text: string) => JSON.stringify(text).slice(1, -1);

it('every run of a sheet is found alone, in whatever writing it stands', () => {
  const find = finderOf(runs, asJson);
  for (const run of runs) expect(find(`ability able, ${asJson(run)} abandon`), run).toContain(run);
});

it('of a sheet that is not there nothing is found, though its words are', () => {
  expect(finderOf(runs, asJson)(sheet.toReversed().join(' '))).toEqual([]);
  expect(finderOf(runs, asJson)('')).toEqual([]);
});

it('texts that begin with no word, or alike, are each found', () => {
  const find = finderOf(['7 times', 'canary-1', 'canary-12', 'canary'], (text) => text);
  expect(find('.. canary-12 and 7 times')).toEqual(['7 times', 'canary-1', 'canary-12', 'canary']);
  expect(find('canary-2')).toEqual(['canary']);
});

it('a file that holds one run is named, in UTF-8 and in UTF-16, and no other', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-scan-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const place = (name: string) => path.join(folder, name);
  const run = runs.at(-1) ?? '';
  writeFileSync(place('utf8'), Buffer.from(`\u00e4 ${run}`, 'utf8'));
  writeFileSync(place('utf16'), Buffer.concat([Buffer.of(7), Buffer.from(run, 'utf16le')]));
  writeFileSync(place('clean'), sheet.toReversed().join(' '));
  expect(filesHolding(folder, runs).toSorted()).toEqual([place('utf16'), place('utf8')]);
});
