import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, refuse } from '../../../electron/core/result.ts';
import {
  createAtomically,
  replaceAtomically,
  replaceFile,
} from '../../../electron/stronghold/atomic-file.ts';

const posix = process.platform !== 'win32';
const bytes = Uint8Array.of(1, 2, 3);

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-atomic-'));
  file = join(folder, 'state');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing a file all or nothing', () => {
  it('shows what came back from the disk before the file has its name', async () => {
    await writeFile(file, 'old');
    const seen: string[] = [];
    const verify = (written: Uint8Array) => {
      seen.push(Buffer.from(written).toString('hex'));
      return ok(undefined);
    };
    expect(await replaceAtomically({ file, bytes, verify })).toEqual({ ok: true, value: undefined });
    expect(seen).toEqual(['010203']);
    expect(new Uint8Array(await readFile(file))).toEqual(bytes);
  });

  it('keeps the old file and leaves nothing behind when what was written is not accepted', async () => {
    await writeFile(file, 'old');
    const verify = () => refuse('stronghold-damaged', 'another seed');
    expect(await replaceAtomically({ file, bytes, verify })).toMatchObject({ code: 'stronghold-damaged' });
    expect(await createAtomically({ file: `${file}-2`, bytes, verify })).toMatchObject({
      code: 'stronghold-damaged',
    });
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['state']);
  });

  it('leaves nothing behind when the check itself throws', async () => {
    const verify = () => {
      throw new TypeError('a bug');
    };
    await expect(createAtomically({ file, bytes, verify })).rejects.toThrow('a bug');
    expect(await readdir(folder)).toEqual([]);
  });

  it('never replaces a file that appears while it writes', async () => {
    const { writeFileSync } = await import('node:fs');
    const verify = () => {
      writeFileSync(file, 'theirs');
      return ok(undefined);
    };
    expect(await createAtomically({ file, bytes, verify })).toMatchObject({ code: 'stronghold-exists' });
    expect(await readFile(file, 'utf8')).toBe('theirs');
    expect(await readdir(folder)).toEqual(['state']);
  });

  it('removes what a killed write of the same file left, and nothing else', async () => {
    const others = [
      '.other.0123456789ab.tmp',
      '.state.0123456789ab.tmp.bak',
      '.state.tmp',
      'state.0123456789ab',
    ];
    for (const name of [...others, '.state.0123456789ab.tmp']) await writeFile(join(folder, name), 'half');
    await replaceFile(file, bytes);
    expect((await readdir(folder)).sort()).toEqual([...others, 'state'].sort());
  });

  it.skipIf(!posix)('closes an old file that anybody could read to all but its owner', async () => {
    await writeFile(file, 'old', { mode: 0o644 });
    await replaceFile(file, bytes);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it.skipIf(!posix)('does not follow a symbolic link, nor replace it', async () => {
    const target = join(folder, 'target');
    await writeFile(target, 'old');
    await symlink(target, file);
    await expect(replaceFile(file, bytes)).rejects.toThrow('stronghold-not-plain');
    expect(await readFile(target, 'utf8')).toBe('old');
  });
});
