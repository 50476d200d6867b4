import { addressBlocks } from '../address.ts';

/** How many characters at both ends together two addresses share that may be taken for each other. */
const ALIKE = 8;

/**
 * The addresses for which another one may be taken by who compares the ends only: they share eight characters or more at their
 * ends, together, and are not the same. Two random addresses of 64 hex digits do so once in half a thousand million times.
 * @param trusted what is compared with: verified recipients and own addresses, never history, where a stranger may write
 */
export function lookAlikes<T extends { readonly address: string }>(
  address: string,
  trusted: Iterable<T>,
): T[] {
  const { prefix } = addressBlocks(address);
  const found: T[] = [];
  for (const each of trusted) {
    if (each.address !== address && sharedEnds(address, each.address, prefix) >= ALIKE) found.push(each);
  }
  return found;
}

/** @param prefix what all addresses of a chain begin with: that is no likeness */
function sharedEnds(one: string, other: string, prefix: string): number {
  const least = Math.min(one.length, other.length);
  const start = other.startsWith(prefix) ? prefix.length : 0;
  let first = start;
  while (first < least && one.charCodeAt(first) === other.charCodeAt(first)) first++;
  let last = 0;
  while (
    last < least - first &&
    one.charCodeAt(one.length - 1 - last) === other.charCodeAt(other.length - 1 - last)
  ) {
    last++;
  }
  return first - start + last;
}
