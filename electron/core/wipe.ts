/** How deep the secrets of a message lie at most (`backup.shares[0]`, `officers[0].password`). */
const DEPTH = 3;

/**
 * Overwrites every byte array and word-number array of a message. A structured clone leaves one copy on each side of a
 * border, so each side wipes its own.
 */
export function wipeBytes(message: unknown, depth = DEPTH): void {
  if (message instanceof Uint8Array || message instanceof Uint16Array) message.fill(0);
  else if (typeof message === 'object' && message !== null && depth > 0) {
    for (const member of Object.values(message)) wipeBytes(member, depth - 1);
  }
}
