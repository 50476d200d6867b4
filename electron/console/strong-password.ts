import { isPractice, type NetworkId } from '../core/network-id.ts';
import { GUESSED_WITHIN_A_DAY } from '../core/password.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { ConsoleEffects } from './effects.ts';

/**
 * Refuses `password-weak` for a password that guards real keys and would be guessed within a day by somebody who has the
 * file. Play money may have any: its password is shown to everybody.
 */
export async function checkStrength(
  network: NetworkId,
  { guessesFor }: Pick<ConsoleEffects, 'guessesFor'>,
  passwords: readonly Uint8Array[],
): Promise<Result<void>> {
  if (isPractice(network)) return ok(undefined);
  for (const password of passwords) {
    if ((await guessesFor(password)) < GUESSED_WITHIN_A_DAY) {
      return refuse('password-weak', 'expected a password that takes more than a day to guess');
    }
  }
  return ok(undefined);
}
