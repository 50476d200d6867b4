import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LIMITS, startOf } from '../../electron/official/enclosure.ts';
import { temporaryFolder } from './treasury-fixture.ts';

/** Runs a shell script in the place of Node, so that nothing but the system holds it, and gives what it writes to descriptor 3. */
export async function inPlaceOfNode(script: string, uid?: number, at?: string) {
  const folder = at ?? (await temporaryFolder());
  chmodSync(folder, 0o755);
  const [node, library, work] = ['node', 'library', 'work'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(node, `#!/bin/sh\nexec 2>&1 >&3\n${script}\n`);
  for (const place of [library, work]) {
    mkdirSync(place);
    chmodSync(place, 0o777);
    writeFileSync(path.join(place, 'file'), 'as it was');
    chmodSync(path.join(place, 'file'), 0o666);
  }
  chmodSync(node, 0o777);
  const program = { text: '', inputType: 'module' } as const;
  const start = startOf({ node, library, work }, program, { apart: 'enclosed', limits: LIMITS });
  const identity = uid === undefined ? {} : { uid, gid: uid };
  const done = spawnSync(start.command, start.args, {
    cwd: '/',
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    ...identity,
  });
  return { node, library, work, said: String(done.output[3]) };
}

/** A named pipe: its reading ends when the last process that writes to it has ended. */
export function makePipe(pipe: string): void {
  execFileSync('mkfifo', [pipe]);
}

/** Starts a console that asks the library, with this program in the place of Node, where nothing encloses it. */
export const startLibraryConsole = (node: string, folder: string): ChildProcess =>
  spawn(process.execPath, [path.join(import.meta.dirname, 'library-console.ts'), node, folder, folder], {
    stdio: 'ignore',
  });
