import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, lstatSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { copyFolder } from '../../support/copy-folder.ts';
import {
  type OutsideTreasury,
  openProgram,
  outsideTreasury,
  startTreasury,
} from '../../support/treasury-lines.ts';

let treasury: OutsideTreasury;
beforeEach(async () => {
  treasury = await outsideTreasury();
});

/** Starts a second program on the folder: it must be told that the treasury is in use, and why it cannot attach. */
async function cannotAttach(folder: string, why: RegExp): Promise<void> {
  const second = startTreasury([folder]);
  const { opened } = await second.until((said) => 'opened' in said);
  expect(opened).toEqual({ ok: false, code: 'treasury-in-use', message: expect.any(String) });
  expect(await second.gone).toBe(1);
  expect(second.log()).toMatch(why);
}

/** A server of another program at a path. */
async function serveAt(file: string, greeting: string): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write(greeting);
  });
  server.listen(file);
  await once(server, 'listening');
  chmodSync(file, 0o600);
  onTestFinished(() => void server.close());
  return server;
}

describe('a program does not attach', () => {
  it('to a socket on which the group or others have any right', async () => {
    await openProgram(treasury.folder);
    for (const mode of [0o660, 0o640, 0o606, 0o601]) {
      chmodSync(treasury.socket, mode);
      await cannotAttach(treasury.folder, /attach-refused: the socket at .* is not this user's/);
    }
    chmodSync(treasury.socket, 0o600);
    await openProgram(treasury.folder);
  });

  it('in a folder that the group or others may read or write', async () => {
    await openProgram(treasury.folder);
    for (const mode of [0o720, 0o704]) {
      chmodSync(treasury.folder, mode);
      await cannotAttach(treasury.folder, /attach-refused: expected a folder that only its owner/);
    }
    chmodSync(treasury.folder, 0o700);
    await openProgram(treasury.folder);
  });

  it('to a link in the place of the socket', async () => {
    await openProgram(treasury.folder);
    const moved = path.join(treasury.folder, 'moved.sock');
    renameSync(treasury.socket, moved);
    symlinkSync(moved, treasury.socket);
    await cannotAttach(treasury.folder, /attach-refused: there is no socket/);
  });

  it('to a file in the place of the socket', async () => {
    await openProgram(treasury.folder);
    renameSync(treasury.socket, path.join(treasury.folder, 'moved.sock'));
    writeFileSync(treasury.socket, '');
    await cannotAttach(treasury.folder, /attach-refused: there is no socket/);
  });

  it.skipIf(process.getuid?.() !== 0)('to a socket or in a folder of another user', async () => {
    await openProgram(treasury.folder);
    chownSync(treasury.socket, 1, 0);
    await cannotAttach(treasury.folder, /attach-refused/);
    chownSync(treasury.socket, 0, 0);
    chownSync(treasury.folder, 1, 0);
    await cannotAttach(treasury.folder, /attach-refused/);
  });

  it('to a socket at which nobody listens any more', async () => {
    await openProgram(treasury.folder);
    renameSync(treasury.socket, path.join(treasury.folder, 'moved.sock'));
    const dead = await serveAt(treasury.socket, '');
    const kept = path.join(treasury.folder, 'kept.sock');
    renameSync(treasury.socket, kept); // closing the server removes its own path only
    dead.close();
    renameSync(kept, treasury.socket);
    await cannotAttach(treasury.folder, /attach-refused: connect ECONNREFUSED/);
  });

  it('to a socket that greets with anything but this treasury', async () => {
    await openProgram(treasury.folder);
    const greetings: readonly (readonly [string, string])[] = [
      ['another treasury', '{"sallyport":1,"treasuryId":"0193a3e0-0000-4000-8000-000000000001"}\n'],
      ['a later protocol', '{"sallyport":2,"treasuryId":"0193a3e0-0000-4000-8000-000000000001"}\n'],
      ['garbage', 'SSH-2.0-OpenSSH_9.6\r\n'],
      ['an answer first', '{"id":1,"answer":{"ok":true,"value":{}}}\n{"no":1}\n'],
    ];
    for (const [name, greeting] of greetings) {
      renameSync(treasury.socket, path.join(treasury.folder, `not ${name}`));
      await serveAt(treasury.socket, greeting);
      await cannotAttach(treasury.folder, /attach-refused: the process at the socket/);
    }
  });
});

describe('the holder', () => {
  it.each([
    ['a file', (place: string) => writeFileSync(place, 'mine')],
    ['a link', (place: string) => symlinkSync('/etc/hostname', place)],
  ])('does not remove %s in the place of its socket, and opens all the same', async (_, put) => {
    put(treasury.socket);
    const before = lstatSync(treasury.socket).ino;
    const holder = await openProgram(treasury.folder);
    expect(holder.log()).toMatch(/attach-refused: the socket of this treasury cannot be served/);
    await holder.get('journal.verify');
    await cannotAttach(treasury.folder, /attach-refused: there is no socket/);
    expect(await holder.finish()).toBe(0);
    expect(lstatSync(treasury.socket).ino).toBe(before);
  });

  it('in a folder whose path is too long for a socket opens all the same', async () => {
    const long = path.join(path.dirname(treasury.folder), 'x'.repeat(120));
    copyFolder(treasury.folder, long);
    const holder = await openProgram(long);
    expect(holder.log()).toMatch(/attach-refused: the path of the folder is too long for a socket/);
    await holder.get('journal.verify');
    await cannotAttach(long, /attach-refused: the path of the folder is too long for a socket/);
  });

  it('takes over the socket of a process that was killed, also when its rights were changed', async () => {
    const dead = await openProgram(treasury.folder);
    await dead.kill();
    expect(existsSync(treasury.socket)).toBe(true);
    chmodSync(treasury.socket, 0o666);
    const holder = await openProgram(treasury.folder);
    expect(lstatSync(treasury.socket).mode & 0o777).toBe(0o600);
    const attached = await openProgram(treasury.folder);
    await attached.get('journal.verify');
    expect(holder.log()).toBe('');
  });

  it('is one of many that start at once; the others attach or are told so', async () => {
    const programs = [1, 2, 3].map(() => startTreasury([treasury.folder]));
    const opened = await Promise.all(
      programs.map(async ({ until }) => (await until((said) => 'opened' in said))['opened']),
    );
    const refused = opened.filter((answer) => JSON.stringify(answer).includes('"ok":false'));
    expect(refused.length).toBeLessThan(3);
    for (const answer of refused) expect(answer).toMatchObject({ code: 'treasury-in-use' });
    for (const [i, { get }] of programs.entries()) {
      if (!refused.includes(opened[i])) await get('journal.verify');
    }
  });
});
