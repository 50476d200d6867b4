import { randomBytes } from 'node:crypto';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VAULT_WORK_FACTOR } from '../../../electron/stronghold/scrypt.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { encodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { deriveSnapshotKey } from '../../../electron/stronghold/snapshot-key.ts';
import { emptyState } from '../../../electron/stronghold/state.ts';
import { sampleSeed } from '../../support/stronghold-samples.ts';

const random = (length: number) => new Uint8Array(randomBytes(length));
const password = utf8ToBytes(' Pässwörd mit Leerzeichen ');
const seed = sampleSeed();

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-stronghold-'));
  file = join(folder, 'cold.stronghold');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const create = (changes: Partial<Parameters<typeof createSeedFile>[0]> = {}) =>
  createSeedFile({ file, password, seed, workFactor: 2, random, ...changes });
const read = (withPassword = password) => readSeedFile({ file, password: withPassword });
const posix = process.platform !== 'win32';

describe('a new seed file', () => {
  it('gives its seed back only to its password', async () => {
    expect(await create()).toEqual({ ok: true, value: undefined });
    expect(await read()).toEqual({ ok: true, value: seed });
    for (const other of ['', 'Pässwörd mit Leerzeichen', ' Password mit Leerzeichen ']) {
      expect(await read(utf8ToBytes(other))).toMatchObject({ ok: false, code: 'password-wrong' });
    }
  });

  it.each([
    ['composed', 'decomposed', 'Z\u00fcrich \u00e9', 'Zu\u0308rich e\u0301'],
    ['decomposed', 'composed', 'Zu\u0308rich e\u0301', 'Z\u00fcrich \u00e9'],
    ['half composed', 'composed', 'Zu\u0308rich \u00e9', 'Zu\u0308rich \u00e9'],
    ['of Hangul syllables', 'of letters', '비밀', '비밀'.normalize('NFD')],
  ])('with a password that is %s opens where it is typed %s', async (_, __, made, typed) => {
    expect(await create({ password: utf8ToBytes(made) })).toMatchObject({ ok: true });
    const bytes = utf8ToBytes(typed);
    expect(await read(bytes)).toEqual({ ok: true, value: seed });
    expect(bytes).toEqual(utf8ToBytes(typed));
  });

  it('opens at the strength of a vault', async () => {
    expect(VAULT_WORK_FACTOR).toBe(19);
    expect((await create({ workFactor: VAULT_WORK_FACTOR })).ok).toBe(true);
    expect(await read()).toEqual({ ok: true, value: seed });
    expect((await readFile(file)).subarray(0, 70).toString('latin1')).toContain(' 19\n');
  });

  it.skipIf(!posix)('is for its owner only, in a folder for its owner only', async () => {
    const made = join(folder, 'vaults', 'cold');
    expect((await create({ file: join(made, 'a.stronghold') })).ok).toBe(true);
    const mode = async (path: string) => (await stat(path)).mode & 0o777;
    expect([
      await mode(join(made, 'a.stronghold')),
      await mode(made),
      await mode(join(folder, 'vaults')),
    ]).toEqual([0o600, 0o700, 0o700]);
  });

  it('leaves nothing else in its folder', async () => {
    await create();
    expect(await readdir(folder)).toEqual(['cold.stronghold']);
  });

  it('is never written over a file that is there', async () => {
    await create();
    const before = await readFile(file);
    expect(await create({ seed: random(64) })).toMatchObject({ ok: false, code: 'stronghold-exists' });
    expect(await readFile(file)).toEqual(before);
  });

  it('has one winner when two are made at once', async () => {
    const seeds = [random(64), random(64)];
    const results = await Promise.all(seeds.map((one) => create({ seed: one })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await read()).toEqual({ ok: true, value: seeds[results.findIndex((result) => result.ok)] });
  });

  it('contains neither the seed nor the password in clear', async () => {
    await create();
    const bytes = await readFile(file);
    for (const secret of [seed.subarray(0, 8), password.subarray(0, 8)])
      expect(bytes.includes(Buffer.from(secret))).toBe(false);
  });

  it('leaves no key behind in memory that it drew', async () => {
    const drawn: Uint8Array[] = [];
    const watched = (length: number) => {
      const bytes = random(length);
      drawn.push(bytes);
      return bytes;
    };
    const before = [password.slice(), seed.slice()];
    await create({ random: watched });
    // In the order of their drawing: salt, vault key, blob id, two record nonces, file key, payload nonce.
    expect(drawn.map((bytes) => bytes.length)).toEqual([16, 32, 24, 24, 24, 16, 16]);
    for (const secret of [drawn[1]!, drawn[5]!]) expect(secret.every((byte) => byte === 0)).toBe(true);
    expect([password, seed]).toEqual(before);
  });

  it.each([
    ['no password', { password: new Uint8Array(0) }, 'password-empty'],
    ['a password of 4097 bytes', { password: new Uint8Array(4097).fill(97) }, 'password-too-long'],
    ['a work factor that no reader takes', { workFactor: 21 }, 'stronghold-work-factor'],
    ['a relative path', { file: 'cold.stronghold' }, 'stronghold-unsafe-path'],
    ['a NUL in its path', { file: '/tmp/cold\0.stronghold' }, 'stronghold-unsafe-path'],
  ])('is refused with %s', async (_, changes, code) => {
    expect(await create(changes)).toMatchObject({ ok: false, code });
    expect(await readdir(folder)).toEqual([]);
  });

  it.skipIf(!posix)('is refused through a symbolic link, also one that leads nowhere', async () => {
    await symlink(join(folder, 'elsewhere'), file);
    expect(await create()).toMatchObject({ ok: false, code: 'stronghold-not-plain' });
    expect(await readdir(folder)).toEqual(['cold.stronghold']);
  });

  it.skipIf(!posix)('is refused in a folder that others can write to', async () => {
    await chmod(folder, 0o770);
    expect(await create()).toMatchObject({ ok: false, code: 'stronghold-unsafe-path' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused below a file', async () => {
    await writeFile(join(folder, 'plain'), '');
    expect(await create({ file: join(folder, 'plain', 'cold.stronghold') })).toMatchObject({
      ok: false,
      code: 'stronghold-unsafe-path',
    });
  });
});

describe('reading a seed file', () => {
  const codeOf = async (path = file) => {
    const result = await readSeedFile({ file: path, password });
    return result.ok ? 'opened' : result.code;
  };

  it('names each way in which it can be wrong', async () => {
    await create();
    const whole = await readFile(file);
    const codes: string[] = [await codeOf(join(folder, 'none.stronghold'))];
    const wrong = await read(utf8ToBytes('wrong'));
    codes.push(wrong.ok ? 'opened' : wrong.code);
    await truncate(file, whole.length >> 1);
    codes.push(await codeOf());
    // A terabyte of nothing: reading it before its size is judged would be the end of the process.
    await truncate(file, 2 ** 40);
    codes.push(await codeOf());
    await writeFile(file, 'IOTA wallet backup');
    codes.push(await codeOf());
    await writeFile(
      file,
      whole.map((byte, i) => (i === whole.length - 1 ? byte ^ 1 : byte)),
    );
    codes.push(await codeOf());
    const empty = await encodeSnapshot(emptyState, deriveSnapshotKey(password), { workFactor: 1, random });
    await writeFile(file, empty.ok ? empty.value : '');
    codes.push(await codeOf());
    expect(codes).toEqual([
      'stronghold-missing',
      'password-wrong',
      'stronghold-truncated',
      'stronghold-oversize',
      'stronghold-foreign',
      'stronghold-damaged',
      'stronghold-no-seed',
    ]);
  });

  it('names an empty file as truncated', async () => {
    await writeFile(file, '', { mode: 0o600 });
    expect(await codeOf()).toBe('stronghold-truncated');
  });

  it('refuses a folder, a relative path and a path with NUL', async () => {
    await mkdir(file);
    expect([await codeOf(), await codeOf('cold.stronghold'), await codeOf(`${file}\0`)]).toEqual([
      'stronghold-not-plain',
      'stronghold-unsafe-path',
      'stronghold-unsafe-path',
    ]);
  });

  it.skipIf(!posix)('refuses a symbolic link, though it leads to a good file', async () => {
    await create();
    const linked = join(folder, 'linked.stronghold');
    await symlink(file, linked);
    expect(await codeOf(linked)).toBe('stronghold-not-plain');
  });
});
