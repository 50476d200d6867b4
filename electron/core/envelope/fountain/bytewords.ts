import { crc32 } from './crc32.ts';

/** Bytewords (BCR-2020-012) in their minimal form: the first and last letter of the word of each byte, 0 to 255. */
const PAIRS =
  'aeadaoaxaaahamatayasbkbdbnbtbabsbebybgbwbbbzcmchcscfcycwcecackctcxclcpcndkdadsdidedtdrdndwdpdmdl' +
  'dyeheyeoeeecenemetesftfrfnfsfmfhfzfpfwfxfyfefgflfdgagegrgsgtglgwgdgygmgughgohfhghdhkhthphhhlhyhe' +
  'hnhsidiaieihiyioisinimjejzjnjtjljojsjpjkjykpkoktkskkknkgkekikblblalylflslrlplnltloldlelulklgmnmy' +
  'mhmemomumwmdmtmsmknlnyndnsntnnnenboyoeotoxonolospdptpkpypspmplpepfpaprqdqzrerprlrorhrdrkrfryrnrs' +
  'rtsesasrssskswstspsosgsbsfsntotktitttdtetytltbtstptatnuyuoutueurvtvyvovlvevwvavdvswlwdwmwpwewyws' +
  'wtwnwzwfwkykynylyaytzszoztzczezm';

const pairs: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  PAIRS.slice(byte * 2, byte * 2 + 2),
);
const byteOf: ReadonlyMap<string, number> = new Map(pairs.map((pair, byte) => [pair, byte]));

const CHECKSUM_LENGTH = 4;

/** The bytes and their CRC-32, two lower-case letters each. */
export function bytewordsOf(bytes: Uint8Array): string {
  const checksum = new DataView(new ArrayBuffer(CHECKSUM_LENGTH));
  checksum.setUint32(0, crc32(bytes));
  let text = '';
  for (const byte of bytes) text += pairs[byte];
  for (const byte of new Uint8Array(checksum.buffer)) text += pairs[byte];
  return text;
}

/**
 * Reads minimal bytewords in lower case.
 * @returns null for other letters, and where the checksum is another
 */
export function bytesOfBytewords(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 2 !== 0 || text.length < 2 * CHECKSUM_LENGTH) return null;
  const all = new Uint8Array(text.length / 2);
  for (let i = 0; i < all.length; i++) {
    const byte = byteOf.get(text.slice(2 * i, 2 * i + 2));
    if (byte === undefined) return null;
    all[i] = byte;
  }
  const bytes = all.subarray(0, all.length - CHECKSUM_LENGTH);
  const checksum = new DataView(all.buffer, bytes.length).getUint32(0);
  return checksum === crc32(bytes) ? bytes : null;
}
