import * as v from 'valibot';
import type { Asset } from './asset.ts';
import { ok, type Result, refuse } from './result.ts';

/** The largest amount handled: SQLite's signed 64-bit integer. Every supply is far below it. */
export const MAX_UNITS = 2n ** 63n - 1n;

/** An amount in base units as decimal text, 0 to 2^63 - 1, without sign or leading zeros. */
export const unitsSchema = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected base units as a decimal string'),
  v.check(
    (text) => text.length < 19 || text <= '9223372036854775807',
    'expected at most 2^63 - 1 base units',
  ),
);

type Scale = Pick<Asset, 'unit' | 'decimals'>;

/** Digits apart by what the world's notations put between thousands, or before decimals where that is no point. */
const SEPARATED = /^[0-9][0-9.]*([,'`´’‘_\s·˙٫٬،][0-9.]+)+$/;

/**
 * Reads an amount as a person types it: whole units with at most the asset's decimals after one point, e.g. `12` or
 * `0.000000001`. Nothing is rounded and nothing is guessed.
 * @returns base units, 1 to 2^63 - 1
 */
export function parseAmount(text: string, { unit, decimals }: Scale): Result<bigint> {
  const trimmed = text.trim();
  if (trimmed === '') return refuse('amount-empty', `expected an amount in ${unit}, got nothing`);
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
  if (fraction.length > decimals) {
    return refuse(
      'amount-too-many-decimals',
      `expected at most ${decimals} decimals, got ${fraction.length}`,
    );
  }
  if (whole.replace(/^0+/, '').length > 19) return tooLarge(trimmed);
  const units = BigInt(whole) * 10n ** BigInt(decimals) + BigInt(fraction.padEnd(decimals, '0') || '0');
  if (units === 0n) return refuse('amount-zero', 'expected an amount above zero, got zero');
  return units > MAX_UNITS ? tooLarge(trimmed) : ok(units);
}

/**
 * Reads base units at a border (database, window, envelope): a decimal string without sign or leading zeros.
 * @returns base units, 0 to 2^63 - 1
 */
export function parseUnits(text: string): Result<bigint> {
  if (!/^(0|[1-9][0-9]{0,18})$/.test(text)) {
    return refuse('amount-not-a-number', `expected base units as a decimal string, got ${quote(text)}`);
  }
  const units = BigInt(text);
  return units > MAX_UNITS ? tooLarge(text) : ok(units);
}

/**
 * Writes base units for a person: thousands grouped by a narrow no-break space, decimals without trailing zeros (at
 * least two where the asset has them, so that columns align). Exact: no digit is dropped.
 */
export function formatAmount(units: bigint, { decimals }: Pick<Scale, 'decimals'>): string {
  const sign = units < 0n ? '-' : '';
  const absolute = units < 0n ? -units : units;
  const scale = 10n ** BigInt(decimals);
  const whole = (absolute / scale).toString().replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
  if (decimals === 0) return `${sign}${whole}`;
  const fraction = (absolute % scale).toString().padStart(decimals, '0').replace(/0+$/, '');
  return `${sign}${whole}.${fraction.padEnd(Math.min(2, decimals), '0')}`;
}

/** Writes base units for a machine: plain digits, a point, every decimal of the asset, a minus below zero. Exact. */
export function plainAmount(units: bigint, { decimals }: Pick<Scale, 'decimals'>): string {
  const sign = units < 0n ? '-' : '';
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return `${sign}${digits}`;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Base units as {@link formatAmount} writes them, with the unit behind, for sentences. */
export const amountText = (units: bigint, asset: Scale): string =>
  `${formatAmount(units, asset)} ${asset.unit}`;

function tooLarge(text: string): Result<never> {
  return refuse('amount-too-large', `expected at most 2^63 - 1 base units, got ${quote(text)}`);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
