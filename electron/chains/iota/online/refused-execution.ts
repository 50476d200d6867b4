import { type Refusal, refuse } from '../../../core/result.ts';
import { plainWords } from './plain-words.ts';

/**
 * Another transaction has validators' votes on the same inputs. Where no transaction can get enough of them, the inputs rest until
 * the epoch ends; the same bytes can happen afterwards.
 */
const LOCKED = /equivocated until the next epoch|reserved for another transaction|because of locked objects/i;

/** Validators refuse a sender, or an object, by rules of their own; they may change their mind. */
const DENIED =
  /transaction is denied|access to (?:account address|input object) \S+ is temporarily disabled/i;

/**
 * Nothing here says that the bytes did not happen: with other signatures of the same keys they have, or nobody knows yet. A node
 * gives the same code for these as for a refusal.
 */
const OPEN = /already (?:finali[sz]ed|executed)|timed? ?out|reaching finality|overload/i;

/**
 * What a node's words about bytes that it did not take mean, whatever code stands beside them: `inputs-locked`,
 * `address-denied`, or `payment-in-doubt` where they leave open what became of the bytes; null for others.
 */
export function refusedExecution(words: string, told: string): Refusal | null {
  const message = `${told}: ${plainWords(words)}`;
  if (OPEN.test(words)) return refuse('payment-in-doubt', message);
  if (LOCKED.test(words)) return refuse('inputs-locked', message);
  return DENIED.test(words) ? refuse('address-denied', message) : null;
}
