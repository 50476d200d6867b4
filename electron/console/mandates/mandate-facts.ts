import type { Movement } from '../../books/rows.ts';
import { mandateDigest, mandateTotals } from '../../core/mandate/mandate.ts';
import { type Spend, type Spends, spendsWithout } from '../../core/policy/spend-history.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';
import { mandateOf, requireLiving } from './mandate-of.ts';

/** What building a movement of a mandate rests on. Base units. */
export interface MandateFacts {
  /** Of all its sources: it is held against the rules, whichever of them is built. */
  readonly amount: bigint;
  /** What this source may cost. */
  readonly feeAtMost: bigint;
  /** How many sources it has. */
  readonly sources: number;
  /** What was signed under it already, by the rules that let it pass. */
  readonly signed: readonly Spend[];
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
  const { movements } = station.books;
  const signed: Spend[] = [];
  for (const { id, kind, state, ruleId, units } of await movements.underMandate(mandateDigest(statement))) {
    // A gather counts in no window.
    if (kind === 'gather' || ruleId === null || !signedStates.has(state)) continue;
    const transaction = await movements.transaction(id);
    if (transaction) signed.push({ ruleId, at: transaction.signedAt, units });
  }
  const { amount } = mandateTotals(statement);
  return ok({
    amount,
    feeAtMost: BigInt(source.feeAtMost.units),
    sources: statement.sources.length,
    signed,
  });
}

/**
 * What the rules let pass beside a mandate: its whole sum, and as many payments as it has sources, are held against that. The
 * signer decides by its own memory.
 */
export const spentWith = (
  { signed, sources }: Pick<MandateFacts, 'signed' | 'sources'>,
  spent: Spends,
): Spends => spendsWithout(spent, signed, sources - 1);
