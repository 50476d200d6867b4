import type { Asset } from '../asset.ts';
import { amountText } from '../money.ts';
import { ok, type Result, refuse } from '../result.ts';
import type { InputEvidence } from './evidence.ts';

/** An address that may pay: all that it has free, and the largest of its inputs, as many as one transaction takes. */
export interface Candidate {
  readonly owner: string;
  /** Base units of all its free inputs. */
  readonly units: bigint;
  /** How many free inputs it has. */
  readonly inputs: number;
  /** Largest first. */
  readonly largest: readonly InputEvidence[];
}

export interface InputChoice {
  readonly owner: string;
  readonly inputs: readonly InputEvidence[];
}

/** What the vault has besides the candidates, for the words of a refusal. */
export interface VaultSums {
  /** Base units that are free at all its addresses. */
  readonly free: bigint;
  /** Base units that movements on their way have reserved. */
  readonly reserved: bigint;
  /** Base units of the richest address that may pay and has anything reserved, what is free included; 0n for none. */
  readonly richest: bigint;
}

/**
 * Chooses the address that pays and its inputs: of the candidates that can, the one with the least left over; of its
 * inputs, the largest first, as few as do. Deterministic.
 * @param cost base units that a payment from so many inputs needs in all, the fee included
 * @returns refuses `funds-spread`, `input-reserved`, `funds-insufficient`
 */
export function chooseInputs(
  candidates: readonly Candidate[],
  cost: (inputs: number) => bigint,
  { sums, asset, most }: { readonly sums: VaultSums; readonly asset: Asset; readonly most: number },
): Result<InputChoice> {
  let best: (InputChoice & { readonly left: bigint }) | undefined;
  for (const { owner, units, largest } of candidates) {
    const inputs = fewest(largest.slice(0, most), cost);
    if (!inputs) continue;
    const left = units - cost(inputs.length);
    if (!best || left < best.left || (left === best.left && owner < best.owner))
      best = { owner, inputs, left };
  }
  return best
    ? ok({ owner: best.owner, inputs: best.inputs })
    : refuseChoice(candidates, cost, { sums, asset, most });
}

function fewest(
  inputs: readonly InputEvidence[],
  cost: (inputs: number) => bigint,
): readonly InputEvidence[] | null {
  let sum = 0n;
  for (const [i, input] of inputs.entries()) {
    sum += BigInt(input.amount.units);
    if (sum >= cost(i + 1)) return inputs.slice(0, i + 1);
  }
  return null;
}

function refuseChoice(
  candidates: readonly Candidate[],
  cost: (inputs: number) => bigint,
  { sums, asset, most }: { readonly sums: VaultSums; readonly asset: Asset; readonly most: number },
): Result<InputChoice> {
  const text = (units: bigint) => amountText(units, asset);
  const needed = cost(1);
  const richest = candidates.reduce<Candidate | undefined>(
    (rich, candidate) => (rich && rich.units >= candidate.units ? rich : candidate),
    undefined,
  );
  if (richest && richest.units >= needed) {
    const taken = richest.largest.slice(0, most);
    const sum = taken.reduce((total, { amount }) => total + BigInt(amount.units), 0n);
    return refuse(
      'funds-spread',
      `one transaction takes ${most} inputs of one address at most; the largest ${taken.length} of ${richest.inputs} have ${text(sum)}, ${text(cost(taken.length))} are needed with their fee`,
    );
  }
  if (sums.free >= needed) {
    return refuse(
      'funds-spread',
      `${text(needed)} with the fee must come from one address; the vault's ${text(sums.free)} are at several`,
    );
  }
  if (sums.richest >= needed) {
    return refuse(
      'input-reserved',
      `${text(needed)} are needed with the fee, ${text(sums.free)} are free and ${text(sums.reserved)} are held by movements on their way`,
    );
  }
  if (sums.free + sums.reserved >= needed) {
    return refuse(
      'funds-spread',
      `${text(needed)} with the fee must come from one address; the vault's ${text(sums.free)} free and ${text(sums.reserved)} held are at several`,
    );
  }
  const short = text(needed - sums.free - sums.reserved);
  return refuse(
    'funds-insufficient',
    `${short} short: ${text(needed)} are needed with the fee, ${text(sums.free)} are free and ${text(sums.reserved)} are held by movements on their way`,
  );
}
