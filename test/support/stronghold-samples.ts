import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { RandomBytes } from '../../electron/stronghold/random.ts';
import type { Client, State } from '../../electron/stronghold/state.ts';

/** A generator that gives the same bytes in every run: SHA-256 of a counter. Only for tests. */
export function countingRandom(label = 'sample'): RandomBytes {
  let counter = 0;
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      sha256(utf8ToBytes(`${label} ${counter++}`)),
    );
    return concatBytes(...blocks).slice(0, length);
  };
}

/** 64 bytes in place of a BIP-39 seed. */
export const sampleSeed = (): Uint8Array => countingRandom('seed')(64);

/** A state of everything the format knows: two clients, a revoked record, store entries that expire and others. */
export function sampleState(random: RandomBytes): State {
  const id = () => Buffer.from(random(24)).toString('hex');
  const client = (): Client => {
    const vaultId = id();
    const key = random(32);
    const record = (revoked: boolean) => ({
      data: random(152),
      revoke: revoked ? random(152) : null,
      blob: random(72),
    });
    return {
      keys: new Map([
        [vaultId, key],
        [id(), random(32)],
      ]),
      vaults: new Map([
        [
          vaultId,
          {
            key: key.slice(),
            records: new Map([
              [id(), record(false)],
              [id(), record(true)],
            ]),
          },
        ],
      ]),
      store: {
        entries: [
          { key: utf8ToBytes('coin_type'), value: Uint8Array.of(0x7b, 0x10, 0, 0), expiration: null },
          {
            key: random(24),
            value: new Uint8Array(0),
            expiration: { seconds: 2n ** 62n, nanos: 999_999_999 },
          },
        ],
        scanFrequency: { seconds: 60n, nanos: 1 },
        createdAt: { seconds: 1_700_000_000n, nanos: 5 },
        lastScanAt: { seconds: 1_700_000_060n, nanos: 0 },
      },
    };
  };
  return {
    clients: new Map([
      [id(), client()],
      [id(), client()],
    ]),
  };
}
