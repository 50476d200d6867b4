import { describe, expect, it } from 'vitest';
import { packLz4, unpackLz4 } from '../../../electron/stronghold/lz4.ts';
import { decodeSnapshot, encodeSnapshot } from '../../../electron/stronghold/snapshot.ts';
import { type Client, decodeState, encodeState, type State } from '../../../electron/stronghold/state.ts';
import { fc } from '../../support/fast-check.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const key = countingRandom('key')(32);
const bytes = (length?: number) =>
  length === undefined
    ? fc.uint8Array({ maxLength: 200 })
    : fc.uint8Array({ minLength: length, maxLength: length });
const id = bytes(24).map((raw) => Buffer.from(raw).toString('hex'));
const time = fc.record(
  { seconds: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), nanos: fc.nat(999_999_999) },
  { noNullPrototype: true },
);
const mapOf = <T>(value: fc.Arbitrary<T>) =>
  fc
    .uniqueArray(fc.tuple(id, value), { maxLength: 3, selector: ([name]) => name })
    .map((rows) => new Map(rows));
const option = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const record = fc.record(
  { data: bytes(), revoke: option(bytes()), blob: bytes() },
  { noNullPrototype: true },
);
const vault = fc.record({ key: bytes(32), records: mapOf(record) }, { noNullPrototype: true });
const entry = fc.record(
  { key: bytes(), value: bytes(), expiration: option(time) },
  { noNullPrototype: true },
);
const store = fc.record(
  {
    entries: fc.uniqueArray(entry, { maxLength: 3, selector: (one) => Buffer.from(one.key).toString('hex') }),
    scanFrequency: option(time),
    createdAt: time,
    lastScanAt: option(time),
  },
  { noNullPrototype: true },
);
const client: fc.Arbitrary<Client> = fc.record(
  { keys: mapOf(bytes(32)), vaults: mapOf(vault), store },
  { noNullPrototype: true },
);
const state: fc.Arbitrary<State> = fc.record({ clients: mapOf(client) }, { noNullPrototype: true });

describe('any state', () => {
  it('comes back from its bytes, and the bytes from it', () => {
    fc.assert(
      fc.property(state, (one) => {
        const encoded = encodeState(one);
        const decoded = decodeState(encoded);
        expect(decoded).toEqual({ ok: true, value: one });
        expect(decoded.ok && encodeState(decoded.value)).toEqual(encoded);
      }),
      { numRuns: 200 },
    );
  });

  it('comes back from its snapshot', async () => {
    const random = countingRandom('property');
    await fc.assert(
      fc.asyncProperty(state, async (one) => {
        const encoded = await encodeSnapshot(one, key, { workFactor: 1, random });
        expect(encoded.ok && (await decodeSnapshot(encoded.value, key))).toEqual({ ok: true, value: one });
      }),
      { numRuns: 50 },
    );
  });
});

describe('any bytes', () => {
  it('come back from their LZ4 block, which is never smaller', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (plain) => {
        const block = packLz4(plain);
        expect(block.length).toBeGreaterThan(plain.length);
        expect(unpackLz4(block, plain.length)).toEqual({ ok: true, value: plain });
      }),
    );
  });

  it('unpack within the cap or are refused by name, and never throw', () => {
    const codes = ['stronghold-damaged', 'stronghold-oversize'];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(500), (block, cap) => {
        const unpacked = unpackLz4(block, cap);
        expect(unpacked.ok ? unpacked.value.length <= cap : codes.includes(unpacked.code)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('are a state whose encoding they are, or are refused', () => {
    fc.assert(
      fc.property(state, fc.nat(), fc.nat(255), (one, at, byte) => {
        const changed = encodeState(one);
        changed[at % changed.length] = byte;
        const decoded = decodeState(changed);
        if (decoded.ok) expect(encodeState(decoded.value)).toEqual(changed);
        else expect(decoded.code).toBe('stronghold-damaged');
      }),
      { numRuns: 500 },
    );
  });

  it('are no snapshot, whatever follows the magic, and never throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (tail) => {
        const decoded = await decodeSnapshot(Uint8Array.from([0x50, 0x41, 0x52, 0x54, 0x49, ...tail]), key);
        expect(decoded.ok).toBe(false);
      }),
    );
  });
});
