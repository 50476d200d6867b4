import {
  chmod,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { spawnSignerChild } from '../../../electron/cli/spawn-signer.ts';
import { ceremonyServer } from '../../../electron/signer/ceremony/serve.ts';
import { seedWordNumbers } from '../../../electron/signer/ceremony/word-numbers.ts';
import { SignerClient } from '../../../electron/signer/client.ts';
import { nodeEffects } from '../../../electron/signer/node-effects.ts';
import { MAX_STATE_BYTES } from '../../../electron/signer/sealed-state.ts';
import { Signer } from '../../../electron/signer/serve.ts';
import { appendToStateFile, readStateFile, stateFileName } from '../../../electron/signer/state-file.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { markAt, password, writeVaultFile } from '../../support/signer-files.ts';
import { codeOf, hot, network, policy, signPolicy, unwrap, vaultSeed } from '../../support/signer-fixture.ts';
import { makePipe } from '../../support/start-child.ts';

let folder: PrivateFolder;
let file: string;
let state: string;
beforeEach(() => {
  folder = makePrivateFolder();
  file = folder.at('hot.stronghold');
  state = stateFileName(file);
});
afterEach(() => folder.remove());

/** What whoever has the disk can put in the place of a sealed state. */
const traps: readonly (readonly [string, () => Promise<unknown> | unknown])[] = [
  ['a pipe', () => makePipe(state)],
  ['a folder', () => mkdir(state)],
  ['a link to a device without end', () => symlink('/dev/zero', state)],
  ['a link to nothing', () => symlink(folder.at('nothing'), state)],
  [
    'a link to a plain file',
    async () => {
      await writeFile(folder.at('plain'), 'state');
      await symlink(folder.at('plain'), state);
    },
  ],
  [
    'a file of a terabyte, of holes',
    async () => {
      await writeFile(state, '');
      await truncate(state, 2 ** 40);
    },
  ],
];
const posixTraps = process.platform === 'win32' ? [] : traps;

describe('a sealed state', () => {
  it.each(posixTraps)('that is %s is damaged, and is told at once', async (_, lay) => {
    await lay();
    expect(await readStateFile(state)).toMatchObject({ ok: false, code: 'state-damaged' });
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read is damaged', async () => {
    await writeFile(state, 'state');
    await chmod(state, 0);
    expect(codeOf(await readStateFile(state))).toBe('state-damaged');
  });

  it('in a folder that is none is damaged; in one that is missing it is missing', async () => {
    await writeFile(folder.at('plain'), '');
    expect(codeOf(await readStateFile(folder.at('plain/hot.stronghold.state')))).toBe('state-damaged');
    expect(await readStateFile(folder.at('absent/hot.stronghold.state'))).toEqual({ ok: true, value: null });
  });

  it('at a relative path is damaged: it would depend on where the process was started', async () => {
    await writeFile(state, 'state');
    expect(codeOf(await readStateFile(relative(process.cwd(), state)))).toBe('state-damaged');
  });

  it('is read whole up to the limit, and missing where there is none', async () => {
    expect(await readStateFile(state)).toEqual({ ok: true, value: null });
    await writeFile(state, Uint8Array.of(1, 2, 3));
    expect(await readStateFile(state)).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
    await truncate(state, 5000);
    expect(unwrap(await readStateFile(state, 5000))).toHaveLength(5000);
    await truncate(state, 5001);
    expect(codeOf(await readStateFile(state, 5000))).toBe('state-damaged');
    await truncate(state, MAX_STATE_BYTES + 1);
    expect(codeOf(await readStateFile(state))).toBe('state-damaged');
  });

  const tag = Uint8Array.from({ length: 16 }, (_, i) => i);
  const endOf = (size: number, length = size) => ({ size, length, link: { number: 1, tag } });
  const frame = Uint8Array.of(7, 8, 9);
  const written = [...Array<number>(20).fill(1), ...tag];

  it('is appended to where it is the one that is known', async () => {
    await writeFile(state, Uint8Array.from(written));
    expect(codeOf(await appendToStateFile(state, frame, endOf(36)))).toBe('accepted');
    expect([...(await readFile(state))]).toEqual([...written, 7, 8, 9]);
  });

  it('loses what a killed write left behind its end before it is appended to, and nothing else', async () => {
    await writeFile(state, Uint8Array.from([...written, 4, 4, 4, 4, 4]));
    expect(codeOf(await appendToStateFile(state, frame, endOf(41, 36)))).toBe('accepted');
    expect([...(await readFile(state))]).toEqual([...written, 7, 8, 9]);
  });

  it('is not appended to where another signer has appended to it, or it was put back, or is gone', async () => {
    const others = [[...written, 7, 8, 9], written.slice(0, 30), written.map((byte) => byte ^ 1), []];
    for (const other of others) {
      await writeFile(state, Uint8Array.from(other));
      expect(codeOf(await appendToStateFile(state, frame, endOf(36)))).toBe('state-rolled-back');
      expect([...(await readFile(state))], 'and is left as it is').toEqual(other);
    }
    await rm(state);
    expect(codeOf(await appendToStateFile(state, frame, endOf(36)))).toBe('state-rolled-back');
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('that a backup takes the place of during the append is no longer ours: nothing is signed on its account', async () => {
    await writeFile(state, Uint8Array.from(written));
    await writeFile(folder.at('backup'), Uint8Array.from(written));
    await using handle = await open(state);
    const sync = vi.spyOn(Object.getPrototypeOf(handle), 'sync');
    sync.mockImplementationOnce(() => rename(folder.at('backup'), state));
    expect(codeOf(await appendToStateFile(state, frame, endOf(36)))).toBe('state-rolled-back');
    sync.mockRestore();
    expect([...(await readFile(state))]).toEqual(written);
  });

  it('that was being written anew by a killed signer is tidied before the first append', async () => {
    await writeFile(state, Uint8Array.from(written));
    await writeFile(folder.at('.hot.stronghold.state.0123456789ab.tmp'), 'half of it');
    const stateFile = nodeEffects.stateFileOf(file);
    expect(codeOf(await stateFile.append(frame, endOf(36)))).toBe('accepted');
    expect(await readdir(folder.path)).toEqual(['hot.stronghold.state']);
  });

  it('is not appended to beyond its limit: it could not be opened again', async () => {
    await writeFile(state, Uint8Array.from(written));
    expect(codeOf(await appendToStateFile(state, frame, endOf(36), 38))).toBe('file-not-written');
    expect(await readFile(state)).toHaveLength(36);
    expect(codeOf(await appendToStateFile(state, frame, endOf(36), 39))).toBe('accepted');
  });
});

/** Asks one verb after the other of a server of this process: threads that hang would hang here, too. */
const asking = (server: Pick<Signer, 'answer'>) => async (verb: string, body: unknown) =>
  (await server.answer({ id: 1, verb, body }))!.result;
const asksSigner = () => asking(new Signer(nodeEffects));
const toOpen = () => ({
  file,
  password: password(),
  purpose: 'vault' as const,
  network: network.id,
  journal: markAt(0),
});

describe('a signer', () => {
  it.each(posixTraps)('opens no vault whose state is %s, and goes on', async (_, lay) => {
    await writeVaultFile(file, vaultSeed('hot'));
    await rm(state);
    await lay();
    const ask = asksSigner();
    expect(codeOf(await ask('open', toOpen()))).toBe('state-damaged');
    await rm(state, { recursive: true });
    expect(codeOf(await ask('open', toOpen()))).toBe('state-missing');
  });

  it.each(posixTraps)('makes no vault where the state would be %s', async (_, lay) => {
    await lay();
    const create = { file, password: password(), workFactor: 0, purpose: 'vault', network: network.id };
    expect(codeOf(await asksSigner()('create', create))).toBe('state-damaged');
    expect(await readdir(folder.path)).not.toContain('hot.stronghold');
  });

  it.each(posixTraps)('seals nothing where the state has become %s', async (_, lay) => {
    await writeVaultFile(file, vaultSeed('hot'));
    const ask = asksSigner();
    unwrap(await ask('open', toOpen()));
    await rm(state);
    await lay();
    const seal = { kind: 'policies', vaultId: hot.id, policies: [signPolicy(policy())] };
    expect(codeOf(await ask('seal', seal))).toBe('state-damaged');
  });

  it.skipIf(process.platform === 'win32')(
    'of a process of its own answers where the state is a pipe',
    async () => {
      await writeVaultFile(file, vaultSeed('hot'));
      await rm(state);
      makePipe(state);
      const client = new SignerClient(spawnSignerChild());
      try {
        expect(codeOf(await client.ask('open', toOpen()))).toBe('state-damaged');
        expect(codeOf(await client.ask('close', {}))).toBe('accepted');
      } finally {
        client.kill();
      }
    },
  );
});

describe('a ceremony', () => {
  it.each(posixTraps)('writes no vault where the state would be %s', async (_, lay) => {
    const ask = asking(ceremonyServer());
    const words = seedWordNumbers([...Array<string>(11).fill('abandon'), 'about']);
    unwrap(await ask('take', { network: network.id, backup: { kind: 'words', words } }));
    await lay();
    const write = { file, password: password(), workFactor: 0 };
    expect(codeOf(await ask('write', write))).toBe('state-damaged');
    expect(await readdir(folder.path)).not.toContain('hot.stronghold');
  });
});
