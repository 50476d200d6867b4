import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';

/**
 * So many words of each English list, the most frequent first. Ranking them all stops the page for a tenth of a second;
 * a guesser comes to the rarer ones so late that they are hardly easier than letters.
 */
const MOST_FREQUENT = 10_000;

/** So many readings of digits and signs as letters (p4$$w0rd); the library's 100 stop the page for half a second. */
const LEET_READINGS = 10;

let meter: ZxcvbnFactory | null = null;

const frequent = Object.fromEntries(
  Object.entries(english).map(([name, list]) => [name, list.slice(0, MOST_FREQUENT)]),
);

/** Builds the tables of the meter, so that the first password need not wait for them. */
export function prepareStrength(): ZxcvbnFactory {
  meter ??= new ZxcvbnFactory({
    dictionary: { ...common, ...frequent },
    graphs: adjacencyGraphs,
    translations,
    maxLength: 128,
    l33tMaxSubstitutions: LEET_READINGS,
  });
  return meter;
}

export interface Strength {
  /** 0 to 4. */
  readonly score: number;
  /** How many guesses it is expected to withstand. */
  readonly guesses: number;
}

/**
 * How hard a password is to guess. This module and its word lists are heavy and are loaded when a password is
 * to be set. The library keeps the last password that it looked at, and the engine the last text that
 * a regular expression searched; both are made to look at something else.
 */
export function strengthOf(password: string): Strength {
  const ready = prepareStrength();
  const { score, guesses } = ready.check(password);
  ready.check('');
  /^$/.exec('');
  return { score, guesses };
}

export const guessesFor = (password: string): number => strengthOf(password).guesses;
