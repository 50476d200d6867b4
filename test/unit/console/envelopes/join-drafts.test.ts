import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  lockOfDraft,
  OFFICER_KEY,
  removeJoinDrafts,
} from '../../../../electron/console/envelopes/join-drafts.ts';
import { holdLock } from '../../../../electron/stronghold/file-lock.ts';
import { must } from '../../../support/must.ts';

it('what a kill has left of an officer’s desk that was being made is removed, and nothing else', async () => {
  const parent = await mkdtemp(path.join(tmpdir(), 'sallyport-drafts-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const draft = async (name: string, key: string) => {
    await mkdir(path.join(parent, name, 'officers'), { recursive: true, mode: 0o700 });
    await writeFile(path.join(parent, name, 'officers', key), 'key');
    return path.join(parent, name);
  };
  await draft('officers-desk-1.unfinished-0123abcd', OFFICER_KEY);
  const busy = await draft('officers-desk-2.unfinished-0123abcd', OFFICER_KEY);
  await draft('practice.unfinished-0123abcd', 'mara.stronghold');
  await draft('officers-desk-3', OFFICER_KEY);
  const lock = must(await holdLock(lockOfDraft(busy)));
  await removeJoinDrafts(parent);
  const rest = ['officers-desk-2.unfinished-0123abcd', 'officers-desk-3', 'practice.unfinished-0123abcd'];
  expect((await readdir(parent)).toSorted()).toEqual(rest);
  await lock.release();
  await removeJoinDrafts(parent);
  expect((await readdir(parent)).toSorted()).toEqual(rest.slice(1));
  await removeJoinDrafts(path.join(parent, 'missing'));
});
