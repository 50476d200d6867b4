import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english, translations } from '@zxcvbn-ts/language-en';

let meter: ZxcvbnFactory | null = null;

/** Builds the tables of the meter, so that the first password need not wait for them. */
export function prepareStrength(): ZxcvbnFactory {
  meter ??= new ZxcvbnFactory({
    dictionary: { ...common, ...english },
    graphs: adjacencyGraphs,
    translations,
    maxLength: 128,
  });
  return meter;
}

/**
 * How hard a password is to guess, 0 to 4. This module and its word lists are heavy and are loaded when a password is
 * to be set. The library keeps the last password that it looked at, and the engine the last text that
 * a regular expression searched; both are made to look at something else.
 */
export function strengthOf(password: string): number {
  const ready = prepareStrength();
  const { score } = ready.check(password);
  ready.check('');
  /^$/.exec('');
  return score;
}
