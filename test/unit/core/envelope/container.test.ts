import { describe, expect, it } from 'vitest';
import { blake2b256 } from '../../../../electron/core/digest.ts';
import { decodeCborList, encodeCborList } from '../../../../electron/core/envelope/cbor-list.ts';
import {
  MOST_FILE,
  MOST_TEXT,
  type PackedText,
  unwrapText,
  wrapText,
} from '../../../../electron/core/envelope/container.ts';
import { itKeepsTheLaws } from '../../../support/codec-laws.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { sampleBytes } from '../../../support/sample-bytes.ts';

const packed = sampleBytes(300);
const file = must(wrapText({ packed, length: 900 }));
const made = (...items: Parameters<typeof encodeCborList>[0]) => encodeCborList(items);
const hash = blake2b256(packed);

describe('the bytes of an envelope', () => {
  itKeepsTheLaws<PackedText>({
    decode: unwrapText,
    encode: (text) => must(wrapText(text)),
    sample: file,
    most: MOST_FILE,
    codes: /^envelope-(?:altered|foreign|newer|oversize)$/,
  });

  it('begin with their name, so that anybody sees what the file is', () => {
    expect(Buffer.from(file.subarray(2, 20)).toString()).toBe('sallyport/envelope');
  });

  it.each([
    ['another file', new TextEncoder().encode('%PDF-1.7 something else'), 'envelope-foreign'],
    ['nothing', new Uint8Array(), 'envelope-foreign'],
    ['a list of another name', made('sallyport/other', 1, 900, hash, packed), 'envelope-foreign'],
    ['a newer way of packing', made('sallyport/envelope', 2, 900, hash, packed), 'envelope-newer'],
    ['another hash', made('sallyport/envelope', 1, 900, hash.toReversed(), packed), 'envelope-altered'],
    ['a short hash', made('sallyport/envelope', 1, 900, hash.subarray(1), packed), 'envelope-altered'],
    ['one member more', made('sallyport/envelope', 1, 900, hash, packed, 1), 'envelope-altered'],
    ['one member less', made('sallyport/envelope', 1, 900, hash), 'envelope-altered'],
    ['text for bytes', made('sallyport/envelope', 1, 900, hash, 'packed'), 'envelope-altered'],
    ['version 0', made('sallyport/envelope', 0, 900, hash, packed), 'envelope-altered'],
    [
      'more inside than an envelope has',
      made('sallyport/envelope', 1, MOST_TEXT + 1, hash, packed),
      'envelope-oversize',
    ],
  ])('are refused for %s', (_, bytes, code) => {
    expect(codeOf(unwrapText(bytes))).toBe(code);
  });

  it('are not written where nobody would read them', () => {
    expect(codeOf(wrapText({ packed, length: MOST_TEXT + 1 }))).toBe('envelope-oversize');
    expect(codeOf(wrapText({ packed: new Uint8Array(MOST_FILE + 1), length: 5 }))).toBe('envelope-oversize');
  });
});

describe('deterministic CBOR of a list', () => {
  it('writes what RFC 8949 shows', () => {
    const items = [0, 23, 24, 255, 256, 65_535, 65_536, 0xffff_ffff, 'IETF', Uint8Array.from([1, 2, 3, 4])];
    const hex = '8a0017181818ff19010019ffff1a000100001affffffff64494554464401020304';
    expect(Buffer.from(encodeCborList(items)).toString('hex')).toBe(hex);
    expect(decodeCborList(encodeCborList(items))).toEqual(items);
  });

  it.each([
    ['a number in a longer form', '811817'],
    ['a number in two bytes that fits one', '811900ff'],
    ['a number in four bytes that fits two', '811a0000ffff'],
    ['a number of eight bytes', '811b0000000100000000'],
    ['a negative number', '8120'],
    ['a list without an end', '9f01ff'],
    ['bytes without an end', '815f4101ff'],
    ['a map', 'a10102'],
    ['a list inside', '818101'],
    ['a tag', '81d90102c1'],
    ['a float', '81f93c00'],
    ['null', '81f6'],
    ['text that is no UTF-8', '8162c328'],
    ['a text that is longer than the rest', '817a7fffffff61'],
    ['more items than bytes', '9affffffff00'],
    ['a byte behind it', '810100'],
    ['a missing item', '8201'],
    ['nothing', ''],
  ])('refuses %s', (_, hex) => {
    expect(decodeCborList(Uint8Array.from(Buffer.from(hex, 'hex')))).toBeNull();
  });
});
