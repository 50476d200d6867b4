import { base64 } from '@scure/base';
import { isRecord } from '../core/json.ts';

/**
 * Values of the contract as lines of JSON carry them. Two kinds need a form of their own: bytes (passwords) are
 * `{"$bytes": base64}` and word numbers are `{"$numbers": [...]}`. No value of the contract has these keys.
 */
export function toLineValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: base64.encode(value) };
  if (value instanceof Uint16Array) return { $numbers: [...value] };
  if (Array.isArray(value)) return value.map(toLineValue);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toLineValue(member)]));
}

/** The reverse of {@link toLineValue}. What has not exactly one of the two forms stays as it is, for the schema to refuse. */
export function fromLineValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromLineValue);
  if (!isRecord(value)) return value;
  return readBytes(value) ?? readNumbers(value) ?? mapMembers(value);
}

const mapMembers = (value: Readonly<Record<string, unknown>>): unknown =>
  Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fromLineValue(member)]));

function readBytes(value: Readonly<Record<string, unknown>>): Uint8Array | null {
  const text = value['$bytes'];
  if (typeof text !== 'string' || Object.keys(value).length !== 1) return null;
  try {
    return base64.decode(text);
  } catch {
    return null;
  }
}

const isWordNumber = (number: unknown): number is number =>
  typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 0xffff;

function readNumbers(value: Readonly<Record<string, unknown>>): Uint16Array | null {
  const numbers = value['$numbers'];
  if (!Array.isArray(numbers) || Object.keys(value).length !== 1) return null;
  return numbers.every(isWordNumber) ? Uint16Array.from(numbers) : null;
}
