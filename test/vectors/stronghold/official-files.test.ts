import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { mnemonicToSeed } from '@scure/bip39';
import { describe, expect, it } from 'vitest';
import { pathId } from '../../../electron/stronghold/identifier.ts';
import { openRecord } from '../../../electron/stronghold/record.ts';
import { readSeedFile } from '../../../electron/stronghold/seed-file.ts';
import { readSeedRecord } from '../../../electron/stronghold/seed-record.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { deriveSnapshotKey } from '../../../electron/stronghold/snapshot-key.ts';
import { decodeState, encodeState, type State } from '../../../electron/stronghold/state.ts';
import { sharedFixture } from '../../support/shared-fixtures.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const folder = 'stronghold/fixtures';

/** Test wallets of iota-sdk; their words are public. */
const version3 = [
  {
    fixture: sharedFixture(`${folder}/iota-sdk__chrysalis-backup-work-factor-0.stronghold`),
    password: 'password',
    words:
      'extra dinosaur float same hockey cheese motor divert cry misery response hawk gift hero pool clerk hill mask man code dragon jacket dog soup',
  },
  {
    fixture: sharedFixture(`${folder}/iota-sdk__no_secret_manager_data.stronghold`),
    password: 'some_hopefully_secure_password',
    words:
      'inhale gorilla deny three celery song category owner lottery rent author wealth penalty crawl hobby obtain glad warm early rain clutch slab august bleak',
  },
  {
    fixture: sharedFixture(`${folder}/iota-sdk__check_existing_4_db_test_walletstronghold`),
    password: 'STRONGHOLD_PASSWORD',
    words:
      'width scatter jaguar sponsor erosion enable cave since ancient first garden royal luggage exchange ritual exotic play wall clinic ride autumn divert spin exchange',
  },
];
const version2 = ['iota-sdk__v2.stronghold', 'iota-sdk__v2_with_backup.stronghold'].map((name) =>
  sharedFixture(`${folder}/${name}`),
);
const did = sharedFixture(`${folder}/native2.0.0__did.stronghold`);
const chrysalis = version3[0]!;

async function decode(bytes: Uint8Array, password: string): Promise<State> {
  const state = await decodeSnapshot(bytes, deriveSnapshotKey(utf8ToBytes(password)));
  if (!state.ok) throw new Error(`${state.code}: ${state.message}`);
  return state.value;
}

describe('files of iota-sdk', () => {
  for (const { fixture, password, words } of version3) {
    it.skipIf(!fixture.present)(`${fixture.name} gives the seed of its words`, async () => {
      const seed = await readSeedFile({ file: fixture.file, password: utf8ToBytes(password) });
      expect(seed.ok && bytesToHex(seed.value)).toBe(bytesToHex(await mnemonicToSeed(words)));
    });
  }

  for (const fixture of version2) {
    it.skipIf(!fixture.present)(`${fixture.name} is refused as version 2`, async () => {
      const seed = await readSeedFile({ file: fixture.file, password: utf8ToBytes('current_password') });
      expect(seed).toMatchObject({ ok: false, code: 'stronghold-version-unsupported' });
      expect(!seed.ok && seed.message).toContain('version 2');
    });
  }

  it.skipIf(!chrysalis.fixture.present)(
    `${chrysalis.fixture.name} keeps all clients when rewritten`,
    async () => {
      const state = await decode(chrysalis.fixture.read(), chrysalis.password);
      const plain = encodeState(state);
      const again = decodeState(plain);
      expect(again.ok && encodeState(again.value)).toEqual(plain);

      const key = deriveSnapshotKey(utf8ToBytes(chrysalis.password));
      const bytes = await encodeSnapshot(state, key, { workFactor: 1, random: countingRandom() });
      const rewritten = await decode(bytes.ok ? bytes.value : new Uint8Array(0), chrysalis.password);
      expect(rewritten).toEqual(state);
      expect(readSeedRecord(rewritten)).toEqual(readSeedRecord(state));
      const records = rewritten.clients.get(pathId('iota-wallet-records'))?.store.entries ?? [];
      expect(records).toHaveLength(7);
      for (const { value } of records) JSON.parse(new TextDecoder().decode(value));
    },
  );

  it.skipIf(!chrysalis.fixture.present)(`${chrysalis.fixture.name} wants its own password`, async () => {
    const seed = await readSeedFile({ file: chrysalis.fixture.file, password: utf8ToBytes('Password') });
    expect(seed).toMatchObject({ ok: false, code: 'password-wrong' });
  });
});

describe('a file of the official native library', () => {
  it.skipIf(!did.present)(`${did.name} opens; its record is readable, but it holds no seed`, async () => {
    const state = await decode(did.read(), 'pässwörd');
    expect(readSeedRecord(state)).toMatchObject({ ok: false, code: 'stronghold-no-seed' });

    const client = state.clients.get(pathId('did:iota:6Cm9iXWnB4RBrw7ty5u4eBbB5fHzbtjV58VLXWJ2GG8H'));
    const vault = client?.vaults.get(pathId('$vault'));
    const [id, record] = [...(vault?.records ?? [])][0] ?? [];
    const secret = openRecord(vault!.key, id!, record!);
    expect(secret.ok && [...secret.value]).toEqual(Array.from({ length: 32 }, (_, i) => i + 1));
  });
});
