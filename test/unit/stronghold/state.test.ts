import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import {
  decodeState,
  emptyState,
  encodeState,
  MAX_STATE_ITEMS,
  MAX_STORE_KEY_LENGTH,
  wipeState,
} from '../../../electron/stronghold/state.ts';
import { countingRandom, sampleState } from '../../support/stronghold-samples.ts';

const u64 = (value: bigint) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
};
const id = (fill: number) => new Uint8Array(24).fill(fill);
const time = new Uint8Array(12);
const emptyMap = u64(0n);
/** A store of nothing: no entries, no frequency, created at the epoch, never scanned. */
const store = concatBytes(emptyMap, Uint8Array.of(0), time, Uint8Array.of(0));
const oneClient = (...body: Uint8Array[]) => concatBytes(u64(1n), id(1), ...body);
const vaultKey = concatBytes(u64(32n), new Uint8Array(32).fill(9));

describe('the state of a snapshot', () => {
  it('is eight zero bytes when empty', () => {
    expect(encodeState(emptyState)).toEqual(new Uint8Array(8));
  });

  it('comes back whole: clients, vaults, revoked records, store entries and their clocks', () => {
    const state = sampleState(countingRandom());
    const bytes = encodeState(state);
    const decoded = decodeState(bytes);
    expect(decoded).toEqual({ ok: true, value: state });
    expect(decoded.ok && bytesToHex(encodeState(decoded.value))).toBe(bytesToHex(bytes));
  });

  it('is laid out as stronghold does', () => {
    const record = concatBytes(
      id(3),
      u64(2n),
      hexToBytes('aabb'),
      Uint8Array.of(0),
      u64(1n),
      hexToBytes('cc'),
    );
    const vault = concatBytes(vaultKey, u64(1n), id(3), record);
    const bytes = oneClient(u64(1n), id(2), vaultKey, u64(1n), id(2), vault, store);
    const decoded = decodeState(bytes);
    const client = decoded.ok ? decoded.value.clients.get(bytesToHex(id(1))) : undefined;
    expect(client?.vaults.get(bytesToHex(id(2)))?.records.get(bytesToHex(id(3)))).toEqual({
      data: hexToBytes('aabb'),
      revoke: null,
      blob: hexToBytes('cc'),
    });
    expect(decoded.ok && encodeState(decoded.value)).toEqual(bytes);
  });

  it('is refused when cut at any length', () => {
    const bytes = encodeState(sampleState(countingRandom()));
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeState(bytes.subarray(0, length)), `${length} bytes`).toMatchObject({
        ok: false,
        code: 'stronghold-damaged',
      });
    }
  });

  it('is refused with trailing bytes', () => {
    expect(decodeState(concatBytes(encodeState(emptyState), Uint8Array.of(0)))).toMatchObject({
      code: 'stronghold-damaged',
    });
  });

  it.each([
    ['clients', u64(2n ** 64n - 1n)],
    ['clients above what a double holds', u64(2n ** 53n + 1n)],
    ['a vault key', oneClient(u64(1n), id(2), u64(2n ** 40n))],
    ['a vault', oneClient(emptyMap, u64(2n ** 32n))],
    ['a store', oneClient(emptyMap, emptyMap, u64(2n ** 63n))],
    ['a store key', oneClient(emptyMap, emptyMap, u64(1n), u64(2n ** 31n))],
  ])('is refused when the count of %s is false', (_, bytes) => {
    expect(decodeState(bytes)).toMatchObject({ ok: false, code: 'stronghold-damaged' });
  });

  it('is refused when one client comes twice, as an attacker may hide one behind the other', () => {
    const client = concatBytes(id(1), emptyMap, emptyMap, store);
    expect(decodeState(concatBytes(u64(1n), client)).ok).toBe(true);
    expect(decodeState(concatBytes(u64(2n), client, client))).toMatchObject({ code: 'stronghold-damaged' });
  });

  it('is refused when one store key comes twice', () => {
    const entry = concatBytes(u64(1n), Uint8Array.of(1), u64(0n), Uint8Array.of(0));
    const twice = concatBytes(u64(2n), entry, entry, Uint8Array.of(0), time, Uint8Array.of(0));
    expect(decodeState(oneClient(emptyMap, emptyMap, twice))).toMatchObject({ code: 'stronghold-damaged' });
  });

  it('is refused when a record is filed under another id', () => {
    const record = concatBytes(id(4), emptyMap, Uint8Array.of(0), emptyMap);
    const vault = concatBytes(vaultKey, u64(1n), id(3), record);
    expect(decodeState(oneClient(emptyMap, u64(1n), id(2), vault, store))).toMatchObject({
      code: 'stronghold-damaged',
    });
  });

  it.each([
    ['an option tag of 2', concatBytes(emptyMap, Uint8Array.of(2), time, Uint8Array.of(0))],
    [
      'a second of 1e9 nanoseconds',
      concatBytes(emptyMap, Uint8Array.of(0), u64(0n), hexToBytes('00ca9a3b'), Uint8Array.of(0)),
    ],
  ])('is refused with %s', (_, storeBytes) => {
    expect(decodeState(oneClient(emptyMap, emptyMap, storeBytes))).toMatchObject({
      code: 'stronghold-damaged',
    });
  });

  it('is refused with a vault key of another length', () => {
    const short = concatBytes(u64(31n), new Uint8Array(31));
    expect(decodeState(oneClient(u64(1n), id(2), short, emptyMap, store))).toMatchObject({
      code: 'stronghold-damaged',
    });
  });

  it('forgets its keys and values when wiped', () => {
    const state = sampleState(countingRandom());
    wipeState(state);
    for (const client of state.clients.values()) {
      const secrets = [
        ...client.keys.values(),
        ...[...client.vaults.values()].map((vault) => vault.key),
        ...client.store.entries.map((entry) => entry.value),
      ];
      for (const secret of secrets) expect(secret.every((byte) => byte === 0)).toBe(true);
    }
  });
});

