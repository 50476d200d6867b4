import { ok, type Result, refuse } from './result.ts';

/** Nanos in one IOTA (9 decimals; the retired Stardust network had 6). */
export const NANOS_PER_IOTA = 1_000_000_000n;

/** The largest amount handled: SQLite's signed 64-bit integer. IOTA's supply is far below it. */
export const MAX_NANOS = 2n ** 63n - 1n;

const DECIMALS = 9;

/** Digits apart by what the world's notations put between thousands, or before decimals where that is no point. */
const SEPARATED = /^[0-9][0-9.]*([,'`´’‘_\s·˙٫٬،][0-9.]+)+$/;

/**
 * Reads an amount as a person types it: IOTA with at most nine decimals after one point, e.g. `12` or `0.000000001`.
 * Nothing is rounded and nothing is guessed.
 * @returns nanos, 1 to 2^63 - 1
 */
export function parseAmount(text: string): Result<bigint> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('amount-empty', 'expected an amount in IOTA, got nothing');
  if (/^-/.test(trimmed))
    return refuse('amount-negative', `expected an amount above zero, got ${quote(trimmed)}`);
  if (/^[0-9.]+e[+-]?[0-9]+$/i.test(trimmed)) {
    return refuse('amount-exponent', `expected plain digits, got an exponent: ${quote(trimmed)}`);
  }
  if (SEPARATED.test(trimmed) || /^[0-9]+(\.[0-9]+){2,}$/.test(trimmed)) {
    return refuse(
      'amount-separator',
      `expected digits and at most one decimal point, got a separator: ${quote(trimmed)}`,
    );
  }
  const match = /^([0-9]+)(?:\.([0-9]+))?$/.exec(trimmed);
  if (!match) return refuse('amount-not-a-number', `expected an amount such as 12.5, got ${quote(trimmed)}`);
  const [, whole = '', fraction = ''] = match;
  if (fraction.length > DECIMALS) {
    return refuse('amount-too-many-decimals', `expected at most nine decimals, got ${fraction.length}`);
  }
  if (whole.replace(/^0+/, '').length > 19) return tooLarge(trimmed);
  const nanos = BigInt(whole) * NANOS_PER_IOTA + BigInt(fraction.padEnd(DECIMALS, '0'));
  if (nanos === 0n) return refuse('amount-zero', 'expected an amount above zero, got zero');
  if (nanos > MAX_NANOS) return tooLarge(trimmed);
  return ok(nanos);
}

/**
 * Reads nanos as they stand at a border (database, IPC, envelope): a decimal string without sign or leading zeros.
 * @returns nanos, 0 to 2^63 - 1
 */
export function parseNanos(text: string): Result<bigint> {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) {
    return refuse('amount-not-a-number', `expected nanos as a decimal string, got ${quote(text)}`);
  }
  const nanos = BigInt(text);
  return nanos > MAX_NANOS ? tooLarge(text) : ok(nanos);
}

/**
 * Writes nanos for a person: thousands grouped by a narrow no-break space, decimals without trailing zeros
 * (at least two, so that columns align). Exact: no digit is dropped.
 */
export function formatAmount(nanos: bigint): string {
  const sign = nanos < 0n ? '-' : '';
  const absolute = nanos < 0n ? -nanos : nanos;
  const whole = (absolute / NANOS_PER_IOTA).toString().replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  const fraction = (absolute % NANOS_PER_IOTA).toString().padStart(DECIMALS, '0').replace(/0+$/, '');
  return `${sign}${whole}.${fraction.padEnd(2, '0')}`;
}

function tooLarge(text: string): Result<never> {
  return refuse('amount-too-large', `expected at most 2^63 - 1 nanos, got ${quote(text)}`);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
