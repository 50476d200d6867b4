/** Wrong passwords that cost nothing: fingers slip, keyboards have layouts. */
const FREE_FAILURES = 5;
const FIRST_WAIT = 5_000;
/** The longest wait, in milliseconds. It also bounds what a wrong clock can do. */
const LONGEST_WAIT = 15 * 60_000;

/**
 * When a password may be tried again. From the fifth wrong one in a row on, each doubles the wait: 5 s, 10 s, 20 s and
 * so on up to 15 minutes. It slows down a person at an unlocked station; who has the file is slowed only by scrypt.
 * Counting, keeping the count, and starting again after a right password are the caller's.
 *
 * @param failures wrong passwords in a row, 0 or more
 * @param lastFailureAt when the last one was tried, milliseconds since the Unix epoch
 * @returns milliseconds since the Unix epoch
 */
export function nextTryAllowedAt(failures: number, lastFailureAt: number): number {
  if (!Number.isSafeInteger(failures) || failures < 0) {
    throw new RangeError(`expected a count of failures, got ${failures}`);
  }
  if (failures < FREE_FAILURES) return lastFailureAt;
  // Above 2^10 the cap applies anyway; without this bound the power overflows into Infinity.
  const doublings = Math.min(failures - FREE_FAILURES, 10);
  return lastFailureAt + Math.min(FIRST_WAIT * 2 ** doublings, LONGEST_WAIT);
}

/**
 * How long to wait before a try, in milliseconds, 0 for not at all. Any number of failures that a table may have is taken. A clock that was set back since the last failure
 * makes nobody wait longer than {@link LONGEST_WAIT}.
 */
export function waitBeforeTry(
  { failures, lastFailureAt }: { readonly failures: number; readonly lastFailureAt: number },
  now: number,
): number {
  const wait =
    nextTryAllowedAt(Math.max(0, Math.min(failures, Number.MAX_SAFE_INTEGER)), lastFailureAt) - now;
  return failures < FREE_FAILURES ? 0 : Math.max(0, Math.min(wait, LONGEST_WAIT));
}
