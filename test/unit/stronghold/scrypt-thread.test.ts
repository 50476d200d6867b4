import { scryptSync } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, describe, expect, test } from 'vitest';
import { deriveScrypt, deriveScryptWith, type ScryptWork } from '../../../electron/stronghold/scrypt.ts';
import { scryptInThread } from '../../../electron/stronghold/scrypt-thread.ts';
import { sourceThread } from '../../../electron/threads/source-thread.ts';

const entry = new URL('../../../electron/stronghold/scrypt-entry.ts', import.meta.url);
let started: Worker[] = [];
const inThread = scryptInThread(() => {
  const thread = sourceThread(entry, {});
  started.push(thread);
  return thread;
});
const broken = (code: string) =>
  scryptInThread(
    () => new Worker(`const { parentPort } = require('node:worker_threads'); ${code}`, { eval: true }),
  );
const work: ScryptWork = {
  password: utf8ToBytes('pleaseletmein'),
  salt: utf8ToBytes('SodiumChloride'),
  N: 16384,
  r: 8,
  p: 1,
  length: 64,
};

afterEach(() => {
  started = [];
});

describe('scrypt in a thread of WebAssembly', () => {
  test('gives the vector of RFC 7914, section 12', async () => {
    const key = await inThread(work);
    expect(Buffer.from(key ?? []).toString('hex')).toBe(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    );
  });

  test.each([1, 2, 10, 15])('gives what OpenSSL gives at work factor %i', async (workFactor) => {
    const password = Uint8Array.from({ length: 32 }, (_, i) => 255 - i);
    const salt = Uint8Array.from({ length: 44 }, (_, i) => i * workFactor);
    const N = 2 ** workFactor;
    const key = await inThread({ password, salt, N, r: 8, p: 1, length: 32 });
    expect(Buffer.from(key ?? [])).toEqual(
      scryptSync(password, salt, 32, { N, r: 8, p: 1, maxmem: 2 ** 27 }),
    );
  });

  test('leaves the password to its caller, and no thread', async () => {
    for (const password of [work.password.slice(), Buffer.from(work.password)]) {
      await inThread({ ...work, password });
      expect(Uint8Array.from(password)).toEqual(work.password);
    }
    expect(started[0]?.threadId).toBe(-1);
  });

  test('that gets no memory says so by the code of the work factor', async () => {
    deriveScryptWith(broken('parentPort.once("message", () => parentPort.postMessage(null));'));
    try {
      expect(await deriveScrypt(new Uint8Array(32), new Uint8Array(16), 10)).toMatchObject({
        ok: false,
        code: 'stronghold-work-factor',
      });
    } finally {
      deriveScryptWith(inThread);
    }
  });

  test('that ends or breaks is an error, never a wait without end', async () => {
    await expect(broken('process.exit(0);')(work)).rejects.toThrow('has ended');
    await expect(broken('throw new Error("broken");')(work)).rejects.toThrow('broken');
  });
});
