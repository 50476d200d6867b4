/**
 * RS1024: a Reed-Solomon code over GF(1024) that finds any error in up to 3 words of a share, and misses others with a
 * chance below one in 10^9 (SLIP-0039, "Checksum").
 */
const GENERATOR = [
  0xe0e040, 0x1c1c080, 0x3838100, 0x7070200, 0xe0e0009, 0x1c0c2412, 0x38086c24, 0x3090fc48, 0x21b1f890,
  0x3f3f120,
] as const;

/** How many words of a share are its checksum. */
export const CHECKSUM_WORDS = 3;

/** The customization string keeps shares of the two kinds apart. */
function customization(extendable: boolean): number[] {
  return Array.from(extendable ? 'shamir_extendable' : 'shamir', (letter) => letter.charCodeAt(0));
}

function polymod(values: readonly number[]): number {
  let checksum = 1;
  for (const value of values) {
    const top = checksum >> 20;
    checksum = ((checksum & 0xfffff) << 10) ^ value;
    for (const [bit, generator] of GENERATOR.entries()) checksum ^= generator & -((top >> bit) & 1);
  }
  return checksum;
}

/** The three checksum words, as indices of the list, of a share's other words. */
export function createChecksum(words: readonly number[], extendable: boolean): number[] {
  const checksum = polymod([...customization(extendable), ...words, 0, 0, 0]) ^ 1;
  return [(checksum >> 20) & 1023, (checksum >> 10) & 1023, checksum & 1023];
}

/** Whether all words of a share, its checksum with them, are as they were written. */
export function checksumHolds(words: readonly number[], extendable: boolean): boolean {
  return polymod([...customization(extendable), ...words]) === 1;
}
