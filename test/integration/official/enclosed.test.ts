import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { LIMITS, mayEnclose, startOf } from '../../../electron/official/enclosure.ts';
import { temporaryFolder } from '../../support/treasury-fixture.ts';

/** Runs a shell script in the place of Node, so that nothing but the system holds it, and gives what it writes to descriptor 3. */
async function inPlaceOfNode(script: string, uid?: number, at?: string) {
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

/** Nobody, where the tests run as root: then ownership opens nothing. */
const CALLERS = process.getuid?.() === 0 ? [undefined, 65_534] : [undefined];

const encloses = async (uid?: number) =>
  mayEnclose(process.platform) && (await inPlaceOfNode('echo here', uid)).said === 'here\n';

it.for(CALLERS)(
  'native code of the library cannot write to the Node, the library, the system or the question on the disk (user %s)',
  async (uid, { skip }) => {
    if (!(await encloses(uid))) skip('this system encloses no process');
    const { said, node, library, work } = await inPlaceOfNode(
      `for file in /node /library/file /library/new /usr/new /usr/bin/env /new /dev/new /old/new; do
  (: >> $file) 2>/dev/null && echo "wrote $file"
done
cat /work/file && echo more > /work/file && echo && cat /work/file && mkdir /work/storage && chmod 0 /work/storage
ls -A /old /proc /home 2>/dev/null; mount -n -o remount,bind,rw /library 2>/dev/null && echo remounted
umount /old 2>/dev/null && echo uncovered
ls -l /proc/self/fd/9 2>/dev/null; (: <&9) 2>/dev/null && echo "a folder is open"
echo end`,
      uid,
    );
    expect(said).toBe('as it was\nmore\n/old:\nend\n');
    expect(readFileSync(node, 'utf8')).toMatch(/echo end\n$/);
    expect(readdirSync(library)).toEqual(['file']);
    expect(readdirSync(work)).toEqual(['file']);
    expect(readFileSync(path.join(work, 'file'), 'utf8')).toBe('as it was');
    expect(existsSync('/usr/new')).toBe(false);
  },
);

it.for(CALLERS)(
  'native code that kills every process kills its own alone, and what it forks ends with it (user %s)',
  async (uid, { skip }) => {
    if (!(await encloses(uid))) skip('this system encloses no process');
    // Were the caller in reach, `kill -1` would end this test. A fork that outlives it would hold descriptor 3 open.
    const { said } = await inPlaceOfNode(
      '(trap "" TERM HUP; setsid sh -c "while :; do sleep 1; done") & kill -TERM -1; echo "$$"; exit 0',
      uid,
    );
    expect(said).toBe('1\n');
  },
);

it('a treasury below the folder that the root covers can ask, too', async ({ skip }) => {
  if (!(await encloses())) skip('this system encloses no process');
  let below = '';
  try {
    below = mkdtempSync('/mnt/sallyport test-');
  } catch {
    skip('nothing can be made below /mnt');
  }
  try {
    expect((await inPlaceOfNode('cat /work/file /library/file', undefined, below)).said).toBe(
      'as it wasas it was',
    );
  } finally {
    rmSync(below, { recursive: true });
  }
});
