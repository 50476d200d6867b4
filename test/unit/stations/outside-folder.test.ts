import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OutsideKeeper } from '../../../electron/console/treasury/keep-outside.ts';
import type { OutsideMark } from '../../../electron/console/treasury/outside-marks.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { outsideFolder } from '../../../electron/stations/outside-folder.ts';
import { must } from '../../support/must.ts';

const TREASURY = '0193a3e0-0000-4000-8000-000000000001';
const STATION = '0193a3e0-0000-4000-8000-000000000002';

const mark = (seq: number): OutsideMark => ({
  format: 'sallyport/outside-mark/1',
  treasuryId: TREASURY,
  stationId: STATION,
  seq,
  hash: seq.toString(16).padStart(64, '0'),
  at: seq,
  vaults: { [STATION]: { era: 'ab'.repeat(16), counter: seq } },
});

let parent: string;
let folder: string;
let ids = 0;
const uuid = () => `0193a3e0-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`;
const open = () => outsideFolder(folder, { uuid });
beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'sallyport-outside-'));
  folder = path.join(parent, 'marks');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe('what is known outside of a folder', () => {
  it('is nothing at first, and then the mark that was written last', async () => {
    expect(await open().read(TREASURY)).toBeNull();
    must(await open().write(mark(3)));
    must(await open().write(mark(4)));
    expect(await open().read(TREASURY)).toEqual(mark(4));
    expect(readdirSync(folder)).toEqual([`${TREASURY}.json`]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(path.join(folder, `${TREASURY}.json`)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['half a file', '{"format":"sallyport/outside-mark/1",'],
    ['another file', '{"format":"sallyport/treasury/5"}'],
    ['deep brackets', '['.repeat(100_000)],
  ])('is nothing where %s lies there', async (_, text) => {
    must(await open().write(mark(3)));
    writeFileSync(path.join(folder, `${TREASURY}.json`), text);
    expect(await open().read(TREASURY)).toBeNull();
  });

  it('has the name of the installation, which stays the same', async () => {
    const first = must(await open().install());
    expect(must(await open().install())).toBe(first);
    writeFileSync(path.join(folder, 'install.json'), '{"half');
    const next = must(await open().install());
    expect(next).not.toBe(first);
    expect(must(await open().install())).toBe(next);
  });

  it('is refused a name where the folder cannot be written', async () => {
    writeFileSync(folder, 'no folder');
    expect((await open().install()).ok).toBe(false);
  });
});

describe('marks are kept', () => {
  /** Marks whose writes end when the test says so. */
  function slow(answer: Result<void> = ok(undefined)) {
    const writes: number[] = [];
    const waiting: (() => void)[] = [];
    const keeper = new OutsideKeeper(
      {
        install: async () => ok(STATION),
        read: async () => null,
        write: async ({ seq }) => {
          writes.push(seq);
          await new Promise<void>((resolve) => waiting.push(resolve));
          return answer;
        },
      },
      () => writes.push(-1),
    );
    return { keeper, writes, next: () => waiting.shift()?.() };
  }

  it('one after the other, the newest only, and all of them before a folder is closed', async () => {
    const { keeper, writes, next } = slow();
    for (const seq of [1, 2, 3]) keeper.keep(mark(seq));
    const flushed = keeper.flushed();
    expect(writes).toEqual([1]);
    next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(writes).toEqual([1, 3]);
    next();
    await flushed;
  });

  it('and one that could not be written is told, and is no end of keeping', async () => {
    const { keeper, writes, next } = slow(refuse('file-not-written', 'full'));
    keeper.keep(mark(1));
    next();
    await keeper.flushed();
    keeper.keep(mark(2));
    next();
    await keeper.flushed();
    expect(writes).toEqual([1, -1, 2, -1]);
  });
});
