import type { InputGrade, Movement } from '../../books/rows.ts';
import type { FeeTerms } from '../../chains/chain.ts';
import { owedBefore } from '../../core/movement/turn.ts';
import { type Candidate, chooseInputs, type InputChoice } from '../../core/proposal/choose-inputs.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

type ChooseParts = Pick<Station, 'books' | 'attested' | 'chain' | 'effects'>;

/** Addresses that are looked at as payers, those with the least to spare first. */
const MOST_CANDIDATES = 32;

/**
 * Chooses the address that pays a movement and its inputs, as {@link chooseInputs} does. An address that an earlier withdrawal
 * is owed is left to that; see `core/movement/turn.ts`. What is proven pays first, and
 * never together with what is not; what is moved inside the treasury is first what is not.
 * @returns refuses as {@link chooseInputs}, and `request-behind` where only such an address could pay
 */
export async function chooseFor(
  station: ChooseParts,
  movement: Movement,
  terms: FeeTerms,
): Promise<Result<InputChoice>> {
  const { books, attested, chain } = station;
  const { vaultId, source, units } = movement;
  const same = await sameAsBefore(station, movement, terms);
  if (same) return ok(same);
  const kept = await keptFor(station, movement, terms);
  const cost = (inputs: number) => units + chain.feeFor({ inputs, payments: 1 }, terms);
  const most = chain.limits.inputs;
  const owners =
    source === null
      ? await books.inputs.owners(vaultId, cost(1), MOST_CANDIDATES + kept.size)
      : [{ owner: source, units: null, inputs: null }];
  const signed = new Set((await attested.known(owners.map(({ owner }) => owner))).map((own) => own.address));
  // A row that its vault has not signed pays nothing; the others still can.
  const payers = owners.filter(({ owner }) => source !== null || signed.has(owner));
  const candidates = await candidatesOf(books, payers, most);
  const { balance, reserved } = await books.figures.vault(vaultId);
  const free = source === null ? balance - reserved : candidates.reduce((sum, { units }) => sum + units, 0n);
  const [held] = await books.inputs.richestHeld(vaultId, source, 1);
  const sums = { free, reserved, richest: held?.balance ?? 0n };
  const choose = (among: readonly GradedCandidate[]) => {
    const first = among.filter(({ grade }) => grade === (source === null ? 'proven' : 'unproven'));
    const paid = chooseInputs(first, cost, { sums, asset: chain.asset, most });
    return paid.ok ? paid : chooseInputs(among, cost, { sums, asset: chain.asset, most });
  };
  const chosen = choose(candidates);
  if (!chosen.ok || !kept.has(chosen.value.owner)) return chosen;
  const other = choose(candidates.filter(({ owner }) => !kept.has(owner)));
  if (other.ok) return other;
  const first = kept.get(chosen.value.owner);
  return refuse('request-behind', `movement ${first} asked earlier and has waited for more than an hour`);
}

/**
 * The inputs that a move from one address was built from before, where all of them are free and of one grade, and pay for it: a
 * vault that has signed for its request signs again only in bytes that consume an input of what it signed. Null where it was
 * not built before, or they do not do.
 */
async function sameAsBefore(
  { books, chain }: ChooseParts,
  { id, source, units }: Movement,
  terms: FeeTerms,
): Promise<InputChoice | null> {
  if (source === null) return null;
  const before = await books.movements.lastBuilt(id);
  if (!before) return null;
  const keys = new Set(before.evidence.map(({ key }) => key));
  for (const grade of grades) {
    const free = await books.inputs.largest(source, chain.limits.inputs, grade);
    const inputs = free.filter(({ key }) => keys.has(key));
    const sum = inputs.reduce((total, { amount }) => total + BigInt(amount.units), 0n);
    const pays = sum >= units + chain.feeFor({ inputs: inputs.length, payments: 1 }, terms);
    if (inputs.length === keys.size && pays) return { owner: source, inputs };
  }
  return null;
}

type GradedCandidate = Candidate & { readonly grade: InputGrade };

/** Each payer once for what it has of each grade: one transaction never takes of both. */
async function candidatesOf(
  { inputs }: Pick<ChooseParts['books'], 'inputs'>,
  payers: readonly {
    readonly owner: string;
    readonly units: bigint | null;
    readonly inputs: number | null;
  }[],
  most: number,
): Promise<readonly GradedCandidate[]> {
  const candidates: GradedCandidate[] = [];
  for (const { owner, units, inputs: all } of payers) {
    const graded = await Promise.all(
      grades.map(async (grade) => ({ grade, largest: await inputs.largest(owner, most, grade) })),
    );
    const having = graded.filter(({ largest }) => largest.length > 0);
    for (const { grade, largest } of having) {
      const sum = largest.reduce((total, input) => total + BigInt(input.amount.units), 0n);
      // What is known of the whole address is said of it where it has one grade only.
      const whole = having.length === 1 ? { units, inputs: all } : { units: null, inputs: null };
      candidates.push({
        owner,
        grade,
        units: whole.units ?? sum,
        inputs: whole.inputs ?? largest.length,
        largest,
      });
    }
  }
  return candidates;
}

const grades = ['proven', 'unproven'] as const satisfies readonly InputGrade[];

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
