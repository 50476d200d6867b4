import { appendFile, mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { LIMITS } from '../../../electron/official/enclosure.ts';
import type { AddressQuestion, OfficialLibrary } from '../../../electron/official/library.ts';
import { createOfficialLibrary } from '../../../electron/official/native-library.ts';
import { programFromSource } from '../../../electron/official/program.ts';
import { answering, fakeLibrary, NODE } from '../../support/fake-library.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';
import { codeOf } from '../../support/treasury-steps.ts';

/** For what would never end: it is not answered in any time. */
const HURRIED = { ...LIMITS, time: 4000 };

async function ask(library: OfficialLibrary, unenclosed = true): Promise<string | null> {
  const folder = path.join(await temporaryFolder(), 'work');
  await mkdir(folder, { mode: 0o700 });
  const question: AddressQuestion = {
    folder,
    file: 'vault.stronghold',
    password: 'f0'.repeat(32),
    coinType: 4218,
    paths: [{ account: 0, change: 0, index: 0 }],
    unenclosed,
  };
  return codeOf(await library.addresses(question));
}

it.each([
  ['crashes when asked', 'official-ended', answering('process.abort()')],
  ['ends quietly', 'official-ended', answering('process.exit(0)')],
  ['hangs', 'official-late', answering('for (;;);')],
  ['never answers', 'official-late', answering('setInterval(() => {}, 1000); await new Promise(() => {});')],
  ['throws', 'official-refused', answering('throw new Error("no")')],
  [
    'answers garbage',
    'official-garbled',
    answering('require("node:fs").writeSync(3, "\\u0000\\u0001 nonsense\\n")'),
  ],
  [
    'answers other JSON',
    'official-garbled',
    answering('require("node:fs").writeSync(3, `{"answer":"yes"}\\n`)'),
  ],
  [
    'answers that it has loaded, twice',
    'official-garbled',
    answering('require("node:fs").writeSync(3, `{"answer":"loaded"}\\n`)'),
  ],
  ['answers no address', 'official-garbled', answering('return { toString: () => "x" }')],
  ['answers an address with spaces', 'official-garbled', answering('return "iota1 and more"')],
  [
    'answers gigabytes',
    'official-oversize',
    answering('for (;;) require("node:fs").writeSync(3, "x".repeat(1 << 16))'),
  ],
] as const)('a library that %s is survived: %s', async (_, code, fake) => {
  const folder = await temporaryFolder();
  const limits = code === 'official-late' ? HURRIED : LIMITS;
  expect(await ask(fakeLibrary(folder, fake, { limits }))).toBe(code);
});

it('a library that eats all memory gets no more than a gigabyte, where the system encloses it', async ({
  skip,
}) => {
  const library = fakeLibrary(
    await temporaryFolder(),
    answering('const all = []; for (;;) all.push(Buffer.alloc(1 << 26, 1));'),
    {},
  );
  const state = await library.look();
  if (!state.works || state.apart !== 'enclosed') skip('this system encloses no process');
  expect(await ask(library)).toMatch(/^official-(refused|ended)$/);
});

it('printing gigabytes hurts nobody: nothing reads what it prints', async () => {
  const fake = answering(
    'for (let i = 0; i < 1000; i++) console.log("x".repeat(1 << 16)); return "iota1" + "q".repeat(40)',
  );
  expect(await ask(fakeLibrary(await temporaryFolder(), fake))).toBeNull();
});

it.each([
  ['is not there', 'official-missing', null],
  ['is another version', 'official-missing', { module: '', version: '1.0.13' }],
  ['has no native part', 'official-missing', { module: '', native: false }],
  ['does not load', 'official-not-loaded', { module: 'throw new Error("invalid ELF header")' }],
  ['is something else', 'official-not-loaded', { module: 'exports.Wallet = class {}' }],
  ['crashes while it loads', 'official-ended', { module: 'process.abort()' }],
  ['hangs while it loads', 'official-late', { module: 'for (;;);' }],
] as const)('a library that %s is told by %s, when one looks and when one asks', async (_, code, fake) => {
  const folder = await temporaryFolder();
  const library =
    fake === null
      ? createOfficialLibrary({ folder, node: NODE, program: programFromSource })
      : fakeLibrary(folder, fake, { limits: code === 'official-late' ? HURRIED : LIMITS });
  expect(await library.look()).toMatchObject({ works: false, code });
  expect(await ask(library)).toBe(code);
});

it('without a Node to run it, it is missing', async () => {
  const folder = await temporaryFolder();
  fakeLibrary(folder, answering('return ""'));
  const library = createOfficialLibrary({ folder, node: '/nowhere/node', program: programFromSource });
  expect(await library.look()).toMatchObject({ works: false, code: 'official-missing' });
});

it('what a library says when it is asked is told to nobody: it may be a secret', async () => {
  const folder = path.join(await temporaryFolder(), 'work');
  await mkdir(folder);
  const library = fakeLibrary(await temporaryFolder(), answering('throw new Error("abandon abandon about")'));
  const paths = [{ account: 0, change: 0, index: 0 }];
  const said = await library.addresses({
    folder,
    file: 'x',
    password: 'y',
    coinType: 4218,
    paths,
    unenclosed: true,
  });
  expect(JSON.stringify(said)).not.toContain('abandon');
});

/** What the library's process may do: it tells it in the message with which it fails to load. */
const PRY = `
const fs = require('node:fs'); const net = require('node:net');
const tried = (what) => { try { what(); return 'yes'; } catch (error) { return error.code; } };
const outside = OUTSIDE;
const found = {
  env: Object.keys(process.env), cwd: process.cwd(),
  reads: tried(() => fs.readFileSync(outside)), lists: tried(() => fs.readdirSync('/home')),
  writes: tried(() => fs.writeFileSync(outside + '.2', 'x')),
  spawns: tried(() => require('node:child_process').execSync('true')),
};
throw new Error(JSON.stringify(found));`;

it.each(['linux', 'darwin'])(
  'started as on %s, it has no environment and no folder but its own',
  async (platform) => {
    const outside = path.join(await temporaryFolder(), 'treasury.json');
    await writeFile(outside, 'secret');
    const folder = await temporaryFolder();
    const module = PRY.replace('OUTSIDE', JSON.stringify(outside));
    const state = await fakeLibrary(folder, { module }, { platform }).look();
    expect(state.works).toBe(false);
    const message = state.works ? '' : state.message;
    const found = JSON.parse(message.slice(message.indexOf('{'), message.lastIndexOf('}') + 1));
    expect(found).toEqual({
      env: [],
      cwd: '/',
      reads: 'ERR_ACCESS_DENIED',
      lists: 'ERR_ACCESS_DENIED',
      writes: 'ERR_ACCESS_DENIED',
      spawns: 'ERR_ACCESS_DENIED',
    });
    expect(await readdir(path.dirname(outside))).toEqual(['treasury.json']);
  },
);

it('a library that nothing encloses gets no key without consent', async () => {
  const fake = answering('return "iota1" + "q".repeat(40)');
  const library = fakeLibrary(await temporaryFolder(), fake, { platform: 'darwin' });
  expect(await ask(library, false)).toBe('official-not-enclosed');
  expect(await ask(library, true)).toBeNull();
});

it('a library that hangs is ended at once by a lock, and so is what was about to start', async () => {
  const library = fakeLibrary(await temporaryFolder(), answering('for (;;);'));
  const asked = [ask(library), ask(library)];
  const looked = library.look();
  expect((await looked).works).toBe(true);
  library.end();
  // Whichever began before the end is ended by it; nothing waits for the minute that a question may take.
  expect(await Promise.all(asked)).toEqual(['official-ended', 'official-ended']);
});

it('looks at the same time are one look', async () => {
  const library = fakeLibrary(await temporaryFolder(), answering('return ""'));
  const looks = [library.look(), library.look()];
  expect(looks[0]).toBe(looks[1]);
  expect((await looks[0])?.works).toBe(true);
});

it.each(['main.cjs', 'build/Release/index.node', 'package.json', 'new.js', '../other/index.js'])(
  'a library of which %s was changed has another digest: its JavaScript answers, too',
  async (file) => {
    const folder = await temporaryFolder();
    const library = fakeLibrary(folder, answering('return ""'));
    const digest = async () => {
      const state = await library.look();
      return state.works ? state.library.sha256 : null;
    };
    const before = await digest();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    expect(await digest()).toBe(before);
    const place = path.join(folder, 'node_modules', '@iota', 'wallet', file);
    await mkdir(path.dirname(place), { recursive: true });
    await appendFile(place, '\n');
    expect(await digest()).not.toBe(before);
    expect(await digest()).not.toBeNull();
  },
);

it.each(['elsewhere', 'node_modules/.cache'])(
  'a library that is a link to %s, of which its digest has nothing, is none: its code could change unseen',
  async (other) => {
    const folder = await temporaryFolder();
    const library = fakeLibrary(folder, answering('return ""'));
    const place = path.join(folder, 'node_modules', '@iota', 'wallet');
    const target = path.join(folder, other);
    await rename(place, target);
    await symlink(path.relative(path.dirname(place), target), place, 'dir');
    expect(await library.look()).toMatchObject({ works: false, code: 'official-missing' });
    expect(await ask(library)).toBe('official-missing');
  },
);

it('a library that is a link to another package is found, and its digest has what it leads to', async () => {
  const folder = await temporaryFolder();
  const library = fakeLibrary(folder, answering('return ""'));
  const place = path.join(folder, 'node_modules', '@iota', 'wallet');
  const target = path.join(folder, 'node_modules', 'other');
  await rename(place, target);
  await symlink('../other', place, 'dir');
  const before = await library.look();
  expect(before).toMatchObject({ works: true });
  await appendFile(path.join(target, 'main.cjs'), '\n');
  expect(await library.look()).not.toEqual(before);
});
