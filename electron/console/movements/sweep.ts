import type { Chain, FeeTerms } from '../../chains/chain.ts';
import type { SweepPlanView } from '../../contract/movements.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { planSweep, type SweepPlan } from '../../core/sweep/plan-sweep.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import type { Station } from '../station.ts';
import { heldAndFree, spendable } from '../treasury/held-and-free.ts';
import { vaultAtWork, vaultsOfKind } from '../vaults/vault-of.ts';
import { type BuildParts, buildQueued } from './build-proposal.ts';
import { feeTerms } from './fee-terms.ts';
import { recordRequest, requireMaker } from './record-request.ts';

type SweepParts = Pick<Station, 'books' | 'policy' | 'attested' | 'chain' | 'line'>;

/** Hot addresses that one plan moves from. */
const MOST_OWNERS = 500;

/** Plans the sweep of the hot vaults' surplus into the cold one, from what is known and free now. */
export async function readSweepPlan(station: SweepParts): Promise<Result<SweepPlanView>> {
  const { books, policy, attested } = station;
  const plan = await plannedSweep(station);
  if (!plan.ok) return plan;
  const retired = await books.vaults.retired();
  const hot = heldAndFree(policy.present(), await books.figures.vaults(), 'hot');
  const moves: SweepPlanView['moves'] = [];
  for (const { from, units } of plan.value.moves) {
    const [own] = await attested.known([from]);
    const account = own && (await books.accounts.get(own.vaultId, own.path.account));
    const named = account && (await attested.checkAccounts([account]))[0] === null;
    moves.push({ from, accountAlias: named ? account.alias : '', amount: units.toString() });
  }
  return ok({
    fromVaultId: vaultAtWork(policy.present(), retired, 'hot').id,
    toVaultId: vaultAtWork(policy.present(), retired, 'cold').id,
    balance: plan.value.balance.toString(),
    surplus: plan.value.surplus.toString(),
    reserved: hot.reserved.toString(),
    free: hot.free.toString(),
    spendable: spendable(hot, BigInt(policy.present().floatBand.min.units)),
    moves,
  });
}

/** Requests every move of the present plan and builds their proposals; each is approved by itself. */
export async function requestSweep(
  station: SweepParts & BuildParts,
  actor: Actor,
): Promise<Result<{ ids: string[] }>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const maker = requireMaker(officer.value);
  if (!maker.ok) return maker;
  const plan = await plannedSweep(station);
  if (!plan.ok) return plan;
  if (plan.value.moves.length === 0) {
    return refuse(
      'sweep-not-needed',
      'the hot vault is not above its band, or its surplus is on its way already',
    );
  }
  const { books, policy, attested } = station;
  const cold = vaultAtWork(policy.present(), await books.vaults.retired(), 'cold');
  const ids: string[] = [];
  for (const { from, units } of plan.value.moves) {
    const [own] = await attested.known([from]);
    if (!own) throw new Error('an own address is unknown');
    const requested = await recordRequest(station, officer.value, {
      kind: 'sweep',
      vaultId: own.vaultId,
      source: from,
      recipient: cold.receiveAddress,
      units,
      memo: null,
      reference: '',
    });
    // What is requested already stays so: a refusal would say that nothing was.
    if (!requested.ok) return ids.length === 0 ? requested : ok({ ids });
    ids.push(requested.value.id);
    await afterwards(() => buildQueued(station, actor, requested.value.id)); // its refusal is noted on the movement
  }
  return ok({ ids });
}

async function plannedSweep(station: SweepParts): Promise<Result<SweepPlan>> {
  const { books, policy, attested, chain } = station;
  const terms = await feeTerms(station);
  if (!terms.ok) return terms;
  const hot = vaultsOfKind(policy.present(), 'hot');
  const owners: FreeInputs[] = [];
  let balance = 0n;
  for (const { id } of hot) {
    balance += (await books.figures.vault(id)).balance;
    const richest = await books.inputs.richest(id, MOST_OWNERS);
    // What only its row says to be of this vault, the vault cannot move.
    for (const { address: owner } of await attested.known(richest.map(({ owner }) => owner))) {
      // One transaction moves an address's largest inputs; a later plan takes what is left.
      const largest = await books.inputs.largest(owner, chain.limits.inputs);
      const units = largest.reduce((sum, input) => sum + BigInt(input.amount.units), 0n);
      owners.push({ owner, units, inputs: largest.length });
    }
  }
  const leaving = await books.movements.unitsLeaving(
    hot.map(({ id }) => id),
    hot.map(({ receiveAddress }) => receiveAddress),
  );
  const known = { balance, leaving, owners, terms: terms.value };
  return ok(decideSweep({ ...known, chain, policy: policy.present() }));
}

interface FreeInputs {
  readonly owner: string;
  /** Base units of the inputs that one transaction takes. */
  readonly units: bigint;
  readonly inputs: number;
}

/** The plan from what is known; pure. */
export function decideSweep(facts: {
  /** All that the hot vaults have. */
  readonly balance: bigint;
  /** What is on its way out of them already: no surplus any more. */
  readonly leaving: bigint;
  readonly owners: readonly FreeInputs[];
  readonly terms: FeeTerms;
  readonly chain: Pick<Chain, 'feeFor' | 'asset'>;
  readonly policy: ReturnType<Station['policy']['present']>;
}): SweepPlan {
  const { owners, terms, chain, policy } = facts;
  const balance = facts.balance - facts.leaving;
  const most = Math.max(1, ...owners.map(({ inputs }) => inputs));
  return planSweep(balance < 0n ? 0n : balance, new Map(owners.map(({ owner, units }) => [owner, units])), {
    band: { target: BigInt(policy.floatBand.target.units), max: BigInt(policy.floatBand.max.units) },
    feeReserve: chain.feeFor({ inputs: most, payments: 1 }, terms),
    // The smallest move: one whole unit. Below it the fee is not worth it.
    least: 10n ** BigInt(chain.asset.decimals),
  });
}