describe('a hostile state, behind a good seal', () => {
  const entry = (key: Uint8Array) => concatBytes(u64(BigInt(key.length)), key, u64(0n), Uint8Array.of(0));
  const storeOf = (...keys: Uint8Array[]) =>
    concatBytes(u64(BigInt(keys.length)), ...keys.map(entry), Uint8Array.of(0), time, Uint8Array.of(0));
  /** As many as are asked for, each with an id of its own and the same content. */
  const many = (count: number, content: Uint8Array) => {
    const bytes = new Uint8Array(8 + count * (24 + content.length));
    const view = new DataView(bytes.buffer);
    view.setBigUint64(0, BigInt(count), true);
    for (let i = 0; i < count; i++) {
      const at = 8 + i * (24 + content.length);
      view.setUint32(at, i);
      bytes.set(content, at + 24);
    }
    return bytes;
  };
  const emptyClient = concatBytes(emptyMap, emptyMap, store);
  const oversize = { ok: false, code: 'stronghold-oversize' };

  it('takes store keys as long as allowed, and no longer', () => {
    const withKey = (length: number) =>
      decodeState(oneClient(emptyMap, emptyMap, storeOf(new Uint8Array(length))));
    expect(withKey(MAX_STORE_KEY_LENGTH).ok).toBe(true);
    expect(withKey(MAX_STORE_KEY_LENGTH + 1)).toMatchObject(oversize);
  });

  it('keeps store keys apart that differ in one byte', () => {
    const keys = Array.from({ length: 256 }, (_, byte) => Uint8Array.of(0xc3, byte));
    const decoded = decodeState(oneClient(emptyMap, emptyMap, storeOf(...keys)));
    expect(decoded.ok && decoded.value.clients.get(bytesToHex(id(1)))?.store.entries).toHaveLength(256);
  });

  it('with one store key of 64 MiB is refused before it is read', () => {
    const bytes = oneClient(emptyMap, emptyMap, storeOf(new Uint8Array(64 * 1024 * 1024)));
    expect(decodeState(bytes)).toMatchObject(oversize);
  });

  it('with a million empty clients is refused before one is read', () => {
    const before = process.memoryUsage().heapUsed;
    expect(decodeState(many(1_000_000, emptyClient))).toMatchObject(oversize);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1024 * 1024);
  });

  it('takes as many items as allowed, and not one more, wherever they are', () => {
    const clients = (count: number) => many(count, emptyClient);
    expect(decodeState(clients(MAX_STATE_ITEMS)).ok).toBe(true);
    expect(decodeState(clients(MAX_STATE_ITEMS + 1))).toMatchObject(oversize);
    // The client itself is an item, too.
    const keys = (count: number) => oneClient(many(count, vaultKey), emptyMap, store);
    expect(decodeState(keys(MAX_STATE_ITEMS - 1)).ok).toBe(true);
    expect(decodeState(keys(MAX_STATE_ITEMS))).toMatchObject(oversize);
    const half = MAX_STATE_ITEMS / 2;
    const both = (count: number) =>
      oneClient(many(half, vaultKey), many(count, concatBytes(vaultKey, emptyMap)), store);
    expect(decodeState(both(half - 1)).ok).toBe(true);
    expect(decodeState(both(half))).toMatchObject(oversize);
  });
});
