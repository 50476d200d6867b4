import { chmod, readFile } from 'node:fs/promises';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changePassword } from '../../../electron/stronghold/change-password.ts';
import { pathId } from '../../../electron/stronghold/identifier.ts';
import { asidePath, migrateFile } from '../../../electron/stronghold/migrate-file.ts';
import { openSnapshot } from '../../../electron/stronghold/open-snapshot.ts';
import { openRecord } from '../../../electron/stronghold/record.ts';
import { createSeedFile, readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { encodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { deriveSnapshotKey, deriveVersion2Key } from '../../../electron/stronghold/snapshot-key.ts';
import type { Client, State } from '../../../electron/stronghold/state.ts';
import { loadNativeStronghold, type NativeStronghold } from '../../support/native-stronghold.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { IDENTITY_RS, sealVersion2 } from '../../support/seal-version-2.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';
import { sampleWallet } from '../../support/stronghold-wallets.ts';

const native2 = loadNativeStronghold(2);
const native3 = loadNativeStronghold(3);
const both = native2 !== null && native3 !== null;

const text = 'pässwörd';
const password = utf8ToBytes(text);
const random = countingRandom('native');
const seed = { ok: true, value: sampleSeed() };
const privateKey = Array.from({ length: 32 }, (_, i) => i + 1);

let folder: PrivateFolder;
let file: string;
beforeEach(() => {
  folder = makePrivateFolder();
  file = folder.at('wallet.stronghold');
});
afterEach(() => folder.remove());

/** Lets the native library open a file and add a client of its own; the library rewrites the whole file. */
async function addDid(library: NativeStronghold, withPassword = text) {
  const stronghold = await library.NapiStronghold.new(file, withPassword, false);
  const location = await stronghold.didCreate('main', 'frag', privateKey);
  await stronghold.flushChanges();
  // The library leaves the mode to the umask.
  await chmod(file, 0o600);
  return {
    did: location.toJSON().did,
    publicKey: await stronghold.keyPublic(location.did(), location.keyLocation()),
    readPublicKey: async (other: NativeStronghold, otherPassword: string) => {
      const opened = await other.NapiStronghold.new(file, otherPassword, false);
      const { did, location: key } = location.toJSON();
      return opened.keyPublic(other.NapiDid.fromJSON(did), other.NapiKeyLocation.fromJSON(key));
    },
  };
}

async function stateOf(derivation = IDENTITY_RS): Promise<State> {
  const opened = await openSnapshot(await readFile(file), password, { allowVersion2: true, derivation });
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.message}`);
  return opened.value.state;
}

/** Rust's maps have no order. */
const sorted = (client: Client | undefined) => ({
  keys: [...(client?.keys ?? [])].sort(),
  vaults: [...(client?.vaults ?? [])].map(([id, vault]) => [id, vault.key, [...vault.records].sort()]).sort(),
  entries: client?.store.entries.map((entry) => JSON.stringify({ ...entry, expiration: null })).sort(),
});

function expectDidKey(state: State, did: string): void {
  const vault = state.clients.get(pathId(did))?.vaults.get(pathId('$vault'));
  const [id, record] = [...(vault?.records ?? [])][0]!;
  const secret = openRecord(vault!.key, id, record);
  expect(secret.ok && [...secret.value]).toEqual(privateKey);
}

describe('the official library of version 3', () => {
  it.skipIf(native3 === null)(
    'opens our file and rewrites it; we open what it wrote, seed and all',
    async () => {
      await createSeedFile({ file, password, seed: sampleSeed(), workFactor: 1, random });
      const { did } = await addDid(native3!);
      expect(await readSeedFile({ file, password })).toEqual(seed);
      expectDidKey(await stateOf(), did);
    },
  );

  it.skipIf(native3 === null)('keeps our clients that it does not know, as we keep its own', async () => {
    const state = sampleWallet(random(32), random);
    const bytes = await encodeSnapshot(state, deriveSnapshotKey(password), { workFactor: 1, random });
    folder.write('wallet.stronghold', bytes.ok ? bytes.value : new Uint8Array(0));
    const { did, publicKey, readPublicKey } = await addDid(native3!);
    const rewritten = await stateOf();
    for (const [id, client] of state.clients) {
      expect(sorted(rewritten.clients.get(id)), id).toEqual(sorted(client));
    }

    const newPassword = utf8ToBytes('neu');
    const change = { file, oldPassword: password, newPassword, workFactor: 2, random };
    expect((await changePassword(change)).ok).toBe(true);
    expect(await readPublicKey(native3!, 'neu')).toEqual(publicKey);
    await expect(native3!.NapiStronghold.new(file, text, false)).rejects.toThrow('BadFileKey');
    expect(did).toMatch(/^did:iota:/);
  });
});

describe('the official library of version 2', () => {
  it.skipIf(native2 === null)('writes a file that we open', async () => {
    const { did } = await addDid(native2!);
    expectDidKey(await stateOf(), did);
    expect(await readSeedFile({ file, password })).toMatchObject({ code: 'stronghold-version-2' });
  });

  it.skipIf(native2 === null)(
    'opens a file that the tests sealed: the fixtures are what they claim',
    async () => {
      const key = deriveVersion2Key(password, IDENTITY_RS);
      folder.write('wallet.stronghold', sealVersion2(sampleWallet(key, random), key, random));
      const { did } = await addDid(native2!);
      expectDidKey(await stateOf(), did);
      const derivation = IDENTITY_RS;
      expect(await readSeedFile({ file, password, allowVersion2: true, derivation })).toEqual(seed);
    },
  );

  it.skipIf(!both)('writes a file that we migrate, and the library of version 3 opens', async () => {
    const { did, publicKey, readPublicKey } = await addDid(native2!);
    const keepAside = asidePath(file, 0);
    const migration = { file, password, keepAside, random, workFactor: 1, derivation: IDENTITY_RS };
    expect(await migrateFile(migration)).toMatchObject({ ok: true, value: { outcome: 'migrated' } });
    expectDidKey(await stateOf(), did);
    expect(await readPublicKey(native3!, text)).toEqual(publicKey);
  });
});
