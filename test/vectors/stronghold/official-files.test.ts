import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { mnemonicToSeed } from '@scure/bip39';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { changePassword } from '../../../electron/stronghold/change-password.ts';
import { pathId } from '../../../electron/stronghold/identifier.ts';
import { inspectStronghold } from '../../../electron/stronghold/inspect-file.ts';
import { asidePath, migrateFile } from '../../../electron/stronghold/migrate-file.ts';
import { openSnapshot } from '../../../electron/stronghold/open-snapshot.ts';
import { readBackup } from '../../../electron/stronghold/read-backup.ts';
import { openRecord } from '../../../electron/stronghold/record.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { readSeedRecord } from '../../../electron/stronghold/seed-record.ts';
import { readSnapshotFile } from '../../../electron/stronghold/snapshot-file.ts';
import { encodeState, type State } from '../../../electron/stronghold/state.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import {
  backupVersion2,
  chrysalis,
  didFile,
  version2Files,
  version3Files,
} from '../../support/stronghold-fixtures.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
});
afterEach(() => folder.remove());

/** The state of a private file. */
async function stateOf(file: string, password: string): Promise<State> {
  const bytes = await readSnapshotFile(file);
  if (!bytes.ok) throw new Error(`${bytes.code}: ${bytes.message}`);
  const snapshot = await openSnapshot(bytes.value, utf8ToBytes(password), { allowVersion2: true });
  if (!snapshot.ok) throw new Error(`${snapshot.code}: ${snapshot.message}`);
  return snapshot.value.state;
}

const seedOf = async (words: string) => bytesToHex(await mnemonicToSeed(words));

describe('files of iota-sdk', () => {
  for (const { fixture, password, words } of version3Files) {
    it(`${fixture.name} gives the seed of its words`, async () => {
      const file = await folder.copy(fixture.file, 'wallet.stronghold');
      const seed = await readSeedFile({ file, password: utf8ToBytes(password) });
      expect(seed.ok && bytesToHex(seed.value)).toBe(await seedOf(words));
      const facts = await inspectStronghold(file);
      expect(facts).toMatchObject({ value: { version: 3, size: fixture.read().length } });
    });
  }

  for (const { fixture, password, words } of version2Files) {
    it(`${fixture.name} gives the seed of its words, when asked for`, async () => {
      const file = await folder.copy(fixture.file, 'wallet.stronghold');
      const options = { file, password: utf8ToBytes(password) };
      expect(await readSeedFile(options)).toMatchObject({ ok: false, code: 'stronghold-version-2' });
      const seed = await readSeedFile({ ...options, allowVersion2: true });
      expect(seed.ok && bytesToHex(seed.value)).toBe(await seedOf(words));
      expect(await inspectStronghold(file)).toEqual({
        ok: true,
        value: { version: 2, workFactor: null, size: fixture.read().length },
      });
    });

    it(`${fixture.name} wants its own password`, async () => {
      const file = await folder.copy(fixture.file, 'wallet.stronghold');
      const seed = await readSeedFile({
        file,
        password: utf8ToBytes('Current_password'),
        allowVersion2: true,
      });
      expect(seed).toMatchObject({ ok: false, code: 'password-wrong' });
    });

    it(`${fixture.name} migrates: seed and summary stay`, async () => {
      const file = await folder.copy(fixture.file, 'wallet.stronghold');
      const options = { file, password: utf8ToBytes(password) };
      const before = await readBackup(options);
      const keepAside = asidePath(file, Date.UTC(2026, 10, 20));
      const random = countingRandom('migration');
      const migrated = await migrateFile({ ...options, keepAside, random, workFactor: 1 });
      expect(migrated).toMatchObject({ value: { outcome: 'migrated', valuesKept: 0 } });
      const seed = await readSeedFile(options);
      expect(seed.ok && bytesToHex(seed.value)).toBe(await seedOf(words));
      const after = await readBackup(options);
      if (!before.ok || !after.ok) throw new Error('expected two summaries');
      const { counts } = before.value.summary;
      // The key of the store values is a record of its own.
      const records = counts.records + (counts.storeEntries > 0 ? 1 : 0);
      expect(after.value.summary).toEqual({
        ...before.value.summary,
        version: 3,
        counts: { ...counts, records },
      });
      expect(await readSnapshotFile(keepAside)).toEqual({ ok: true, value: fixture.read() });
    });
  }

  it(`${backupVersion2.fixture.name} says what it contains`, async () => {
    const file = await folder.copy(backupVersion2.fixture.file, 'wallet.stronghold');
    const read = await readBackup({ file, password: utf8ToBytes(backupVersion2.password) });
    if (!read.ok) throw new Error(read.message);
    expect(read.value.seed.ok).toBe(true);
    expect(read.value.summary).toEqual({
      version: 2,
      hasSeed: true,
      coinType: 4219,
      clientOptions: { network: 'testnet-1', nodes: ['https://api.testnet.shimmer.network'] },
      accounts: [
        { index: 0, alias: 'tibo', coinType: 4219, addresses: 13, internalAddresses: expect.any(Number) },
      ],
      accountsLeftOut: 0,
      unreadable: [],
      counts: { clients: 1, vaults: 1, records: 1, storeEntries: 5, unknown: 0 },
    });
  });

  it(`${chrysalis.fixture.name} says what it contains`, async () => {
    const file = await folder.copy(chrysalis.fixture.file, 'wallet.stronghold');
    const read = await readBackup({ file, password: utf8ToBytes(chrysalis.password) });
    if (!read.ok) throw new Error(read.message);
    expect(read.value.seed.ok).toBe(true);
    expect(read.value.summary).toEqual({
      version: 3,
      hasSeed: true,
      coinType: null,
      clientOptions: { network: null, nodes: ['https://api.lb-0.h.chrysalis-devnet.iota.cafe'] },
      accounts: [
        { index: 0, alias: 'Alice', coinType: null, addresses: 2, internalAddresses: 1 },
        { index: 1, alias: 'Bob', coinType: null, addresses: 1, internalAddresses: 1 },
      ],
      accountsLeftOut: 0,
      unreadable: [],
      counts: { clients: 2, vaults: 1, records: 1, storeEntries: 7, unknown: 5 },
    });
  });
});

