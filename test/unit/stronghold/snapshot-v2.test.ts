import { concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { packLz4 } from '../../../electron/stronghold/lz4.ts';
import { MAX_SNAPSHOT_LENGTH } from '../../../electron/stronghold/snapshot-header.ts';
import { deriveVersion2Key } from '../../../electron/stronghold/snapshot-key.ts';
import { decodeSnapshotVersion2 } from '../../../electron/stronghold/snapshot-v2.ts';
import { emptyState, encodeState } from '../../../electron/stronghold/state.ts';
import { IDENTITY_RS, sealContentVersion2, sealVersion2 } from '../../support/seal-version-2.ts';
import { countingRandom, sampleState } from '../../support/stronghold-samples.ts';

const random = countingRandom('version 2');
const key = random(32);
const state = sampleState(random);
const whole = sealVersion2(state, key, random);

function codeOf(bytes: Uint8Array, withKey = key): string {
  const decoded = decodeSnapshotVersion2(bytes, withKey);
  return decoded.ok ? 'opened' : decoded.code;
}

describe('a snapshot of version 2', () => {
  it('comes back whole', () => {
    expect(decodeSnapshotVersion2(whole, key)).toEqual({ ok: true, value: state });
  });

  it('is refused with the wrong key', () => {
    expect(codeOf(whole, random(32))).toBe('password-wrong');
  });

  it('is refused with any one bit changed', () => {
    const codes = new Map<string, Set<string>>();
    for (let bit = 0; bit < 8 * whole.length; bit += bit < 8 * 60 ? 1 : 5) {
      const byte = bit >> 3;
      const part = byte < 5 ? 'magic' : byte < 7 ? 'version' : 'body';
      const changed = whole.slice();
      changed[byte]! ^= 1 << (bit & 7);
      codes.set(part, (codes.get(part) ?? new Set()).add(codeOf(changed)));
    }
    expect(codes.get('magic')).toEqual(new Set(['stronghold-foreign']));
    expect(codes.get('version')).toEqual(new Set(['stronghold-version-unsupported']));
    // The highest bit of the ephemeral key is not part of the number, but of the nonce.
    expect(codes.get('body')).toEqual(new Set(['password-wrong']));
  });

  it('is refused when cut at any length', () => {
    for (let length = 0; length < whole.length; length++) {
      const expected = length < 55 ? 'stronghold-truncated' : 'password-wrong';
      expect(codeOf(whole.subarray(0, length)), `${length} bytes`).toBe(expected);
    }
  });

  it('is refused with a byte more', () => {
    expect(codeOf(concatBytes(whole, Uint8Array.of(0)))).toBe('password-wrong');
  });

  it('is refused above 64 MiB', () => {
    const large = new Uint8Array(MAX_SNAPSHOT_LENGTH + 1);
    large.set(whole);
    expect(codeOf(large)).toBe('stronghold-oversize');
  });

  it('is refused when its ephemeral key gives everybody the shared secret', () => {
    for (const point of ['00'.repeat(32), `01${'00'.repeat(31)}`]) {
      const forged = whole.slice();
      forged.set(hexToBytes(point), 7);
      expect(codeOf(forged)).toBe('stronghold-damaged');
    }
  });

  it('is refused when its content is a bomb of 64 MiB and more', () => {
    const bomb = new Uint8Array(270_000).fill(255);
    bomb.set([0x1f, 0, 1, 0]);
    bomb[bomb.length - 1] = 0;
    expect(codeOf(sealContentVersion2(bomb, key, random))).toBe('stronghold-oversize');
  });

  it.each([
    ['empty content', new Uint8Array(0)],
    ['content that is not LZ4', Uint8Array.of(0x40, 1)],
    ['a state with trailing bytes', packLz4(concatBytes(encodeState(emptyState), new Uint8Array(1)))],
    ['a count that is false', packLz4(new Uint8Array(8).fill(255))],
  ])('is refused with %s behind a good seal', (_, content) => {
    expect(codeOf(sealContentVersion2(content, key, random))).toBe('stronghold-damaged');
  });

  it.each([0, 1, 3, 4, 256, 0x0202])('is not what says to have version %i', (version) => {
    const other = whole.slice();
    new DataView(other.buffer).setUint16(5, version, true);
    expect(codeOf(other)).toBe('stronghold-version-unsupported');
  });
});

describe('the key of a version 2 snapshot', () => {
  const password = utf8ToBytes('pässwörd');

  it('is another for each program that wrote such files', () => {
    expect(deriveVersion2Key(password)).not.toEqual(deriveVersion2Key(password, IDENTITY_RS));
    expect(deriveVersion2Key(password)).toEqual(
      deriveVersion2Key(password, { salt: 'wallet.rs', rounds: 100 }),
    );
  });

  it.each([0, -1, 1.5, 1_000_001, Number.NaN])('is not derived with %d rounds', (rounds) => {
    expect(() => deriveVersion2Key(password, { salt: 'wallet.rs', rounds })).toThrow(RangeError);
  });
});
