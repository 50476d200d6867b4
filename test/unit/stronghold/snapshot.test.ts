import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { deriveWrapKey, drawSalt, sealAge } from '../../../electron/stronghold/age.ts';
import { packLz4 } from '../../../electron/stronghold/lz4.ts';
import { addSeedRecord, readSeedRecord } from '../../../electron/stronghold/seed-record.ts';
import {
  decodeSnapshot,
  encodeSnapshot,
  SEED_PAYLOAD_LENGTH,
} from '../../../electron/stronghold/snapshot.ts';
import { MAX_SNAPSHOT_LENGTH } from '../../../electron/stronghold/snapshot-header.ts';
import { emptyState, encodeState, type State } from '../../../electron/stronghold/state.ts';
import { countingRandom, sampleSeed, sampleState } from '../../support/stronghold-samples.ts';

const random = countingRandom('snapshot');
const key = random(32);
const HEADERS = 7 + 149;

async function encode(state: State, workFactor = 1): Promise<Uint8Array> {
  const bytes = await encodeSnapshot(state, key, { workFactor, random });
  if (!bytes.ok) throw new Error(bytes.message);
  return bytes.value;
}

/** A snapshot with a valid key around any content. */
async function seal(content: Uint8Array): Promise<Uint8Array> {
  const wrapKey = await deriveWrapKey(key, { salt: drawSalt(random), workFactor: 1 });
  if (!wrapKey.ok) throw new Error(wrapKey.message);
  return concatBytes(utf8ToBytes('PARTI'), Uint8Array.of(3, 0), sealAge(content, wrapKey.value, random));
}

async function codeOf(bytes: Uint8Array, withKey = key): Promise<string> {
  const state = await decodeSnapshot(bytes, withKey);
  return state.ok ? 'opened' : state.code;
}

let whole: Uint8Array;
beforeAll(async () => {
  const state = addSeedRecord(emptyState, sampleSeed(), random);
  if (!state.ok) throw new Error(state.message);
  whole = await encode(state.value);
});

describe('a snapshot', () => {
  it('comes back whole', async () => {
    const state = sampleState(random);
    expect(await decodeSnapshot(await encode(state), key)).toEqual({ ok: true, value: state });
  });

  it('begins with PARTI, version 3 and an age header, and has the length a seed takes', async () => {
    const text = Buffer.from(whole).toString('latin1');
    expect(text.startsWith('PARTI\x03\x00age-encryption.org/v1\n-> scrypt ')).toBe(true);
    expect(whole).toHaveLength(HEADERS + SEED_PAYLOAD_LENGTH);
    const two = await encode(emptyState, 10);
    expect(Buffer.from(two.subarray(7)).toString('latin1')).toMatch(
      /^age-encryption\.org\/v1\n-> scrypt \S{22} 10\n/,
    );
  });

  it('is new at every write: no key, salt or nonce comes twice', async () => {
    const again = await encode(emptyState);
    const first = await encode(emptyState);
    expect(Buffer.from(first).equals(again)).toBe(false);
  });

  it('is refused with the wrong key', async () => {
    expect(await codeOf(whole, random(32))).toBe('password-wrong');
  });

  it('is refused with any one bit changed, by the name of what was changed', async () => {
    const codes = new Map<string, Set<string>>();
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const byte = bit >> 3;
      const part = byte < 5 ? 'magic' : byte < 7 ? 'version' : byte < HEADERS ? 'header' : 'payload';
      const changed = whole.slice();
      changed[byte]! ^= 1 << (bit & 7);
      codes.set(part, (codes.get(part) ?? new Set()).add(await codeOf(changed)));
    }
    expect(Object.fromEntries([...codes].map(([part, found]) => [part, [...found].sort()]))).toEqual({
      magic: ['stronghold-foreign'],
      // One bit is all between version 3 and version 2.
      version: ['stronghold-version-2', 'stronghold-version-unsupported'],
      header: ['password-wrong', 'stronghold-damaged'],
      payload: ['stronghold-damaged'],
    });
  });

  it('is refused as truncated when cut at any length', async () => {
    for (let length = 0; length < whole.length; length++) {
      expect(await codeOf(whole.subarray(0, length)), `${length} bytes`).toBe('stronghold-truncated');
    }
  });

  it('is refused with a byte more', async () => {
    expect(await codeOf(concatBytes(whole, Uint8Array.of(0)))).toBe('stronghold-damaged');
  });

  it('is refused above 64 MiB', async () => {
    const large = new Uint8Array(MAX_SNAPSHOT_LENGTH + 1);
    large.set(whole);
    expect(await codeOf(large)).toBe('stronghold-oversize');
  });

  it('is refused when its content is a bomb of 64 MiB and more', async () => {
    const bomb = new Uint8Array(270_000).fill(255);
    bomb.set([0x1f, 0, 1, 0]);
    bomb[bomb.length - 1] = 0;
    expect(await codeOf(await seal(bomb))).toBe('stronghold-oversize');
  });

  it.each([
    ['empty content', new Uint8Array(0)],
    ['content that is not LZ4', Uint8Array.of(0x40, 1)],
    ['a state with trailing bytes', packLz4(concatBytes(encodeState(emptyState), new Uint8Array(1)))],
    ['a count that is false', packLz4(new Uint8Array(8).fill(255))],
  ])('is refused with %s behind a good seal', async (_, content) => {
    expect(await codeOf(await seal(content))).toBe('stronghold-damaged');
  });

  it.each([
    ['text', utf8ToBytes('{"kind":"sallyport"}')],
    ['one wrong letter', utf8ToBytes('PARTY')],
    ['an age file', new Uint8Array(utf8ToBytes('age-encryption.org/v1\n'.repeat(20)))],
  ])('is refused as foreign when it is %s', async (_, bytes) => {
    expect(await codeOf(bytes)).toBe('stronghold-foreign');
  });

  it.each([0, 1, 4, 256, 0x0202, 0x0303])('is refused by the name of its version %i', async (version) => {
    const other = whole.slice();
    new DataView(other.buffer).setUint16(5, version, true);
    const state = await decodeSnapshot(other, key);
    expect(state).toMatchObject({ ok: false, code: 'stronghold-version-unsupported' });
    expect(!state.ok && state.message).toContain(`version ${version}`);
  });

  it('is refused as version 2 when it says so', async () => {
    const other = whole.slice();
    other[5] = 2;
    expect(await codeOf(other)).toBe('stronghold-version-2');
  });

  it.each([-1, 21, 1.5])('is not written with work factor %d', async (workFactor) => {
    expect(await encodeSnapshot(emptyState, key, { workFactor, random })).toMatchObject({
      ok: false,
      code: 'stronghold-work-factor',
    });
  });

  it('is written and read at work factor 0, as official test files are', async () => {
    const bytes = await encode(sampleState(random), 0);
    expect(await codeOf(bytes)).toBe('opened');
  });

  it('is not written with a generator that falls short', async () => {
    const short = (length: number) => new Uint8Array(length - 1);
    await expect(encodeSnapshot(emptyState, key, { workFactor: 1, random: short })).rejects.toThrow(
      RangeError,
    );
  });

  it('gives the seed back', async () => {
    const state = await decodeSnapshot(whole, key);
    expect(state.ok && readSeedRecord(state.value)).toEqual({ ok: true, value: sampleSeed() });
  });
});
