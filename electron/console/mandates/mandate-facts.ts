import type { Movement } from '../../books/rows.ts';
import { mandateDigest, mandateTotals } from '../../core/mandate/mandate.ts';
import type { SpentByRule } from '../../core/policy/evaluate-policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';
import { mandateOf, requireLiving } from './mandate-of.ts';

/** What building a movement of a mandate rests on. Base units. */
export interface MandateFacts {
  /** Of all its sources: it is held against the rules, whichever of them is built. */
  readonly amount: bigint;
  /** What this source may cost. */
  readonly feeAtMost: bigint;
  /** What was signed under it already, by the rules that let it pass. */
  readonly signed: SpentByRule;
}

const signedStates: ReadonlySet<Movement['state']> = new Set<Movement['state']>(['signed', 'sent', 'final']);

/** The facts of the mandate that a movement is part of; null where there is none. Refuses a mandate that no vault takes now. */
export async function mandateFacts(
  station: Pick<Station, 'books' | 'policy' | 'effects'>,
  movement: Movement,
): Promise<Result<MandateFacts | null>> {
  const found = await mandateOf(station, movement);
  if (!found.ok) return found;
  if (found.value === null) return ok(null);
  const living = requireLiving(station, found.value);
  if (!living.ok) return living;
  const { statement } = found.value;
  const source = statement.sources.find(({ requestId }) => requestId === movement.id);
  if (!source) return refuse('mandate-other', 'the movement is none of the sources of its mandate');
  const signed = new Map<string, bigint>();
  for (const each of await station.books.movements.underMandate(mandateDigest(statement))) {
    // A gather counts in no window.
    if (each.kind === 'gather' || each.ruleId === null || !signedStates.has(each.state)) continue;
    signed.set(each.ruleId, (signed.get(each.ruleId) ?? 0n) + each.units);
  }
  const { amount } = mandateTotals(statement);
  return ok({ amount, feeAtMost: BigInt(source.feeAtMost.units), signed });
}

/** What the rules let pass beside a mandate: its whole sum is held against that. The signer decides by its own memory. */
export function spentWith({ signed }: Pick<MandateFacts, 'signed'>, spent: SpentByRule): SpentByRule {
  return new Map(
    [...spent].map(([rule, units]) => {
      const own = signed.get(rule) ?? 0n;
      return [rule, units > own ? units - own : 0n];
    }),
  );
}
