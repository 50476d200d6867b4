import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { readFolderFromSource, readIn } from '../../../electron/wallet-folder/read-in-thread.ts';
import { must } from '../../support/must.ts';

const folder = path.join(import.meta.dirname, '../../vectors/wallet-folder/files/wallet-folder/walletdb');
const thread = (code: string) =>
  new Worker(`const { parentPort } = require('node:worker_threads'); ${code}`, { eval: true });

describe('a folder that is read in a thread', () => {
  it('gives what the reader gives', async () => {
    expect(must(await readFolderFromSource(folder)).accounts).toHaveLength(3);
    expect(await readFolderFromSource(path.join(folder, 'nowhere'))).toMatchObject({
      ok: false,
      code: 'wallet-folder-torn',
    });
  });

  it('is refused when it takes for ever', async () => {
    const read = readIn(() => thread('for (;;) {}'), 200);
    expect(await read('')).toMatchObject({ ok: false, code: 'wallet-folder-oversize' });
  });

  it.each([
    ['an answer that is none', 'parentPort.postMessage({ ok: true, value: { accounts: 1 } })'],
    ['an end without an answer', ''],
    ['a bug', 'throw new Error("a bug")'],
  ])('is a bug of ours: %s', async (_, code) => {
    await expect(readIn(() => thread(code))('')).rejects.toThrow();
  });
});
