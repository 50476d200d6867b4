import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { fitFolder } from '../../../../../electron/console/envelopes/drop/list-files.ts';
import { dropFolder } from '../../../../support/drop-folders.ts';
import { must } from '../../../../support/must.ts';
import { codeOf } from '../../../../support/treasury-steps.ts';

let parent: string;
const at = (...names: readonly string[]) => path.join(parent, ...names);
const fits = (chosen: string) => fitFolder(chosen, at('treasury'));

beforeEach(async () => {
  parent = (await dropFolder()).folder;
  await mkdir(at('treasury', 'vaults'), { recursive: true });
  await mkdir(at('shared'));
});

describe('a drop folder linked', () => {
  it('is known by its real place, so that a link that is changed later leads nowhere', async () => {
    await symlink(at('shared'), at('link'));
    expect(must(await fits(at('link')))).toBe(at('shared'));
  });

  it("into the treasury's own folder is refused: nothing of others may come to lie there", async () => {
    await symlink(at('treasury', 'vaults'), at('link'));
    expect(codeOf(await fits(at('link')))).toBe('drop-folder-unfit');
  });

  it('to itself, or to nothing, is refused', async () => {
    await symlink(at('loop'), at('loop'));
    await symlink(at('gone'), at('dangling'));
    for (const name of ['loop', 'dangling']) expect(codeOf(await fits(at(name)))).toBe('drop-folder-unfit');
  });
});

it("a drop folder is none of the treasury's own, no file, and no path that leads elsewhere", async () => {
  await writeFile(at('file'), '');
  const others = [
    at('treasury'),
    at('treasury', 'vaults'),
    at('shared', '..', 'treasury'),
    at('file'),
    at('nothing'),
    'shared',
    '',
    `${at('shared')}\0`,
  ];
  for (const chosen of others) expect(codeOf(await fits(chosen)), chosen).toBe('drop-folder-unfit');
  expect(must(await fits(at('shared')))).toBe(at('shared'));
});
