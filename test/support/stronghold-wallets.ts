import { utf8ToBytes } from '@noble/hashes/utils.js';
import { pathId } from '../../electron/stronghold/identifier.ts';
import type { RandomBytes } from '../../electron/stronghold/random.ts';
import { addSeedRecord } from '../../electron/stronghold/seed-record.ts';
import { deriveVersion2Key } from '../../electron/stronghold/snapshot-key.ts';
import type { State } from '../../electron/stronghold/state.ts';
import { sealStoreValue } from '../../electron/stronghold/store-value.ts';
import { sealVersion2 } from './seal-version-2.ts';
import { sampleSeed, sampleState } from './stronghold-samples.ts';

/** A backup's entries as iota-sdk writes them. */
export const sampleEntries: Readonly<Record<string, string | Uint8Array>> = {
  'migration-version': '{"id":0}',
  client_options: JSON.stringify({
    nodes: [{ url: 'https://user:secret@node.example/path?token=secret', auth: { jwt: 'secret' } }],
    protocolParameters: { network_name: { inner: 'shimmer' } },
  }),
  coin_type: Uint8Array.of(0x7b, 0x10, 0, 0),
  secret_manager: '{"Mnemonic":"never to be shown"}',
  accounts: JSON.stringify([
    JSON.stringify({
      index: 0,
      coinType: 4219,
      alias: 'Ops',
      publicAddresses: [{}, {}],
      internalAddresses: [{}],
    }),
    { index: 7, coinType: 4219, alias: 'Customer 7', publicAddresses: [{}], internalAddresses: [] },
  ]),
};

/** A wallet with a seed, sealed store values, an entry of unknown make, and two clients of nobody we know. */
export function sampleWallet(
  key: Uint8Array,
  random: RandomBytes,
  entries: Readonly<Record<string, string | Uint8Array>> = sampleEntries,
): State {
  const seeded = addSeedRecord(sampleState(random), sampleSeed(), random);
  if (!seeded.ok) throw new Error(seeded.message);
  const id = pathId('iota_seed');
  const client = seeded.value.clients.get(id)!;
  const sealed = Object.entries(entries).map(([name, value]) => ({
    key: utf8ToBytes(name),
    value: sealStoreValue(key, typeof value === 'string' ? utf8ToBytes(value) : value, random),
    expiration: null,
  }));
  const foreign = { key: utf8ToBytes('a plugin'), value: random(50), expiration: { seconds: 9n, nanos: 1 } };
  const store = { ...client.store, entries: [...sealed, foreign] };
  return { clients: new Map(seeded.value.clients).set(id, { ...client, store }) };
}

/** {@link sampleWallet} as the bytes of a file of version 2. */
export function sampleVersion2File(password: Uint8Array, random: RandomBytes): Uint8Array {
  const key = deriveVersion2Key(password);
  return sealVersion2(sampleWallet(key, random), key, random);
}
