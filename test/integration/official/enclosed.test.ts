import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { mayEnclose } from '../../../electron/official/enclosure.ts';
import { inPlaceOfNode } from '../../support/in-place-of-node.ts';

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
