import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { pathId } from '../../../electron/stronghold/identifier.ts';
import { readSeedRecord } from '../../../electron/stronghold/seed-record.ts';
import { emptyState } from '../../../electron/stronghold/state.ts';
import {
  moveStoreValues,
  openStoreValue,
  readStoreKey,
  sealStoreValue,
} from '../../../electron/stronghold/store-value.ts';
import { addWalletRecord, STORE_KEY_RECORD_ID } from '../../../electron/stronghold/wallet-record.ts';
import { countingRandom, sampleSeed } from '../../support/stronghold-samples.ts';
import { sampleEntries, sampleWallet } from '../../support/stronghold-wallets.ts';

const random = countingRandom('store values');
const key = random(32);
const walletId = pathId('iota_seed');

describe('a store value', () => {
  it.each([0, 1, 4, 1000])('keeps %i bytes', (length) => {
    const plain = random(length);
    const sealed = sealStoreValue(key, plain, random);
    expect(sealed).toHaveLength(24 + 16 + length);
    expect(openStoreValue(key, sealed)).toEqual(plain);
  });

  it('is refused under another key, with any bit changed, and when cut', () => {
    const sealed = sealStoreValue(key, utf8ToBytes('coin'), random);
    expect(openStoreValue(random(32), sealed)).toBeNull();
    for (let bit = 0; bit < 8 * sealed.length; bit++) {
      const changed = sealed.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      expect(openStoreValue(key, changed)).toBeNull();
    }
    for (let length = 0; length < sealed.length; length++) {
      expect(openStoreValue(key, sealed.subarray(0, length))).toBeNull();
    }
  });
});

describe('moving store values to a key of their own', () => {
  it('seals each again, keeps its name, place and expiration, and keeps what it cannot open', () => {
    const before = sampleWallet(key, random);
    const moved = moveStoreValues(before, key, random);
    if (!moved.ok) throw new Error(moved.message);
    expect(moved.value).toMatchObject({ moved: Object.keys(sampleEntries).length, kept: 1 });
    const { state } = moved.value;
    const storeKey = readStoreKey(state);
    if (!storeKey.ok || storeKey.value === null) throw new Error('expected a store key');
    const [old, now] = [before, state].map((one) => one.clients.get(walletId)!.store.entries);
    expect(now!.map(({ key: name, expiration }) => ({ name, expiration }))).toEqual(
      old!.map(({ key: name, expiration }) => ({ name, expiration })),
    );
    for (const [i, value] of Object.values(sampleEntries).entries()) {
      expect(openStoreValue(key, now![i]!.value)).toBeNull();
      const plain = openStoreValue(storeKey.value, now![i]!.value);
      expect(plain).toEqual(typeof value === 'string' ? utf8ToBytes(value) : value);
    }
    expect(now!.at(-1)).toEqual(old!.at(-1));
  });

  it('leaves the seed and every other client as they were', () => {
    const before = sampleWallet(key, random);
    const moved = moveStoreValues(before, key, random);
    if (!moved.ok) throw new Error(moved.message);
    expect(readSeedRecord(moved.value.state)).toEqual({ ok: true, value: sampleSeed() });
    for (const [id, client] of before.clients) {
      if (id !== walletId) expect(moved.value.state.clients.get(id)).toBe(client);
    }
    expect([...moved.value.state.clients.keys()]).toEqual([...before.clients.keys()]);
  });

  it('makes no key where there is no value', () => {
    expect(moveStoreValues(emptyState, key, random)).toEqual({
      ok: true,
      value: { state: emptyState, moved: 0, kept: 0 },
    });
  });

  it('takes a store key that is there already', () => {
    const secret = random(32);
    const keyed = addWalletRecord(sampleWallet(key, random), STORE_KEY_RECORD_ID, { secret, random });
    const moved = keyed.ok ? moveStoreValues(keyed.value, key, random) : keyed;
    expect(moved.ok && readStoreKey(moved.value.state)).toEqual({ ok: true, value: secret });
  });

  it('is refused with a store key of another length', () => {
    const keyed = addWalletRecord(sampleWallet(key, random), STORE_KEY_RECORD_ID, {
      secret: random(31),
      random,
    });
    expect(keyed.ok && moveStoreValues(keyed.value, key, random)).toMatchObject({
      code: 'stronghold-damaged',
    });
  });
});
