import type { FlowQuarter } from '../../books/flows.ts';
import type { DayFigures } from '../../contract/statements.ts';
import type { Asset } from '../../core/asset.ts';
import { dayAt, isZone, momentOf, wallAt } from '../../core/period/zone.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';
import { vaultsOfKind } from '../vaults/vault-of.ts';

const DAY_MS = 86_400_000;

/**
 * What came from outside and went there on each of the last days by the clocks of a zone, and what hot and cold vaults had
 * at its end, from the sums of quarters of hours. Refuses `period-zone`.
 */
export async function readDays(
  {
    books,
    policy,
    treasury,
    chain,
    effects,
  }: Pick<Station, 'books' | 'policy' | 'treasury' | 'chain' | 'effects'>,
  { zone, days }: { readonly zone: string; readonly days: number },
): Promise<Result<DayFigures[]>> {
  if (!isZone(zone)) return refuse('period-zone', 'expected the IANA name of a time zone');
  const now = effects.now();
  const today = wallAt(zone, now);
  const first = today - (today % DAY_MS) - (days - 1) * DAY_MS;
  const starts = Array.from({ length: days }, (_, day) => momentOf(zone, first + day * DAY_MS));
  const from = Math.max(starts[0] ?? 0, 0);
  const to = momentOf(zone, first + days * DAY_MS);
  const [quarters, opening] = await Promise.all([
    books.flows.quarters({ from, to }),
    books.flows.statement({ from, to }),
  ]);
  const { vaults } = policy.present();
  const hot = new Set(vaultsOfKind({ vaults }, 'hot').map(({ id }) => id));
  const had = (isHot: boolean) =>
    opening.reduce(
      (all, each) => (hot.has(each.vaultId) === isHot ? all + each.opening + each.found : all),
      0n,
    );
  return ok(
    daysOf(quarters, {
      starts: starts.map((at) => Math.max(at, 0)),
      zone,
      hot,
      had: { float: had(true), cold: had(false) },
      policies: treasury.file().policies.map((each) => each.policy),
      asset: chain.asset,
    }),
  );
}

interface Known {
  readonly starts: readonly number[];
  readonly zone: string;
  readonly hot: ReadonlySet<string>;
  readonly had: { readonly float: bigint; readonly cold: bigint };
  /** Oldest first. */
  readonly policies: readonly Pick<Policy, 'createdAt' | 'floatBand'>[];
  readonly asset: Pick<Asset, 'decimals'>;
}

/** Pure. What was found at restored addresses counts from the first day on. */
export function daysOf(quarters: readonly FlowQuarter[], known: Known): DayFigures[] {
  const { starts, zone, hot, had, policies, asset } = known;
  let { float, cold } = had;
  let next = 0;
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? Number.POSITIVE_INFINITY;
    let [inflow, outflow] = [0n, 0n];
    // Quarters come in their order.
    for (let quarter = quarters[next]; quarter && quarter.begins < end; quarter = quarters[++next]) {
      const { vaultId, kind, came, went } = quarter;
      if (hot.has(vaultId)) float += came - went;
      else cold += came - went;
      if (kind === 'sweep') continue;
      inflow += came;
      outflow += went;
    }
    // Days before the first policy are drawn with its band.
    const policy = policies.findLast(({ createdAt }) => createdAt < end) ?? policies[0];
    const band = policy?.floatBand ?? null;
    const draw = (units: bigint) => Number(units) / 10 ** asset.decimals;
    const bound = (of: 'min' | 'target' | 'max') => (band === null ? null : draw(BigInt(band[of].units)));
    return {
      day: dayAt(zone, start),
      inflow: inflow.toString(),
      outflow: outflow.toString(),
      float: float.toString(),
      cold: cold.toString(),
      band: band && { min: band.min.units, target: band.target.units, max: band.max.units },
      drawn: {
        inflow: draw(inflow),
        outflow: draw(outflow),
        float: draw(float),
        min: bound('min'),
        target: bound('target'),
        max: bound('max'),
      },
    };
  });
}
