import { createReadStream } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LIMITS, startOf } from '../../../electron/official/enclosure.ts';
import { runLibrary } from '../../../electron/official/run-library.ts';
import { makePipe, startLibraryConsole } from '../../support/in-place-of-node.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';

const noGroups = process.platform === 'win32';
const LONG = 600;

/**
 * A program in the place of Node that does as native code could: it forks a process that ignores what it can ignore. Both
 * hold the end of a pipe open: it closes when the last of them is gone.
 * @param then what the program does after that
 */
async function forking(then: string) {
  const folder = await temporaryFolder();
  const pipe = path.join(folder, 'alive');
  makePipe(pipe);
  const node = path.join(folder, 'node');
  await writeFile(
    node,
    `#!/bin/sh
exec 7>'${pipe}' 2>/dev/null
(trap '' TERM HUP INT PIPE; exec 3>&- </dev/null; echo alive >&7; exec sleep ${LONG}) &
${then}
`,
  );
  await chmod(node, 0o700);
  const stream = createReadStream(pipe, 'utf8');
  onTestFinished(() => {
    stream.destroy();
  });
  const begun = new Promise<void>((resolve) => stream.once('data', () => resolve()));
  const gone = new Promise<void>((resolve) => stream.once('end', () => resolve()));
  return { folder, node, begun, gone };
}

const run = (node: string, folder: string, signal = new AbortController().signal) =>
  runLibrary(
    startOf(
      { node, library: folder, work: folder },
      { text: '', inputType: 'module' },
      { apart: 'process', limits: LIMITS },
    ),
    { task: 'look', library: folder },
    LIMITS,
    signal,
  );

it.skipIf(noGroups)('what native code forks where nothing encloses it ends with the answer', async () => {
  const { node, folder, gone } = await forking(`echo '{"answer":"loaded"}' >&3; exec sleep ${LONG}`);
  expect(await run(node, folder)).toEqual({ ok: true, value: { answer: 'loaded' } });
  await gone;
});

it.skipIf(noGroups)('what it forks ends also where the library itself has crashed', async () => {
  const { node, folder, gone } = await forking('kill -SEGV $$');
  expect(await run(node, folder)).toMatchObject({ ok: false, code: 'official-ended' });
  await gone;
});

it.skipIf(noGroups)('what it forks ends with a lock', async () => {
  const lock = new AbortController();
  const { node, folder, begun, gone } = await forking(`exec sleep ${LONG}`);
  const asked = run(node, folder, lock.signal);
  await begun;
  lock.abort();
  expect(await asked).toMatchObject({ ok: false, code: 'official-ended' });
  await gone;
});

it.skipIf(noGroups)('a console that is killed leaves no question running, nor what it forked', async () => {
  const { node, folder, begun, gone } = await forking(`exec sleep ${LONG}`);
  const console = startLibraryConsole(node, folder);
  await begun;
  console.kill('SIGKILL');
  await gone;
});
