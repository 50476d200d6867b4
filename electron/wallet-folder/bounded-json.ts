import { oversize } from './rocksdb/faults.ts';

/** How much of one value is taken apart: a wallet's own values stay far below. */
export const jsonBounds = { depth: 40, parts: 3_000_000 } as const;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);
const COMMA = 0x2c;

/**
 * Parses UTF-8 JSON, after its nesting and its members were counted.
 * @returns undefined for bytes that are no JSON
 * @throws Refused `wallet-folder-oversize`
 */
export function parseCountedJson(bytes: Uint8Array): unknown {
  let depth = 0;
  let parts = 0;
  let isText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (isText) {
      if (byte === BACKSLASH) at += 1;
      else if (byte === QUOTE) isText = false;
      continue;
    }
    if (byte === QUOTE) isText = true;
    else if (OPENING.has(byte)) {
      depth += 1;
      parts += 1;
    } else if (CLOSING.has(byte)) depth -= 1;
    else if (byte === COMMA) parts += 1;
    if (depth > jsonBounds.depth) throw oversize(`expected values of at most ${jsonBounds.depth} levels`);
    if (parts > jsonBounds.parts) throw oversize(`expected values of at most ${jsonBounds.parts} parts`);
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
