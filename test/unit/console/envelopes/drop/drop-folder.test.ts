import { linkSync } from 'node:fs';
import {
  chmod,
  link,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  utimes,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MOST_ENTRIES } from '../../../../../electron/console/envelopes/drop/list-files.ts';
import { MOST_FILE } from '../../../../../electron/core/envelope/container.ts';
import { NOW } from '../../../../support/core-samples.ts';
import { dropFolder, fileOf, type TestDrop } from '../../../../support/drop-folders.ts';
import { bensDesk, desk, strangersDesk } from '../../../../support/envelope-samples.ts';
import { must } from '../../../../support/must.ts';
import { canMount, makeReadOnly, mount, unmount } from '../../../../support/own-medium.ts';
import { codeOf } from '../../../../support/treasury-steps.ts';

const namesOf = ({ drop }: TestDrop) => drop.view()?.offered.map(({ name }) => name);
const reasonsOf = ({ drop }: TestDrop) =>
  Object.fromEntries(drop.view()?.ignored.map(({ name, why }) => [name, why.code]) ?? []);

/** Looks until nothing waits. */
async function lookOn({ drop }: TestDrop): Promise<void> {
  for (let looks = 0; await drop.look(); looks += 1) if (looks > 100) throw new Error('it waits for ever');
}

describe('a drop folder', () => {
  it('offers what came in, and takes in nothing', async () => {
    const test = await dropFolder();
    const { bytes, digest } = await fileOf();
    await test.put('answers.sallyport', bytes);
    expect(await test.drop.look()).toBe(false);
    expect(test.drop.view()?.offered).toMatchObject([
      { name: 'answers.sallyport', digest, kind: 'replies', stationId: bensDesk.id, things: 5 },
    ]);
    expect(must(await test.drop.read('answers.sallyport'))).toEqual(bytes);
    const told = test.told();
    await test.drop.look();
    expect(test.told()).toBe(told);
    await unlink(path.join(test.folder, 'answers.sallyport'));
    await test.drop.look();
    expect(namesOf(test)).toEqual([]);
  });

  it('leaves an envelope whole, never offers it back, and removes it when its time is over', async () => {
    const test = await dropFolder();
    const { bytes, digest } = await fileOf(desk, {}, 'proposals');
    const file = must(await test.drop.leave({ kind: 'proposals', digest, bytes }));
    expect(await readdir(test.folder)).toEqual([path.basename(file)]);
    await test.drop.look();
    expect(test.drop.view()).toMatchObject({ offered: [], ignored: [], waiting: 0 });
    const made = { envelope: digest, contents: 'proposals' as const, number: 1, movements: [], at: NOW };
    test.know({ made: [{ ...made, expiresAt: NOW + 1 }] });
    await test.drop.look();
    expect(await readdir(test.folder)).toHaveLength(1);
    test.know({ made: [{ ...made, expiresAt: NOW }] });
    await test.drop.look();
    expect(await readdir(test.folder)).toEqual([]);
  });

  it('is silent about what was taken in, and about what is for another station', async () => {
    const test = await dropFolder();
    const { bytes, digest } = await fileOf();
    await test.put('answers.sallyport', bytes);
    await test.put('proposals.sallyport', (await fileOf(bensDesk, { number: 2 }, 'proposals')).bytes);
    await test.drop.look();
    expect(namesOf(test)).toEqual(['answers.sallyport']);
    const taken = {
      digest,
      kind: 'replies',
      number: 1,
      seq: 10,
      hash: '',
      movementIds: [],
      at: NOW,
    } as const;
    test.know({ taken: [{ ...taken, stationId: bensDesk.id }] });
    await test.drop.look();
    expect(test.drop.view()).toMatchObject({ offered: [], ignored: [] });
  });

  it('judges again what a station refused that did not know the other one yet', async () => {
    const test = await dropFolder();
    await test.put('answers.sallyport', (await fileOf(strangersDesk)).bytes);
    await test.drop.look();
    expect(reasonsOf(test)).toEqual({ 'answers.sallyport': 'envelope-station-unknown' });
    const { id: stationId, key: stationKey } = strangersDesk;
    test.know({ stations: [{ stationId, stationKey, officerId: null, isRetired: false }] });
    await test.drop.look();
    expect(namesOf(test)).toEqual(['answers.sallyport']);
  });

  it('of another station, in a copied journal, is none', async () => {
    const test = await dropFolder();
    test.know({ dropFolder: { stationId: strangersDesk.id, folder: test.folder } });
    await test.drop.look();
    expect(test.drop.view()).toBe(null);
    expect(codeOf(await test.drop.read('answers.sallyport'))).toBe('drop-folder-none');
  });

  it('that vanishes is said, and nothing is made in its place', async () => {
    const test = await dropFolder();
    const { bytes, digest } = await fileOf();
    await test.put('answers.sallyport', bytes);
    await test.drop.look();
    await rename(test.folder, `${test.folder}.away`);
    onTestFinished(() => rm(`${test.folder}.away`, { recursive: true }));
    await test.drop.look();
    expect(test.drop.view()).toMatchObject({ offered: [], problem: { code: 'drop-folder-gone' } });
    expect(codeOf(await test.drop.leave({ kind: 'replies', digest, bytes }))).toBe('drop-folder-gone');
    expect(codeOf(await test.drop.read('answers.sallyport'))).toBe('drop-folder-gone');
    await rename(`${test.folder}.away`, test.folder);
    await test.drop.look();
    expect(namesOf(test)).toEqual(['answers.sallyport']);
    await rename(test.folder, `${test.folder}.away`);
    await symlink(`${test.folder}.away`, test.folder);
    await test.drop.look();
    expect(test.drop.view()?.problem?.code).toBe('drop-folder-gone');
  });
});