describe('every official file', () => {
  for (const { fixture, password } of [...version3Files, didFile]) {
    it(`${fixture.name} keeps all that is in it under a new password`, async () => {
      const file = await folder.copy(fixture.file, 'wallet.stronghold');
      const before = encodeState(await stateOf(file, password));
      const changed = await changePassword({
        file,
        oldPassword: utf8ToBytes(password),
        newPassword: utf8ToBytes('another'),
        workFactor: 1,
        random: countingRandom('change'),
      });
      expect(changed).toEqual({ ok: true, value: undefined });
      expect(encodeState(await stateOf(file, 'another'))).toEqual(before);
    });
  }
});

describe('a file of the official native library', () => {
  const { fixture, password } = didFile;
  it(`${fixture.name} opens; its record is readable, but it has no seed`, async () => {
    const file = await folder.copy(fixture.file, 'did.stronghold');
    const state = await stateOf(file, password);
    expect(readSeedRecord(state)).toMatchObject({ ok: false, code: 'stronghold-no-seed' });
    expect(await readBackup({ file, password: utf8ToBytes(password) })).toMatchObject({
      value: {
        seed: { ok: false, code: 'stronghold-no-seed' },
        summary: { version: 3, hasSeed: false, accounts: [], counts: { records: 1, vaults: 1 } },
      },
    });

    const client = state.clients.get(pathId('did:iota:6Cm9iXWnB4RBrw7ty5u4eBbB5fHzbtjV58VLXWJ2GG8H'));
    const vault = client?.vaults.get(pathId('$vault'));
    const [id, record] = [...(vault?.records ?? [])][0] ?? [];
    const secret = openRecord(vault!.key, id!, record!);
    expect(secret.ok && [...secret.value]).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
  });
});
