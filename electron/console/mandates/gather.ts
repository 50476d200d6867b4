import type { FreeOwner, InputGrade, OwnAddress } from '../../books/rows.ts';
import type { GatherPlanView } from '../../contract/mandates.ts';
import { type GatherPlan, type GatherSource, planGather } from '../../core/mandate/plan-gather.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { buildEach } from '../movements/build-proposal.ts';
import { feeTerms } from '../movements/fee-terms.ts';
import { requireMaker } from '../movements/record-request.ts';
import type { MovingParts, Station } from '../station.ts';
import { refuseRetired, type Vault, vaultOf } from '../vaults/vault-of.ts';
import { planView } from './plan-view.ts';
import { recordMandate } from './record-mandate.ts';

type GatherParts = Pick<Station, 'books' | 'policy' | 'attested' | 'chain' | 'line'>;

/** Addresses that one plan looks at, the richest first. */
const MOST_OWNERS = 500;

/** What a gather of a vault would move now to its receiving address, and what it would leave. */
export async function readGatherPlan(
  station: GatherParts,
  { vaultId }: { readonly vaultId: string },
): Promise<Result<GatherPlanView>> {
  const planned = await plannedGather(station, vaultId);
  if (!planned.ok) return planned;
  const { plan, vault, own } = planned.value;
  return ok({
    vaultId,
    vaultName: vault.name,
    destination: vault.receiveAddress,
    ...(await planView(station, plan, own)),
  });
}

/** Requests the present plan's gather as one mandate, and builds its transactions. Refuses `gather-not-needed`. */
export async function requestGather(
  station: GatherParts & MovingParts,
  actor: Actor,
  { vaultId }: { readonly vaultId: string },
): Promise<Result<{ ids: string[] }>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const maker = requireMaker(officer.value);
  if (!maker.ok) return maker;
  const planned = await plannedGather(station, vaultId);
  if (!planned.ok) return planned;
  const { plan, vault, own } = planned.value;
  const sources = plan.moves.flatMap(({ from, units, feeAtMost }) => {
    const at = own.get(from);
    return at ? [{ address: from, path: at.path, units, feeAtMost }] : [];
  });
  if (sources.length === 0) {
    return refuse('gather-not-needed', 'no address has free money that is worth its fee');
  }
  const requested = await recordMandate(station, officer.value, {
    kind: 'gather',
    vaultId,
    destination: { vaultId, address: vault.receiveAddress },
    sources,
  });
  if (requested.ok) await buildEach(station, actor, requested.value.ids);
  return requested;
}

interface Planned {
  readonly plan: GatherPlan;
  readonly vault: Vault;
  readonly own: ReadonlyMap<string, OwnAddress>;
}

async function plannedGather(station: GatherParts, vaultId: string): Promise<Result<Planned>> {
  const { books, policy, attested, chain } = station;
  const vault = vaultOf(policy.present(), vaultId);
  if (!vault.ok) return vault;
  const inUse = refuseRetired(await books.vaults.retired(), vaultId);
  if (!inUse.ok) return inUse;
  const terms = await feeTerms(station);
  if (!terms.ok) return terms;
  const richest = await books.inputs.richest(vaultId, MOST_OWNERS);
  const { receiveAddress } = vault.value;
  const merged = await toMerge(books, richest, { receiveAddress, most: chain.limits.inputs });
  // What only its row says to be of this vault, the vault cannot move.
  const own = new Map(
    (await attested.known(richest.map(({ owner }) => owner)))
      .filter((each) => each.vaultId === vaultId && (each.address !== receiveAddress || merged !== null))
      .map((each) => [each.address, each]),
  );
  const sources: GatherSource[] = [];
  for (const owner of own.keys()) {
    const grade = owner === receiveAddress ? merged : null;
    const largest = await books.inputs.largest(owner, chain.limits.inputs, grade ?? undefined);
    const units = largest.reduce((sum, { amount }) => sum + BigInt(amount.units), 0n);
    sources.push({ owner, units, inputs: largest.length });
  }
  const plan = planGather(sources, (inputs) => chain.feeFor({ inputs, payments: 1 }, terms.value));
  return ok({ plan, vault: vault.value, own });
}

/**
 * Which inputs of the receiving address are merged, to itself and by themselves: those that are not proven, where others are, so
 * that they can be spent with these; else all, where they are more than one transaction takes. Null: none.
 */
async function toMerge(
  { inputs }: GatherParts['books'],
  richest: readonly FreeOwner[],
  { receiveAddress, most }: { readonly receiveAddress: string; readonly most: number },
): Promise<InputGrade | null> {
  const there = richest.find(({ owner }) => owner === receiveAddress);
  if (there === undefined) return null;
  const [proven, unproven] = [
    await inputs.largest(receiveAddress, 1, 'proven'),
    await inputs.largest(receiveAddress, 1, 'unproven'),
  ];
  if (proven.length > 0 && unproven.length > 0) return 'unproven';
  if (there.inputs <= most) return null;
  return proven.length > 0 ? 'proven' : 'unproven';
}
