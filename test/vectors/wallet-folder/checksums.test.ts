import { describe, expect, it } from 'vitest';
import { crc32c, maskedCrc32c } from '../../../electron/wallet-folder/rocksdb/crc32c.ts';
import { xxh3 } from '../../../electron/wallet-folder/rocksdb/xxh3.ts';

const hex = (text: string) => Uint8Array.from(Buffer.from(text, 'hex'));

describe('CRC-32C', () => {
  it.each([
    ['32 zeros', '00'.repeat(32), 0x8a9136aa],
    ['32 ones', 'ff'.repeat(32), 0x62a8ab43],
    [
      'ascending bytes',
      Array.from({ length: 32 }, (_, i) => i.toString(16).padStart(2, '0')).join(''),
      0x46dd794e,
    ],
    ['the check value', Buffer.from('123456789').toString('hex'), 0xe3069283],
    ['nothing', '', 0],
  ])('of %s is that of RFC 3720', (_, bytes, expected) => {
    expect(crc32c(hex(bytes))).toBe(expected);
  });

  it('of parts is that of the whole', () => {
    expect(crc32c(hex('3132'), hex('333435363738'), hex('39'))).toBe(0xe3069283);
  });

  it('is stored turned and moved: the first record of the official list of files is empty', () => {
    expect(maskedCrc32c(hex('01'))).toBe(0x43282b05);
  });
});

/** As the library's own self-test makes its bytes. */
const noise = (() => {
  const bytes = new Uint8Array(5000);
  let state = 2654435761n;
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number(state >> 56n);
    state = (state * 11400714785074694797n) & 0xffffffffffffffffn;
  }
  return bytes;
})();

/** By libxxhash 0.8.1; those that the library's self-test has are the same there. */
const hashes = [
  [0, '2d06800538d394c2'],
  [1, 'c44bdff4074eecdb'],
  [2, '7a9978044cb8a8bb'],
  [3, '54247382a8d6b94d'],
  [4, 'e5dc74bc51848a51'],
  [5, 'e4243f00720306bb'],
  [8, '24ccc9acaa9f65e4'],
  [9, '14d5001c15dd3f2b'],
  [12, 'a713daf0dfbb77e7'],
  [16, '981b17d36c7498c9'],
  [17, '796f5acd3a60f862'],
  [24, 'a3fe70bf9d3510eb'],
  [32, '9feaddbdbf57eed3'],
  [33, 'abfb2d081b400a10'],
  [48, '397da259ecba1f11'],
  [64, '9cb48487720ec49d'],
  [65, 'fd81aac4bebc3883'],
  [80, 'bcdefbbb2c47c90a'],
  [96, '935a769a7f94776f'],
  [97, 'ca4ca268fd3c3a6c'],
  [128, 'fcff24126754d861'],
  [129, '98f1b0a679a2ca29'],
  [144, 'c440d47e5f03fe58'],
  [195, 'cd94217ee362ec3a'],
  [240, '81c3c2b67f568ccf'],
  [241, 'c5a639ecd2030e5e'],
  [256, '55de574ad89d0ac5'],
  [403, 'cdeb804d65c6dea4'],
  [512, '617e49599013cb6b'],
  [1024, 'dd85c9b5c1109c5c'],
  [1025, 'd870c0fa13211c6a'],
  [1087, '047f181e7c8a41b9'],
  [1088, 'cc1450ea6b52a8f4'],
  [1089, 'ef727b2effc4cc8c'],
  [2048, 'dd59e2c3a5f038e0'],
  [2240, '6e73a90539cf2948'],
  [2367, 'cb37aeb9e5d361ed'],
  [4999, 'f92a85a6ea06d646'],
] as const;

describe('XXH3', () => {
  it.each(hashes)('of %i bytes is that of the library', (length, expected) => {
    expect(xxh3(noise.subarray(0, length)).toString(16).padStart(16, '0')).toBe(expected);
  });
});
