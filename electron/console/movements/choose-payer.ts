import type { Movement } from '../../books/rows.ts';
import type { FeeTerms } from '../../chains/chain.ts';
import { owedBefore } from '../../core/movement/turn.ts';
import { type Candidate, chooseInputs, type InputChoice } from '../../core/proposal/choose-inputs.ts';
import { type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

type ChooseParts = Pick<Station, 'books' | 'attested' | 'chain' | 'effects'>;

/** Addresses that are looked at as payers, those with the least to spare first. */
const MOST_CANDIDATES = 32;

/**
 * Chooses the address that pays a movement and its inputs, as {@link chooseInputs} does. An address that an earlier withdrawal
 * is owed is left to that; see `core/movement/turn.ts`.
 * @returns refuses as {@link chooseInputs}, and `request-behind` where only such an address could pay
 */
export async function chooseFor(
  station: ChooseParts,
  movement: Movement,
  terms: FeeTerms,
): Promise<Result<InputChoice>> {
  const { books, attested, chain } = station;
  const { vaultId, source, units } = movement;
  const kept = await keptFor(station, movement, terms);
  const cost = (inputs: number) => units + chain.feeFor({ inputs, payments: 1 }, terms);
  const most = chain.limits.inputs;
  const owners =
    source === null
      ? await books.inputs.owners(vaultId, cost(1), MOST_CANDIDATES + kept.size)
      : [{ owner: source, units: null, inputs: null }];
  const candidates: Candidate[] = [];
  const signed = new Set((await attested.known(owners.map(({ owner }) => owner))).map((own) => own.address));
  for (const { owner, units: free, inputs } of owners) {
    // A row that its vault has not signed pays nothing; the others still can.
    if (source === null && !signed.has(owner)) continue;
    const largest = await books.inputs.largest(owner, most);
    const sum = largest.reduce((total, input) => total + BigInt(input.amount.units), 0n);
    candidates.push({ owner, units: free ?? sum, inputs: inputs ?? largest.length, largest });
  }
  const { balance, reserved } = await books.figures.vault(vaultId);
  const free = source === null ? balance - reserved : (candidates[0]?.units ?? 0n);
  const [held] = await books.inputs.richestHeld(vaultId, source, 1);
  const sums = { free, reserved, richest: held?.balance ?? 0n };
  const chosen = chooseInputs(candidates, cost, { sums, asset: chain.asset, most });
  if (!chosen.ok || !kept.has(chosen.value.owner)) return chosen;
  const others = candidates.filter(({ owner }) => !kept.has(owner));
  const other = chooseInputs(others, cost, { sums, asset: chain.asset, most });
  if (other.ok) return other;
  const first = kept.get(chosen.value.owner);
  return refuse('request-behind', `movement ${first} asked earlier and has waited for more than an hour`);
}

/** The addresses that earlier movements are owed, each with the one that it is left to. */
async function keptFor(
  { books, chain, effects }: ChooseParts,
  movement: Movement,
  terms: FeeTerms,
): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>();
  const owed = owedBefore(movement, await books.movements.inState(['queued']), effects.now());
  for (const { id, vaultId, source, units } of owed) {
    const needed = units + chain.feeFor({ inputs: 1, payments: 1 }, terms);
    for (const { owner, balance } of await books.inputs.richestHeld(vaultId, source, MOST_CANDIDATES)) {
      if (balance >= needed && !kept.has(owner)) kept.set(owner, id);
    }
  }
  return kept;
}
