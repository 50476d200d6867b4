import { ok, type Result, refuse } from '../core/result.ts';

/** One run of literals, then (unless the block ended) a copy from what was already written. */
type Visit = (sequence: { from: number; literals: number; offset: number; match: number }) => void;

const MIN_MATCH = 4;

/**
 * Unpacks one raw LZ4 block (no frame, no length: stronghold's own dialect, which does not keep LZ4's rule of five
 * last literals). The block is walked twice: first to measure it, so that no more than `cap` is ever allocated and
 * no secret is left behind in an outgrown buffer.
 *
 * @param cap the most bytes that may come out
 * @returns the bytes; `stronghold-oversize` above the cap, `stronghold-damaged` for a block that points outside itself
 */
export function unpackLz4(block: Uint8Array, cap: number): Result<Uint8Array> {
  let length = 0;
  const measured = walk(block, cap, ({ literals, match }) => {
    length += literals + match;
  });
  if (!measured.ok) return measured;
  const output = new Uint8Array(length);
  let end = 0;
  walk(block, cap, ({ from, literals, offset, match }) => {
    output.set(block.subarray(from, from + literals), end);
    end += literals;
    // Byte by byte: a copy may overlap what it writes.
    for (let i = 0; i < match; i++, end++) output[end] = output[end - offset]!;
  });
  return ok(output);
}

/** Packs bytes as one LZ4 sequence of literals only: the state is mostly ciphertext, there is little to win. */
export function packLz4(bytes: Uint8Array): Uint8Array {
  const extension = bytes.length < 15 ? [] : lengthExtension(bytes.length - 15);
  const block = new Uint8Array(1 + extension.length + bytes.length);
  block[0] = Math.min(bytes.length, 15) << 4;
  block.set(extension, 1);
  block.set(bytes, 1 + extension.length);
  return block;
}

function lengthExtension(rest: number): number[] {
  return [...new Array<number>(Math.floor(rest / 255)).fill(255), rest % 255];
}

function walk(block: Uint8Array, cap: number, visit: Visit): Result<void> {
  let at = 0;
  let written = 0;
  /** A length of 15 goes on in bytes until one is not 255; null where the block ends first. */
  const readLength = (nibble: number): number | null => {
    let total = nibble;
    if (nibble < 15) return total;
    for (;;) {
      const byte = block[at++];
      if (byte === undefined) return null;
      total += byte;
      if (byte !== 255) return total;
    }
  };
  if (block.length === 0) return refuse('stronghold-damaged', 'LZ4: expected a block, got no bytes');
  while (at < block.length) {
    const token = block[at++]!;
    const literals = readLength(token >> 4);
    if (literals === null || literals > block.length - at) {
      return refuse('stronghold-damaged', 'LZ4: literals run past the end of the block');
    }
    const from = at;
    at += literals;
    written += literals;
    if (written > cap) return tooLarge(cap);
    if (at === block.length) {
      visit({ from, literals, offset: 0, match: 0 });
      return ok(undefined);
    }
    if (block.length - at < 2) return refuse('stronghold-damaged', 'LZ4: the block ends inside an offset');
    const offset = block[at]! | (block[at + 1]! << 8);
    at += 2;
    if (offset === 0 || offset > written) {
      return refuse(
        'stronghold-damaged',
        `LZ4: offset ${offset} points outside the ${written} bytes written`,
      );
    }
    const extra = readLength(token & 15);
    if (extra === null) return refuse('stronghold-damaged', 'LZ4: the block ends inside a match length');
    const match = extra + MIN_MATCH;
    written += match;
    if (written > cap) return tooLarge(cap);
    visit({ from, literals, offset, match });
  }
  return ok(undefined);
}

function tooLarge(cap: number) {
  return refuse('stronghold-oversize', `LZ4: expected at most ${cap} bytes unpacked, got more`);
}
