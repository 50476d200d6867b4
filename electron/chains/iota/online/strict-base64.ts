import { base64 } from '@scure/base';

/** Null for what no encoder writes, such as bits set in the padding. */
export function decodeBase64(text: string): Uint8Array | null {
  try {
    return base64.decode(text);
  } catch {
    return null;
  }
}
