import { describe, expect, it } from 'vitest';
import {
  decodeCertificate,
  encodeCertificate,
} from '../../../../../electron/chains/iota/pure/ledger/certificate.ts';
import { encodeSigners } from '../../../../../electron/chains/iota/pure/ledger/signers.ts';
import { hexToBytes } from '../../../../../electron/core/digest.ts';

const signature = new Uint8Array(48).fill(7);

/** A certificate with the bitmap as it is. */
function certificate(bitmap: string): Uint8Array {
  const bytes = hexToBytes(bitmap.replaceAll(' ', ''));
  const head = new Uint8Array(8);
  head[0] = 5;
  return Uint8Array.from([...head, ...signature, bytes.length, ...bytes]);
}

const read = (bitmap: string) => decodeCertificate(certificate(bitmap));

describe('the bitmap of signers', () => {
  it('is written as validators write it', () => {
    const expected = '3a300000 01000000 0000 0200 10000000 0000 0200 0300'.replaceAll(' ', '');
    expect(encodeSigners([0, 2, 3])).toEqual(hexToBytes(expected));
    expect(encodeCertificate({ epoch: 5n, signature, signers: [0, 2, 3] })).toEqual(certificate(expected));
  });

  it('is read without and with runs', () => {
    expect(read('3a300000 01000000 0000 0200 10000000 0000 0200 0300')).toMatchObject({
      value: { epoch: 5n, signers: [0, 2, 3] },
    });
    expect(read('3b300000 01 0000 0400 0200 0000 0100 0500 0200')).toMatchObject({
      value: { signers: [0, 1, 5, 6, 7] },
    });
    expect(read('3b300000 00 0000 0100 0900 0a00')).toMatchObject({ value: { signers: [9, 10] } });
  });

  it('may be empty', () => {
    expect(encodeSigners([])).toEqual(hexToBytes('3a30000000000000'));
    expect(read('3a300000 00000000')).toMatchObject({ value: { signers: [] } });
  });

  it.each([
    ['in an array', '3a300000 01000000 0000 0200 10000000 0000 0200 0200'],
    ['in an array, apart', '3a300000 01000000 0000 0200 10000000 0000 0200 0000'],
    ['in runs that overlap', '3b300000 01 0000 0400 0200 0000 0200 0200 0100'],
  ])('a signer that comes twice %s', (_name, bitmap) => {
    expect(read(bitmap)).toMatchObject({ ok: false, code: 'certificate-signer-twice' });
  });

  it.each([
    ['another cookie', '3c300000 01000000 0000 0000 10000000 0000'],
    ['two containers', '3a300000 02000000 0000 0000 0100 0000 18000000 1a000000 0000 0000'],
    ['two containers with runs', '3b300100 03 0000 0000 0100 0000 0100 0000 0000 0100 0000 0000'],
    ['a container of higher indices', '3a300000 01000000 0100 0000 10000000 0000'],
    ['a container of bits', '3a300000 01000000 0000 ffff 10000000 0000'],
    ['an offset to elsewhere', '3a300000 01000000 0000 0000 11000000 0000'],
    ['signers out of order', '3a300000 01000000 0000 0100 10000000 0300 0000'],
    ['more signers in runs than it says', '3b300000 01 0000 0000 0100 0000 0300'],
    ['runs of 65 536 signers', '3b300000 01 0000 ffff 0100 0000 ffff'],
    ['a run beyond the last index', '3b300000 01 0000 0100 0100 ffff 0100'],
    ['something behind it', '3a300000 01000000 0000 0000 10000000 0000 00'],
    ['less than it says', '3a300000 01000000 0000 0100 10000000 0000'],
  ])('%s', (_name, bitmap) => {
    expect(read(bitmap)).toMatchObject({ ok: false, code: 'proof-malformed' });
  });

  it('is not written of signers that do not ascend', () => {
    expect(() => encodeSigners([1, 1])).toThrow(RangeError);
    expect(() => encodeSigners([2, 1])).toThrow(RangeError);
  });
});