describe('a drop folder raced', () => {
  it('waits for a file that is half written, and says that it is torn where it stays so', async () => {
    const test = await dropFolder();
    const { bytes } = await fileOf();
    await test.put('answers.sallyport', bytes.subarray(0, 200));
    expect(await test.drop.look()).toBe(true);
    expect(test.drop.view()).toMatchObject({ waiting: 1, ignored: [], offered: [] });
    await test.drop.look();
    expect(reasonsOf(test)).toEqual({ 'answers.sallyport': 'envelope-altered' });
    await test.put('answers.sallyport', bytes);
    await test.drop.look();
    expect(namesOf(test)).toEqual(['answers.sallyport']);
  });

  it('reads a large file only once it has not changed between two looks', async () => {
    const test = await dropFolder();
    const large = path.join(test.folder, 'large.sallyport');
    await test.put('large.sallyport', new Uint8Array(300 * 1024));
    expect(await test.drop.look()).toBe(true);
    await truncate(large, 310 * 1024);
    expect(await test.drop.look()).toBe(true);
    expect(test.drop.view()).toMatchObject({ waiting: 1, ignored: [] });
    expect(await test.drop.look()).toBe(false);
    expect(reasonsOf(test)).toEqual({ 'large.sallyport': 'envelope-foreign' });
  });

  it('gives no bytes of a file that was swapped after it was listed', async () => {
    const test = await dropFolder();
    const { bytes } = await fileOf();
    await test.put('answers.sallyport', bytes);
    await test.drop.look();
    const handle = await open(path.join(test.folder, 'answers.sallyport'), 'r+');
    await handle.write(new Uint8Array([1]), 0, 1, 90);
    await handle.close();
    // The same name and length; whoever takes it in compares the digest that was shown.
    await utimes(path.join(test.folder, 'answers.sallyport'), 1, 1);
    await lookOn(test);
    expect(reasonsOf(test)).toEqual({ 'answers.sallyport': 'envelope-altered' });
  });
});

describe('a drop folder filled', () => {
  it('by more files than one look reads says so, and each look ends', async () => {
    const test = await dropFolder();
    const file = path.join(test.folder, 'a');
    await test.put('a', new Uint8Array());
    for (let i = 0; i < 600; i += 1) await link(file, path.join(test.folder, `${i}.sallyport`));
    await test.put('answers.sallyport', (await fileOf()).bytes);
    expect(await test.drop.look()).toBe(true);
    expect(test.drop.view()).toMatchObject({ problem: { code: 'drop-folder-crowded' } });
    const { waiting, ignored } = test.drop.view() ?? { waiting: 0, ignored: [] };
    expect(waiting + ignored.length).toBeLessThanOrEqual(500);
    for (let i = 0; i < 600; i += 1) await unlink(path.join(test.folder, `${i}.sallyport`));
    await lookOn(test);
    expect(test.drop.view()).toMatchObject({ problem: null });
    expect(namesOf(test)).toEqual(['answers.sallyport']);
  });

  it('by more entries of other programs than one look reads says so, and waits for nothing', async () => {
    const test = await dropFolder();
    await test.put('a', new Uint8Array());
    for (let i = 0; i <= MOST_ENTRIES; i += 1)
      linkSync(path.join(test.folder, 'a'), path.join(test.folder, `${i}`));
    expect(await test.drop.look()).toBe(false);
    expect(test.drop.view()).toMatchObject({ problem: { code: 'drop-folder-crowded' }, ignored: [] });
  });

  it('by a file that is larger than an envelope can be does not read it', async () => {
    const test = await dropFolder();
    await test.put('huge.sallyport', new Uint8Array());
    await truncate(path.join(test.folder, 'huge.sallyport'), MOST_FILE + 1);
    await test.drop.look();
    expect(reasonsOf(test)).toEqual({ 'huge.sallyport': 'envelope-oversize' });
  });

  it('looks at what is new beside files that were refused, a few at a time', async () => {
    const test = await dropFolder();
    for (let i = 0; i < 20; i += 1) await test.put(`${i}.sallyport`, new Uint8Array([i]));
    await test.put('z.sallyport', (await fileOf()).bytes);
    await lookOn(test);
    expect(namesOf(test)).toEqual(['z.sallyport']);
    expect(test.drop.view()?.ignored).toHaveLength(20);
  });
});

