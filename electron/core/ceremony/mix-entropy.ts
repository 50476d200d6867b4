import { utf8ToBytes } from '@noble/hashes/utils.js';
import { blake2b256 } from '../digest.ts';
import { ok, type Result, refuse } from '../result.ts';

/** What officers throw. */
export type RollKind = 'dice' | 'coin';

/** Entropy of the system and of the officers' hands, mixed. */
export interface MixedEntropy {
  /** 32 bytes, which the caller zeroes. */
  readonly entropy: Uint8Array;
  /** How many rolls were counted. */
  readonly rolls: number;
  /** Whole bits that fair rolls add, rounded down: log2 6 = 2.58 for a die, 1 for a coin. 256 at most count. */
  readonly bits: number;
}

const MAX_ROLLS = 10_000;
const FULL_BITS = 256;
const bitsPerRoll = { dice: Math.log2(6), coin: 1 } as const;

/**
 * `blake2b-256("sallyport/entropy/1/" + kind || system || rolls)`: as long as either the system's bytes or the rolls
 * cannot be guessed, the result cannot. Any number of rolls is welcome, none too. Anyone can do it again with
 * `b2sum -l 256`: rolls are hashed as the digits 1 to 6, coins as h and t (1 is read as h, 0 as t), without spaces.
 * @param system 32 bytes of the system's generator
 * @returns `rolls-character` for anything else (its place is named), `rolls-too-many` above 10000
 */
export function mixEntropy(input: {
  readonly system: Uint8Array;
  readonly rolls: string;
  readonly kind: RollKind;
}): Result<MixedEntropy> {
  const { system, kind } = input;
  if (system.length !== 32) throw new RangeError(`expected 32 bytes of entropy, got ${system.length}`);
  const canonical = readRolls(input.rolls, kind);
  if (!canonical.ok) return canonical;
  const rolls = canonical.value.length;
  const message = utf8ToBytes(canonical.value);
  const entropy = blake2b256(utf8ToBytes(`sallyport/entropy/1/${kind}`), system, message);
  message.fill(0);
  return ok({ entropy, rolls, bits: bitsOfRolls(rolls, kind) });
}

/** How many whole bits so many fair rolls add, for a screen that counts along. */
export function bitsOfRolls(rolls: number, kind: RollKind): number {
  return Math.min(FULL_BITS, Math.floor(rolls * bitsPerRoll[kind]));
}

/** Rolls in the one form that is hashed. White space between them is for the eye. */
export function readRolls(text: string, kind: RollKind): Result<string> {
  const rolls = text.toLowerCase().replaceAll(/\s/gu, '');
  const foreign = rolls.search(kind === 'dice' ? /[^1-6]/u : /[^ht01]/u);
  if (foreign !== -1) {
    const wanted = kind === 'dice' ? '1 to 6' : 'h or t, or 1 or 0';
    return refuse('rolls-character', `roll ${foreign + 1}: expected ${wanted}`);
  }
  if (rolls.length > MAX_ROLLS) {
    return refuse('rolls-too-many', `expected at most ${MAX_ROLLS} rolls, got ${rolls.length}`);
  }
  return ok(kind === 'dice' ? rolls : rolls.replaceAll('1', 'h').replaceAll('0', 't'));
}
