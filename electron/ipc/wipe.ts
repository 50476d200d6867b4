/**
 * Overwrites every password of a message: all byte arrays among its members. A structured clone leaves one copy on
 * each side of the border, so each side wipes its own.
 */
export function wipeBytes(message: unknown): void {
  if (typeof message !== 'object' || message === null) return;
  for (const member of Object.values(message)) {
    if (member instanceof Uint8Array) member.fill(0);
  }
}
