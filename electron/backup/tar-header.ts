/**
 * The headers of a tar archive in the one form in which backups have them: POSIX ustar, plain files of their owner alone,
 * names of at most 100 bytes of ASCII. `age --decrypt backup.age | tar x` reads it. There is no parser of such headers:
 * the manifest says which ones come, so that a link, another name or another size is another header.
 * Source: POSIX.1-2017, pax, "ustar Interchange Format".
 */
export const BLOCK = 512;
/** Bytes: eleven octal digits. */
export const MAX_FILE_BYTES = 8 ** 11 - 1;
/** An archive ends with two blocks of zeros. */
export const END_BYTES = 2 * BLOCK;

const encoder = new TextEncoder();

/** The header of a plain file. @param at when the backup was made, milliseconds */
export function tarHeader(name: string, size: number, at: number): Uint8Array {
  const header = new Uint8Array(BLOCK);
  const put = (text: string, offset: number) => header.set(encoder.encode(text), offset);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  if (name.length > 100 || size > MAX_FILE_BYTES) throw new Error('a file that no backup has');
  put(name, 0);
  put(octal(0o600, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  put(octal(size, 11), 124);
  put(octal(Math.floor(at / 1000), 11), 136);
  put('        ', 148);
  put('0', 156);
  put('ustar\x0000', 257);
  put(octal(0, 7), 329);
  put(octal(0, 7), 337);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** Zeros from the end of a file to the end of its block. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/**
 * Size and time that the header of a manifest says.
 * @param name the manifest's own
 * @returns null for any other header
 */
export function readManifestHeader(
  header: Uint8Array,
  name: string,
): { readonly size: number; readonly at: number } | null {
  const octal = (from: number, digits: number): number => {
    const text = Buffer.from(header.subarray(from, from + digits)).toString('latin1');
    return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
  };
  const [size, seconds] = [octal(124, 11), octal(136, 11)];
  if (!Number.isSafeInteger(size) || !Number.isSafeInteger(seconds)) return null;
  const expected = tarHeader(name, size, seconds * 1000);
  return expected.every((byte, i) => byte === header[i]) ? { size, at: seconds * 1000 } : null;
}
