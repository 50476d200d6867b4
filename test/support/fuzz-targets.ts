import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Result } from '../../electron/core/result.ts';
import { deriveWrapKey, drawSalt, sealAge } from '../../electron/stronghold/age.ts';
import {
  parseBoundedJson,
  readChrysalisAccount,
  readClientOptions,
  readStardustAccounts,
} from '../../electron/stronghold/backup-json.ts';
import { summarizeBackup } from '../../electron/stronghold/backup-summary.ts';
import { packLz4 } from '../../electron/stronghold/lz4.ts';
import { unpackState } from '../../electron/stronghold/packed-state.ts';
import { decodeSnapshotWith } from '../../electron/stronghold/snapshot.ts';
import { joinSnapshot } from '../../electron/stronghold/snapshot-header.ts';
import { decodeSnapshotVersion2 } from '../../electron/stronghold/snapshot-v2.ts';
import {
  decodeState,
  emptyStore,
  encodeState,
  MAX_STATE_ITEMS,
  MAX_STORE_KEY_LENGTH,
  type State,
} from '../../electron/stronghold/state.ts';
import { moveStoreValues } from '../../electron/stronghold/store-value.ts';
import { sealContentVersion2, sealVersion2 } from './seal-version-2.ts';
import { countingRandom } from './stronghold-samples.ts';
import { sampleEntries, sampleWallet } from './stronghold-wallets.ts';

/** A decoder to throw bytes at, and good bytes to start from. Throws where the decoder breaks its word. */
export interface FuzzTarget {
  readonly name: string;
  readonly corpus: readonly Uint8Array[];
  readonly run: (bytes: Uint8Array) => void;
}

const codes = [
  'password-wrong',
  'stronghold-foreign',
  'stronghold-truncated',
  'stronghold-oversize',
  'stronghold-version-2',
  'stronghold-version-unsupported',
  'stronghold-work-factor',
  'stronghold-damaged',
];

/**
 * The decoders of both versions, from the whole file down to the JSON inside: whole files with good keys, contents
 * behind a good seal, packed and plain states, and everything that reads a decoded state.
 * @param extra more states to start from, as bincode
 */
export async function fuzzTargets(extra: readonly Uint8Array[] = []): Promise<readonly FuzzTarget[]> {
  const random = countingRandom('fuzz');
  const key = random(32);
  const wrapKey = await deriveWrapKey(key, { salt: drawSalt(random), workFactor: 0 });
  if (!wrapKey.ok) throw new Error(wrapKey.message);
  const seal3 = (content: Uint8Array) => joinSnapshot(3, sealAge(content, wrapKey.value, random));
  const state = sampleWallet(key, random);
  const plain = [encodeState(state), encodeState({ clients: new Map() }), ...oversizeStates(), ...extra];
  const packed = [...plain.map(packLz4), Uint8Array.of(0x1f, 0x61, 1, 0, 255, 255, 9, 0x10, 0x21)];
  const open3 = (bytes: Uint8Array) => readWhole(decodeSnapshotWith(bytes, wrapKey.value));
  const open2 = (bytes: Uint8Array) => readWhole(decodeSnapshotVersion2(bytes, key));
  const readWhole = (decoded: Result<State>): void => {
    expectNamed(decoded);
    if (!decoded.ok) return;
    expectNamed(summarizeBackup({ version: 2, state: decoded.value, key }));
    expectNamed(summarizeBackup({ version: 3, state: decoded.value, wrapKey: wrapKey.value }));
    expectNamed(moveStoreValues(decoded.value, key, random));
  };
  return [
    { name: 'version 3 file', corpus: packed.map(seal3), run: open3 },
    { name: 'version 2 file', corpus: [sealVersion2(state, key, random)], run: open2 },
    { name: 'version 3 content', corpus: packed, run: (bytes) => open3(seal3(bytes)) },
    {
      name: 'version 2 content',
      corpus: packed,
      run: (bytes) => open2(sealContentVersion2(bytes, key, random)),
    },
    { name: 'packed state', corpus: packed, run: (bytes) => readWhole(unpackState(bytes.slice())) },
    {
      name: 'plain state',
      corpus: plain,
      run: (bytes) => {
        const decoded = decodeState(bytes);
        readWhole(decoded);
        if (decoded.ok && !Buffer.from(encodeState(decoded.value)).equals(bytes)) {
          throw new Error('a state has two encodings');
        }
      },
    },
    {
      name: 'backup JSON',
      corpus: Object.values(sampleEntries).map((value) =>
        typeof value === 'string' ? utf8ToBytes(value) : value,
      ),
      run: (bytes) => {
        const json = parseBoundedJson(bytes);
        readStardustAccounts(json);
        readClientOptions(json);
        readChrysalisAccount(json);
      },
    },
  ];
}

/** A store key above the bound, and a count of clients above it, for which there are bytes enough. */
function oversizeStates(): Uint8Array[] {
  const longKey = encodeState({
    clients: new Map([
      [
        '01'.repeat(24),
        {
          keys: new Map(),
          vaults: new Map(),
          store: {
            ...emptyStore,
            entries: [
              {
                key: new Uint8Array(MAX_STORE_KEY_LENGTH + 1),
                value: new Uint8Array(0),
                expiration: null,
              },
            ],
          },
        },
      ],
    ]),
  });
  const manyClients = new Uint8Array(8 + MAX_STATE_ITEMS + 1);
  new DataView(manyClients.buffer).setUint32(0, MAX_STATE_ITEMS + 1, true);
  return [longKey, manyClients];
}

function expectNamed(result: Result<unknown>): void {
  if (!result.ok && !codes.includes(result.code)) throw new Error(`unexpected refusal: ${result.code}`);
}