/** Root may write everywhere but on a medium that is read-only. */
const isRoot = process.getuid?.() === 0;

describe.skipIf(process.platform === 'win32' || (isRoot && !canMount()))(
  'a drop folder that is read-only',
  () => {
    /** With some files in it, and nobody can write there from then on. */
    async function readOnly(test: TestDrop, files: Readonly<Record<string, Uint8Array>>): Promise<void> {
      if (isRoot) {
        await rm(test.folder, { recursive: true });
        expect(mount(test.folder, '1m')).toBe(true);
      }
      for (const [name, bytes] of Object.entries(files)) await test.put(name, bytes);
      if (isRoot) makeReadOnly(test.folder);
      else await chmod(test.folder, 0o500);
      onTestFinished(async () => {
        if (isRoot) unmount(test.folder);
        else await chmod(test.folder, 0o700);
      });
    }

    it('offers what came in; what goes out is refused, and leaves nothing half written', async () => {
      const test = await dropFolder();
      const { bytes, digest } = await fileOf();
      await readOnly(test, { 'answers.sallyport': bytes });
      await lookOn(test);
      expect(namesOf(test)).toEqual(['answers.sallyport']);
      expect(must(await test.drop.read('answers.sallyport'))).toEqual(bytes);
      const left = codeOf(await test.drop.leave({ kind: 'replies', digest, bytes }));
      expect(left).toBe(isRoot ? 'medium-read-only' : 'file-not-written');
      expect(await readdir(test.folder)).toEqual(['answers.sallyport']);
    });

    it('keeps an own envelope whose time is over, and is not told of it at each look', async () => {
      const test = await dropFolder();
      const { bytes, digest } = await fileOf(desk);
      const name = `replies-${digest.slice(0, 16)}.sallyport`;
      await readOnly(test, { [name]: bytes });
      const over = { number: 1, movements: [], at: 0, expiresAt: NOW - 1 };
      test.know({ made: [{ ...over, envelope: digest, contents: 'replies' }] });
      expect(await test.drop.look()).toBe(false);
      const told = test.told();
      expect(await test.drop.look()).toBe(false);
      expect(test.told()).toBe(told);
      expect(test.drop.view()).toMatchObject({ offered: [], ignored: [], problem: null });
      expect(await readdir(test.folder)).toEqual([name]);
    });
  },
);

describe('a drop folder linked', () => {
  it('follows no link, and opens no folder and no socket', async () => {
    const test = await dropFolder();
    const { bytes } = await fileOf();
    await test.put('real', bytes);
    await symlink('/dev/zero', path.join(test.folder, 'zero.sallyport'));
    await symlink(path.join(test.folder, 'real'), path.join(test.folder, 'link.sallyport'));
    await mkdir(path.join(test.folder, 'folder.sallyport'));
    const server = createServer();
    await new Promise<void>((ready) => server.listen(path.join(test.folder, 'socket.sallyport'), ready));
    onTestFinished(() => void server.close());
    await test.drop.look();
    expect(reasonsOf(test)).toEqual({
      'zero.sallyport': 'drop-file-not-plain',
      'link.sallyport': 'drop-file-not-plain',
      'folder.sallyport': 'drop-file-not-plain',
      'socket.sallyport': 'drop-file-not-plain',
    });
    for (const name of ['link.sallyport', '../real', 'real', '/dev/zero', ''])
      expect(codeOf(await test.drop.read(name))).toBe('file-not-read');
  });

  it('shows no hostile name as it is', async () => {
    const test = await dropFolder();
    const { bytes } = await fileOf();
    for (const name of [
      'a\u202egnp.sallyport',
      'b\n.sallyport',
      '-rf.sallyport',
      `${'c'.repeat(190)}.sallyport`,
    ])
      await test.put(name, bytes);
    await test.put('.half.sallyport', bytes);
    await test.put('notes.txt', bytes);
    await test.drop.look();
    expect(namesOf(test)).toEqual([]);
    expect(reasonsOf(test)).toEqual({
      'a?gnp.sallyport': 'drop-file-name',
      'b?.sallyport': 'drop-file-name',
      '-rf.sallyport': 'drop-file-name',
      ['c'.repeat(80)]: 'drop-file-name',
    });
  });
});
