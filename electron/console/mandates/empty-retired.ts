import type { OwnAddress } from '../../books/rows.ts';
import type { RetiredPlanView } from '../../contract/mandates.ts';
import { type GatherPlan, planGather } from '../../core/mandate/plan-gather.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, type OfficerSession, requireOfficer } from '../actor.ts';
import type { CeremonyRecord } from '../ceremony/ceremony-record.ts';
import { passesTogether } from '../ceremony/empty-vault.ts';
import { readSpendable } from '../ceremony/rotate-steps.ts';
import { readToldRecords } from '../ceremony/told-records.ts';
import { buildEach } from '../movements/build-proposal.ts';
import { feeTerms } from '../movements/fee-terms.ts';
import { recordRequest, requireMaker } from '../movements/record-request.ts';
import { spentOf } from '../movements/spent.ts';
import type { MovingParts, Station } from '../station.ts';
import { type Vault, vaultAtWork, vaultOf } from '../vaults/vault-of.ts';
import { leftView, planView } from './plan-view.ts';
import { recordMandate } from './record-mandate.ts';

type EmptyParts = Pick<Station, 'treasury' | 'hold' | 'books' | 'policy' | 'attested' | 'chain' | 'line'>;

/** Addresses that one plan looks at, the richest first. */
const MOST_OWNERS = 500;

/** Whatever is more than its fee is moved: nothing else is ever paid from a retired vault. */
const WORTH_FEES = 0n;

/** What a retired vault would move now to the vault that took its place, and what it would leave. */
export async function readRetiredPlan(
  station: EmptyParts,
  { vaultId }: { readonly vaultId: string },
): Promise<Result<RetiredPlanView>> {
  const planned = await plannedEmptying(station, vaultId);
  if (!planned.ok) return planned;
  const { plan, asked, to, own } = planned.value;
  return ok({
    vaultId,
    vaultName: to.name,
    destination: to.receiveAddress,
    ...(await planView(station, plan, own)),
    asked: leftView(asked),
  });
}

/**
 * Requests the present plan and builds its transactions. What a rotation asked for ends unsigned after some days; what came
 * after it nobody has asked for: this asks again, as often as it takes. Refuses `vault-not-retired` and `retired-empty`.
 */
export async function requestRetired(
  station: EmptyParts & MovingParts,
  actor: Actor,
  { vaultId }: { readonly vaultId: string },
): Promise<Result<{ ids: string[] }>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const maker = requireMaker(officer.value);
  if (!maker.ok) return maker;
  const planned = await plannedEmptying(station, vaultId);
  if (!planned.ok) return planned;
  if (planned.value.plan.moves.length === 0) {
    return refuse('retired-empty', 'the retired vault has nothing free that is more than its fee');
  }
  const requested = await requestMoves(station, officer.value, planned.value);
  if (requested.ok) await buildEach(station, actor, requested.value.ids);
  return requested;
}

async function requestMoves(
  station: EmptyParts & MovingParts,
  maker: OfficerSession,
  { plan, vault, to, own }: Planned,
): Promise<Result<{ ids: string[] }>> {
  const { books, policy, chain, effects } = station;
  const now = effects.now();
  const spent = await spentOf(books, policy.present(), { vaultId: vault.id, now });
  const rules = { policy: policy.present(), vaultId: vault.id, recipient: to.receiveAddress, spent };
  const sources = plan.moves.flatMap(({ from, units, feeAtMost }) => {
    const at = own.get(from);
    return at ? [{ address: from, path: at.path, units, feeAtMost }] : [];
  });
  if (passesTogether(sources, { ...rules, asset: chain.asset, now })) {
    return recordMandate(station, maker, {
      kind: 'sweep',
      vaultId: vault.id,
      destination: { vaultId: to.id, address: to.receiveAddress },
      sources,
    });
  }
  const ids: string[] = [];
  for (const { from, units } of plan.moves) {
    const requested = await recordRequest(station, maker, {
      kind: 'sweep',
      vaultId: vault.id,
      source: from,
      recipient: to.receiveAddress,
      units,
      memo: null,
      reference: `Rotation of ${vault.name}`,
    });
    // What is requested already stays so: a refusal would say that nothing was.
    if (!requested.ok) return ids.length === 0 ? requested : ok({ ids });
    ids.push(requested.value.id);
  }
  return ok({ ids });
}

interface Planned {
  readonly plan: GatherPlan;
  /** What queued movements ask for already. */
  readonly asked: GatherPlan['dust'];
  readonly vault: Vault;
  readonly to: Vault;
  readonly own: ReadonlyMap<string, OwnAddress>;
}

async function plannedEmptying(station: EmptyParts, vaultId: string): Promise<Result<Planned>> {
  const { books, policy, attested, chain } = station;
  const vault = vaultOf(policy.present(), vaultId);
  if (!vault.ok) return vault;
  const retired = await books.vaults.retired();
  if (!retired.includes(vaultId)) {
    return refuse('vault-not-retired', 'expected a vault that a rotation has replaced, got one at work');
  }
  const records = await readToldRecords(station);
  if (!records.ok) return records;
  const terms = await feeTerms(station);
  if (!terms.ok) return terms;
  const sources = await readSpendable(station, await books.inputs.richest(vaultId, MOST_OWNERS));
  const queued = await books.movements.inState(['queued']);
  const askedFor = new Set(queued.flatMap((each) => (each.vaultId === vaultId ? [each.source] : [])));
  const taken = sources.filter(({ owner }) => askedFor.has(owner));
  const plan = planGather(
    sources.filter(({ owner }) => !askedFor.has(owner)),
    (inputs) => chain.feeFor({ inputs, payments: 1 }, terms.value),
    WORTH_FEES,
  );
  const known = await attested.known(plan.moves.map(({ from }) => from));
  return ok({
    plan,
    asked: { addresses: taken.length, units: taken.reduce((sum, { units }) => sum + units, 0n) },
    vault: vault.value,
    to: successorOf(vault.value, { vaults: policy.present().vaults, retired, records: records.value }),
    own: new Map(known.map((each) => [each.address, each])),
  });
}

/**
 * The vault that took another's place, by the transcripts of the rotations, and if that was replaced too, the one after it.
 * Where no transcript is here that says so: the vault at work of its kind.
 */
export function successorOf(
  { id, kind }: Pick<Vault, 'id' | 'kind'>,
  known: {
    readonly vaults: readonly Vault[];
    readonly retired: readonly string[];
    readonly records: readonly Pick<CeremonyRecord, 'retires' | 'vaultFile'>[];
  },
): Vault {
  const { vaults, retired, records } = known;
  const next = records.find(({ retires }) => retires === id)?.vaultFile?.vaultId;
  const vault = vaults.find((each) => each.id === next && each.id !== id);
  if (!vault) return vaultAtWork({ vaults: [...vaults] }, retired, kind);
  return retired.includes(vault.id)
    ? successorOf(vault, { ...known, records: records.filter(({ retires }) => retires !== id) })
    : vault;
}
