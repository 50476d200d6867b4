import { ok, type Result, refuse } from '../result.ts';
import { drawBytes, type RandomBytes } from './random-bytes.ts';

/** Crockford's base32: no I, L, O or U, so that a hand-written serial is read one way. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CHARACTERS = 7;

/** The one form of a serial: `SP-` and two blocks of four; the last character checks the others. */
export const serialPattern = /^SP-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;

/** A fresh serial for one sheet of paper: 35 random bits and a check character. It says nothing about any vault. */
export function makeSheetSerial(random: RandomBytes): string {
  const bytes = drawBytes(random, CHARACTERS);
  const values = Array.from(bytes, (byte) => byte & 31);
  return writeSerial([...values, checkValue(values)]);
}

/**
 * Reads a serial as a person typed it: case, spaces and hyphens do not matter, O is 0, I and L are 1. One wrong
 * character and any two that changed places are always noticed.
 * @returns the serial in its one form; `serial-malformed` or `serial-check-character`
 */
export function parseSheetSerial(text: string): Result<string> {
  const folded = text
    .toUpperCase()
    .replaceAll(/[\s-]/gu, '')
    .replace(/^SP(?=.{8}$)/u, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/gu, '1');
  const values = Array.from(folded, (character) => ALPHABET.indexOf(character));
  if (values.length !== CHARACTERS + 1 || values.includes(-1)) {
    return refuse('serial-malformed', 'expected a sheet serial of the form SP-XXXX-XXXX');
  }
  if (checkValue(values.slice(0, CHARACTERS)) !== values[CHARACTERS]) {
    return refuse(
      'serial-check-character',
      'the serial does not fit its last character: one of them is wrong',
    );
  }
  return ok(writeSerial(values));
}

function writeSerial(values: readonly number[]): string {
  const text = values.map((value) => ALPHABET[value]).join('');
  return `SP-${text.slice(0, 4)}-${text.slice(4)}`;
}

/**
 * A sum over GF(32), polynomial x^5 + x^2 + 1, in which the character at place i has the weight x^(i+1): all weights
 * differ and none is zero or that of the check character itself, so that substitutions and swaps both show.
 */
function checkValue(values: readonly number[]): number {
  let sum = 0;
  for (const value of values.toReversed()) sum = timesX(sum ^ value);
  return sum;
}

function timesX(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}
