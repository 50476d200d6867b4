import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { agreeX25519 } from '../../../electron/stronghold/x25519.ts';

const base = '0900000000000000000000000000000000000000000000000000000000000000';

describe('X25519', () => {
  it.each([
    [
      'a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4',
      'e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c',
      'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552',
    ],
    [
      '4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d',
      'e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493',
      '95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957',
    ],
  ])('keeps to RFC 7748, section 5.2: %s', (secret, peer, shared) => {
    const agreed = agreeX25519(hexToBytes(secret), hexToBytes(peer))!;
    expect(bytesToHex(agreed.shared)).toBe(shared);
    const ownKey = agreeX25519(hexToBytes(secret), hexToBytes(base))!.shared;
    expect(bytesToHex(agreed.publicKey)).toBe(bytesToHex(ownKey));
  });

  it.each([
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000000',
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ])('refuses the point of small order %s, whose secret everybody knows', (peer) => {
    expect(agreeX25519(new Uint8Array(32).fill(7), hexToBytes(peer))).toBeNull();
  });
});
