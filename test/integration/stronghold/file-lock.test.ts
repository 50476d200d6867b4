import fs, { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, refuse } from '../../../electron/core/result.ts';
import { changePassword } from '../../../electron/stronghold/change-password.ts';
import { type FileLock, holdLock, withFileLock } from '../../../electron/stronghold/file-lock.ts';
import { type LockOwner, thisOwner } from '../../../electron/stronghold/lock-owner.ts';
import { asidePath, migrateFile } from '../../../electron/stronghold/migrate-file.ts';
import { createSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { makePipe, type RunningChild, startChild } from '../../support/start-child.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';
import { withoutHardLinks } from '../../support/without-hard-links.ts';

const linux = process.platform === 'linux';
const script = new URL('./lock-child.ts', import.meta.url);
const inUse = { ok: false, code: 'stronghold-in-use' };

let folder: PrivateFolder;
let file: string;
const children: RunningChild[] = [];
beforeEach(() => {
  folder = makePrivateFolder();
  file = folder.at('cold.stronghold');
});
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await folder.remove();
});

async function hold(): Promise<FileLock> {
  const lock = await holdLock(file);
  if (!lock.ok) throw new Error(`${lock.code}: ${lock.message}`);
  return lock.value;
}

function start(): RunningChild {
  const child = startChild(script, [file]);
  children.push(child);
  return child;
}

/** Writes the lock of an owner who differs from this process in something. */
const writeLock = (changes: Partial<LockOwner>) =>
  writeFile(`${file}.lock`, JSON.stringify({ ...thisOwner(), ...changes }), { mode: 0o600 });

