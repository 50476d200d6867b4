import { appendFile, mkdir, rename, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { listFiles } from '../../../../../electron/console/envelopes/drop/list-files.ts';
import { readWhole } from '../../../../../electron/console/envelopes/drop/read-whole.ts';
import { dropFolder } from '../../../../support/drop-folders.ts';
import { must } from '../../../../support/must.ts';
import { makePipe } from '../../../../support/start-child.ts';
import { codeOf } from '../../../../support/treasury-steps.ts';

const NAME = 'answers.sallyport';

/** What is read of a file that was listed before `attack` came to its folder. */
async function readAfter(attack: (file: string) => Promise<unknown>) {
  const { folder, put } = await dropFolder();
  await put(NAME, new TextEncoder().encode('as it was listed'));
  await writeFile(path.join(folder, 'other'), 'of the same size');
  const [listed] = must(await listFiles(folder)).files;
  if (!listed) throw new Error('expected a file');
  await attack(path.join(folder, NAME));
  return readWhole(folder, listed);
}

it('a file that nobody touches is read', async () => {
  expect(Buffer.from(must(await readAfter(async () => {}))).toString()).toBe('as it was listed');
});

it.each<[string, (file: string) => Promise<unknown>]>([
  ['another file of the same size', (file) => rename(path.join(path.dirname(file), 'other'), file)],
  [
    'a link to another file',
    async (file) => {
      await unlink(file);
      await symlink(path.join(path.dirname(file), 'other'), file);
    },
  ],
  [
    'a link without an end',
    async (file) => {
      await unlink(file);
      await symlink('/dev/zero', file);
    },
  ],
  [
    'a folder',
    async (file) => {
      await unlink(file);
      await mkdir(file);
    },
  ],
  ['nothing', unlink],
  ['more bytes', (file) => appendFile(file, 'more')],
  ['fewer bytes', (file) => truncate(file, 3)],
])(
  'a drop folder raced: %s in the place of a file between list and read gives no bytes',
  async (_, attack) => {
    expect(codeOf(await readAfter(attack))).toBe('drop-file-changing');
  },
);

it.skipIf(process.platform === 'win32')(
  'a drop folder raced: a pipe in the place of a file holds nobody up',
  async () => {
    const read = await readAfter(async (file) => {
      await unlink(file);
      makePipe(file);
    });
    expect(codeOf(read)).toBe('drop-file-changing');
  },
);
