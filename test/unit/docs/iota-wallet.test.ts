import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { channels } from '../../../electron/contract/contract.ts';
import { errorCodes } from '../../../electron/core/error-code.ts';
import { journalKinds } from '../../../electron/core/journal/bodies.ts';
import { LIMITS } from '../../../electron/official/enclosure.ts';
import { OFFICIAL_LIBRARY } from '../../../electron/official/library.ts';
import { isAllowed } from '../../support/check-licences.ts';

const document = readFileSync('docs/iota-wallet.md', 'utf8');
const json = (file: string) => JSON.parse(readFileSync(file, 'utf8'));
const manifest = json('electron/official/library/package.json');
const lock = json('electron/official/library/package-lock.json');

/** What a document writes as code. */
const code = [...document.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

/** Rows of the table of the exchange guide. */
const guide = document
  .slice(document.indexOf('| in the guide |'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('|---'))
  .slice(1);

it('every verb that the page names is one of the contract', () => {
  const verbs = code.filter((text) => /^[a-z]+\.[a-z]+(-[a-z]+)*$/.test(text));
  expect(verbs.length).toBeGreaterThan(25);
  expect(verbs.filter((verb) => !channels.some((known) => known === verb))).toEqual([]);
});

it('every call of the guide is done here, or what is not there is named', () => {
  expect(guide.length).toBeGreaterThan(25);
  const empty = guide.filter((row) =>
    row
      .split('|')
      .slice(2, 4)
      .every((cell) => cell.trim() === ''),
  );
  expect(empty).toEqual([]);
});

it.each([
  'createAccount',
  'setAlias',
  'generateAddress',
  'listen',
  'getBalance',
  'sendAmount',
  'remainderValueStrategy',
  'taggedDataPayload',
  'customInputs',
  'skipSync',
  'backup',
  'restoreBackup',
  'consolidateOutputs',
])('the page tells of %s', (call) => {
  expect(guide.some((row) => row.split('|')[1]?.includes(call))).toBe(true);
});

it('codes, kinds of the journal and limits are those of the program', () => {
  expect(errorCodes).toContain('change-foreign');
  for (const kind of ['second-opinion-agreed', 'second-opinion-differed']) {
    expect(journalKinds).toContain(kind);
    expect(document).toContain(kind);
  }
  expect(document).toContain(`${LIMITS.time / 1000} seconds`);
  expect(document).toContain(`${LIMITS.memory / 2 ** 30} GiB`);
  expect(document).toContain(`${LIMITS.answer / 1024} KiB`);
});

it('the version is pinned everywhere, and is the one that the program asks', () => {
  const { name, version } = OFFICIAL_LIBRARY;
  expect(document).toContain(`\`${name}\` ${version}`);
  expect(manifest.dependencies).toEqual({ [name]: version });
  expect(lock.packages[`node_modules/${name}`].version).toBe(version);
});

it('npm ci of the project never fetches or compiles it', () => {
  const { dependencies, devDependencies, optionalDependencies } = json('package.json');
  for (const list of [dependencies, devDependencies, optionalDependencies]) {
    expect(Object.keys(list)).not.toContain(OFFICIAL_LIBRARY.name);
  }
  expect(Object.keys(json('package-lock.json').packages)).not.toContain('node_modules/@iota/wallet');
});

it('its own installation runs no script, and every package of it has integrity and a licence that we accept', () => {
  expect(readFileSync('electron/official/library/.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  for (const script of ['preinstall', 'install', 'postinstall', 'prepare']) {
    expect(Object.keys(manifest.scripts)).not.toContain(script);
  }
  const packages = Object.entries<{ license?: string; integrity?: string; resolved?: string }>(lock.packages);
  expect(packages.length).toBeGreaterThan(20);
  for (const [name, { license = '', integrity, resolved }] of packages.filter(([place]) => place !== '')) {
    expect(isAllowed(license), `${name}: ${license}`).toBe(true);
    expect(integrity, name).toMatch(/^sha512-/);
    expect(resolved ?? 'https://registry.npmjs.org/', name).toMatch(/^https:\/\/registry\.npmjs\.org\//);
  }
});
