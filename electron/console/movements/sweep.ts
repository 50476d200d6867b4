import type { Chain, FeeTerms } from '../../chains/chain.ts';
import type { SweepPlanView } from '../../contract/movements.ts';
import { MOST_SOURCES } from '../../core/mandate/mandate.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { planSweep, type SweepPlan } from '../../core/sweep/plan-sweep.ts';
import { type Actor, type OfficerSession, requireOfficer } from '../actor.ts';
import { type NewMandate, recordMandate } from '../mandates/record-mandate.ts';
import type { MovingParts, Station } from '../station.ts';
import { heldAndFree, spendable } from '../treasury/held-and-free.ts';
import { type Vault, vaultAtWork, vaultsOfKind } from '../vaults/vault-of.ts';
import { accountNames } from './account-names.ts';
import { buildEach } from './build-proposal.ts';
import { feeTerms } from './fee-terms.ts';
import { type RequestParts, recordRequest, requireMaker } from './record-request.ts';

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
    const [accountAlias = ''] = await accountNames(station, [own]);
    moves.push({ from, accountAlias, amount: units.toString() });
  }
  return ok({
    fromVaultId: vaultAtWork(policy.present(), retired, 'hot').id,
    toVaultId: vaultAtWork(policy.present(), retired, 'cold').id,
    balance: plan.value.balance.toString(),
    surplus: plan.value.surplus.toString(),
    moving: plan.value.moves.reduce((sum, { units }) => sum + units, 0n).toString(),
    reserved: hot.reserved.toString(),
    free: hot.free.toString(),
    spendable: spendable(hot, BigInt(policy.present().floatBand.min.units)),
    moves,
  });
}

/**
 * Requests every move of the present plan and builds their proposals. Several moves of one vault are approved together, by one
 * mandate; what is too much for one, a later plan takes.
 */
export async function requestSweep(
  station: SweepParts & MovingParts,
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
  const sources = new Map<string, Source[]>();
  for (const { from, units } of plan.value.moves) {
    const [own] = await attested.known([from]);
    if (!own) throw new Error('an own address is unknown');
    const source = { address: from, path: own.path, units, feeAtMost: plan.value.fees.get(from) ?? 0n };
    sources.set(own.vaultId, [...(sources.get(own.vaultId) ?? []), source]);
  }
  const ids: string[] = [];
  for (const [vaultId, of] of sources) {
    const requested = await requestOfVault(station, officer.value, { vaultId, sources: of, cold });
    // What is requested already stays so: a refusal would say that nothing was.
    if (!requested.ok) return ids.length === 0 ? requested : ok({ ids });
    ids.push(...requested.value.ids);
    await buildEach(station, actor, requested.value.ids);
  }
  return ok({ ids });
}

type Source = NewMandate['sources'][number];

async function requestOfVault(
  station: RequestParts,
  maker: OfficerSession,
  {
    vaultId,
    sources,
    cold,
  }: { readonly vaultId: string; readonly sources: readonly Source[]; readonly cold: Vault },
): Promise<Result<{ ids: readonly string[] }>> {
  const [first, ...more] = sources;
  if (first && more.length > 0) {
    const destination = { vaultId: cold.id, address: cold.receiveAddress };
    const mandated = sources.slice(0, MOST_SOURCES);
    return recordMandate(station, maker, { kind: 'sweep', vaultId, destination, sources: mandated });
  }
  if (!first) return ok({ ids: [] });
  const requested = await recordRequest(station, maker, {
    kind: 'sweep',
    vaultId,
    source: first.address,
    recipient: cold.receiveAddress,
    units: first.units,
    memo: null,
    reference: '',
  });
  return requested.ok ? ok({ ids: [requested.value.id] }) : requested;
}

/** A plan, with what the move of each address costs at most. */
interface PlannedSweep extends SweepPlan {
  readonly fees: ReadonlyMap<string, bigint>;
}

async function plannedSweep(station: SweepParts): Promise<Result<PlannedSweep>> {
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
  const fee = (inputs: number) => chain.feeFor({ inputs, payments: 1 }, terms.value);
  const fees = new Map(owners.map(({ owner, inputs }) => [owner, fee(inputs)]));
  return ok({ ...decideSweep({ ...known, chain, policy: policy.present() }), fees });
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