describe('the lock of a file', () => {
  it('belongs to one, and free again when given back', async () => {
    const first = await hold();
    expect(await holdLock(file)).toMatchObject(inUse);
    expect(await readdir(folder.path)).toEqual(['cold.stronghold.lock']);
    await first.release();
    await first.release();
    expect(await readdir(folder.path)).toEqual([]);
    await (await hold()).release();
  });

  it('given back twice, does not take it from the next holder', async () => {
    const first = await hold();
    await first.release();
    const second = await hold();
    await first.release();
    expect(await holdLock(file)).toMatchObject(inUse);
    await second.release();
  });

  it('is given back whatever the work does', async () => {
    await expect(
      withFileLock(file, () => {
        throw new TypeError('a bug');
      }),
    ).rejects.toThrow('a bug');
    expect(await withFileLock(file, async () => refuse('stronghold-damaged', 'x'))).toMatchObject({
      code: 'stronghold-damaged',
    });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('that the caller has serves the work and stays taken', async () => {
    const lock = await hold();
    expect(await withFileLock(file, async () => ok(1), lock)).toEqual({ ok: true, value: 1 });
    expect(await holdLock(file)).toMatchObject(inUse);
    await expect(withFileLock(`${file}2`, async () => ok(1), lock)).rejects.toThrow('another file');
    await lock.release();
    await expect(withFileLock(file, async () => ok(1), lock)).rejects.toThrow('given back');
  });

  it('has one winner when many take it at once', async () => {
    const locks = await Promise.all(Array.from({ length: 20 }, () => holdLock(file)));
    expect(locks.filter((lock) => lock.ok)).toHaveLength(1);
  });

  it('has one winner on a file system without hard links, and an heir after a kill', async () => {
    await withoutHardLinks(async () => {
      const locks = await Promise.all(Array.from({ length: 10 }, () => holdLock(file)));
      expect(locks.filter((lock) => lock.ok)).toHaveLength(1);
      await writeLock({ pid: 2 ** 22 + 1 });
      await (await hold()).release();
      expect(await readdir(folder.path)).toEqual([]);
    });
  });

  it('keeps every writer out', async () => {
    const lock = await hold();
    const password = utf8ToBytes('password');
    const random = countingRandom('writers');
    const seed = sampleSeed();
    const change = { file, oldPassword: password, newPassword: password, workFactor: 1, random };
    expect(await createSeedFile({ file, password, seed, workFactor: 1, random })).toMatchObject(inUse);
    expect(await changePassword(change)).toMatchObject(inUse);
    expect(await migrateFile({ file, password, keepAside: asidePath(file, 0), random })).toMatchObject(inUse);
    expect(await readdir(folder.path)).toEqual(['cold.stronghold.lock']);
    await lock.release();
  });

  it.skipIf(process.platform === 'win32')('is not taken through a symbolic link', async () => {
    await symlink('/dev/null', file);
    expect(await holdLock(file)).toMatchObject({ code: 'stronghold-not-plain' });
  });

  it('that is a symbolic link or a folder is not followed', async () => {
    await symlink(folder.at('elsewhere'), `${file}.lock`);
    expect(await holdLock(file)).toMatchObject(inUse);
    expect(await readdir(folder.path)).toEqual(['cold.stronghold.lock']);
  });

  it.skipIf(process.platform === 'win32')('that is a pipe holds nobody', async () => {
    makePipe(`${file}.lock`);
    expect(await holdLock(file)).toMatchObject(inUse);
  });

  it('in a folder that is not there is refused', async () => {
    expect(await holdLock(folder.at('none/cold.stronghold'))).toMatchObject({ code: 'stronghold-missing' });
  });
});

describe('the lock of another process', () => {
  it('is never stolen while it lives, also when it is stopped', async () => {
    const child = start();
    await child.started;
    expect(child.output()).toBe('held\n');
    expect(await holdLock(file)).toMatchObject(inUse);
    process.kill(child.pid, 'SIGSTOP');
    expect(await holdLock(file)).toMatchObject(inUse);
    process.kill(child.pid, 'SIGCONT');
  });

  it('is taken over after kill -9', async () => {
    const child = start();
    await child.started;
    await child.kill();
    expect(await readdir(folder.path)).toEqual(['cold.stronghold.lock']);
    const lock = await hold();
    expect(await holdLock(file)).toMatchObject(inUse);
    await lock.release();
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('has one heir when many take over at once', async () => {
    for (let round = 0; round < 3; round++) {
      const dead = start();
      await dead.started;
      await dead.kill();
      const heirs = Array.from({ length: 4 }, start);
      const own = Array.from({ length: 10 }, () => holdLock(file));
      const mine = (await Promise.all(own)).filter((lock) => lock.ok);
      await Promise.all(heirs.map((heir) => heir.started));
      const theirs = heirs.filter((heir) => heir.output() === 'held\n');
      expect(mine.length + theirs.length).toBe(1);
      for (const lock of mine) await lock.value.release();
      await Promise.all(heirs.map((heir) => heir.kill()));
    }
    await (await hold()).release();
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe('a lock left behind', () => {
  const dead = 2 ** 22 + 1;

  it('is taken over from a process that is no more', async () => {
    await writeLock({ pid: dead });
    await (await hold()).release();
    expect(await readdir(folder.path)).toEqual([]);
  });

  it.skipIf(!linux)('is taken over when its pid came again, with another start', async () => {
    await writeLock({ started: '1' });
    await (await hold()).release();
  });

  it.skipIf(!linux)('is taken over after the machine started anew, though the pid lives', async () => {
    await writeLock({ boot: '00000000-0000-0000-0000-000000000000' });
    await (await hold()).release();
  });

  it.skipIf(!linux)('of another container is not taken: its pid means nothing here', async () => {
    await writeLock({ space: 'pid:[1]', pid: dead });
    expect(await holdLock(file)).toMatchObject(inUse);
  });

  it('of another machine is not taken', async () => {
    await writeLock({ machine: 'another', pid: dead, boot: 'another' });
    const refused = await holdLock(file);
    expect(refused).toMatchObject(inUse);
    expect(!refused.ok && refused.message).toContain('delete cold.stronghold.lock');
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'pid 1'],
    ['another format', '{"format":"sallyport/lock/2"}'],
    ['a token that leads elsewhere', JSON.stringify({ ...thisOwner(), token: '../../etc' })],
    ['too much', ' '.repeat(5000)],
  ])('that holds %s is not taken, and says what to do', async (_, content) => {
    await writeFile(`${file}.lock`, content);
    const refused = await holdLock(file);
    expect(refused).toMatchObject(inUse);
    expect(!refused.ok && refused.message).toContain('delete cold.stronghold.lock');
    expect(await readFile(`${file}.lock`, 'utf8')).toBe(content);
  });

  it('is taken over though another taker was killed half way, and nothing stays behind', async () => {
    const token = (digit: string) => digit.repeat(24);
    const gone = { ...thisOwner(), pid: dead };
    await writeLock({ ...gone, token: token('a') });
    const right = `${file}.lock.${token('a')}`;
    await writeFile(right, JSON.stringify({ ...gone, token: token('b') }));
    await writeFile(`${right}.${token('c')}.tmp`, 'half');
    await writeFile(`${file}.lock.${token('d')}`, 'of long ago');
    const lock = await hold();
    expect(await readdir(folder.path)).toEqual(['cold.stronghold.lock']);
    await lock.release();
  });

  it('is not taken by one who saw it dead, but comes when another has taken it over', async () => {
    await writeLock({ pid: dead, token: 'a'.repeat(24) });
    const { link } = fs;
    let winner: Awaited<ReturnType<typeof holdLock>> | undefined;
    // Right before the late one takes the right to take over, another takes over from beginning to end.
    fs.link = async (from, to) => {
      if (winner === undefined && String(to).endsWith('a'.repeat(24))) {
        fs.link = link;
        syncBuiltinESMExports();
        winner = await holdLock(file);
      }
      return link(from, to);
    };
    syncBuiltinESMExports();
    const late = await holdLock(file);
    expect(winner?.ok).toBe(true);
    expect(late).toMatchObject(inUse);
    expect(await readdir(folder.path)).toEqual(['cold.stronghold.lock']);
  });

  it('is not taken while another living taker is at it', async () => {
    const token = (digit: string) => digit.repeat(24);
    await writeLock({ pid: dead, token: token('a') });
    await writeFile(`${file}.lock.${token('a')}`, JSON.stringify(thisOwner()));
    expect(await holdLock(file)).toMatchObject(inUse);
  });
});
