import type { BodyOf } from '../../core/journal/bodies.ts';
import { isPractice } from '../../core/network-id.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';

/** Who does something that takes two people. */
export interface TwoOfficers {
  readonly actor: Actor;
  /** The other officer, signed in at the same caller; null where there is nobody else. */
  readonly second: Actor | null;
}

/**
 * Checks that two different officers act together. A practice treasury with one officer is excepted.
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`
 */
export function requireTwo(
  { treasury, policy }: Pick<Station, 'treasury' | 'policy'>,
  { actor, second }: TwoOfficers,
): Result<void> {
  const first = requireOfficer(actor);
  if (!first.ok) return first;
  if (second === null) {
    const isOnePerson = policy.present().officers.length === 1 && isPractice(treasury.network.id);
    return isOnePerson ? ok(undefined) : needed('expected a second officer who confirms this, got nobody');
  }
  const other = requireOfficer(second);
  if (!other.ok) return other;
  return other.value.officer.id === first.value.officer.id
    ? needed('expected a second officer, got the same one twice')
    : ok(undefined);
}

const needed = (message: string) => refuse('second-officer-needed', message);

/** The second officer's entry, which comes right before that of the act; nothing where there is no second officer. */
export const confirmation = (second: Actor | null, body: BodyOf<'act-confirmed'>): readonly EntryDraft[] =>
  second === null ? [] : [{ kind: 'act-confirmed', actor: second, body }];
