import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { deriveWrapKey } from '../../../electron/stronghold/age.ts';
import { pathId, recordId } from '../../../electron/stronghold/identifier.ts';
import { deriveScrypt } from '../../../electron/stronghold/scrypt.ts';
import { deriveSnapshotKey, deriveVersion2Key } from '../../../electron/stronghold/snapshot-key.ts';

describe('the key of a version 3 snapshot', () => {
  it('is BLAKE2b-256 of the password', () => {
    expect(bytesToHex(deriveSnapshotKey(utf8ToBytes('current_password')))).toBe(
      '9768bc58dea426a47117ced9dd4715548392bb1b2803009f945f5d6783ca1cb1',
    );
  });

  it('takes the password as typed: no trimming, no normalisation', () => {
    const keys = ['pässword', 'pa\u0308ssword', ' pässword', 'pässword '].map((password) =>
      bytesToHex(deriveSnapshotKey(utf8ToBytes(password))),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the key of a version 2 snapshot', () => {
  it('is PBKDF2-HMAC-SHA512 of the password, 100 rounds, salted with the name of wallet.rs', () => {
    expect(bytesToHex(deriveVersion2Key(utf8ToBytes('current_password')))).toBe(
      '0d0f5b8e549f6f4c666ebfaac1cf6d08f8e5d36e619f09fc7cb5f94f263daacf',
    );
  });
});

describe('the wrap key of the age recipient', () => {
  const key = new Uint8Array(32).fill(1);
  const salt = new Uint8Array(16).fill(2);
  it.each([
    [0, '91344500fefc28a7d9d13470d731a6e33d69adbc836b7d6aca9271facce61817'],
    [10, 'c745cdd15a3b846c16ccfee0419374c47812eeac0a46b43d01686b8c01d04bcb'],
  ])('at work factor %i', async (workFactor, expected) => {
    const wrapKey = await deriveWrapKey(key, { salt, workFactor });
    expect(wrapKey.ok && bytesToHex(wrapKey.value.key)).toBe(expected);
  });
});

describe('scrypt', () => {
  it.each([-1, 0.5, 21, 23, 64, Number.NaN])('refuses work factor %d', async (workFactor) => {
    const key = await deriveScrypt(new Uint8Array(32), new Uint8Array(16), workFactor);
    expect(key).toMatchObject({ ok: false, code: 'stronghold-work-factor' });
  });

  it('leaves the thread free while it derives', async () => {
    let ticks = 0;
    const ticker = setInterval(() => ticks++, 1);
    await deriveScrypt(new Uint8Array(32), new Uint8Array(16), 15);
    clearInterval(ticker);
    expect(ticks).toBeGreaterThan(3);
  });
});

describe('identifiers', () => {
  it.each([
    ['iota_seed', '4d6d354cd2fc52effbb5741cbe206da77024f8b3c3594f82'],
    ['iota-wallet-records', '52ccd1d7e86523610b5534f05097d3b7c771ffbaeac7e7c9'],
    ['iota-wallet-secret', '4dc00c84b7a4244e8686f5a1eaa4d82fe4f60ca81a50acfb'],
  ])('of the path %s', (path, expected) => {
    expect(pathId(path)).toBe(expected);
  });

  it.each([
    ['iota-wallet-seed', 'c582e1fda802fd150b16ec724e268bc9a8ef5e11a1acf72d'],
    ['userdata-store-key', '196a688cff3832fde537a0dd035e9d3af702664bad49d283'],
  ])('of the record %s', (path, expected) => {
    expect(recordId('iota-wallet-secret', path)).toBe(expected);
  });
});
