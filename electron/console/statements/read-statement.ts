import type { CameWent, FlowKind, VaultStatement } from '../../books/flows.ts';
import type { StatementLine, StatementView, VaultStatementView } from '../../contract/statements.ts';
import { boundsOf, type Period } from '../../core/period/period.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { skippedView } from '../ledger/read-network.ts';
import { believedSkips } from '../skips/believed-skips.ts';
import type { Station } from '../station.ts';

export interface OfPeriod {
  readonly period: Period;
  /** IANA name of a time zone. */
  readonly zone: string;
}

type Parts = Pick<Station, 'treasury' | 'hold' | 'books' | 'policy' | 'effects'>;

/**
 * What each vault had, what came and went, and what it has at the end, by the time of the checkpoints.
 * @returns refuses as {@link boundsOf}, and `statement-not-whole` where a vault's lines do not come to its closing balance
 */
export async function readStatement(
  { treasury, hold, books, policy, effects }: Parts,
  { period, zone }: OfPeriod,
): Promise<Result<StatementView>> {
  const span = boundsOf(period, zone);
  if (!span.ok) return span;
  const [statement, { total }, cursor, kept] = await Promise.all([
    books.flows.statement(span.value),
    books.flows.list(span.value, { offset: 0, limit: 1 }),
    books.cursor.get(),
    books.cursor.proof(),
  ]);
  const { vaults, unproven } = policy.present();
  const named: VaultStatementView[] = [];
  for (const { id: vaultId, name, kind } of vaults) {
    const of = statement.find((each) => each.vaultId === vaultId) ?? nothing(vaultId);
    if (!addsUp(of)) return refuse('statement-not-whole', `the lines of ${name} do not come to its balance`);
    named.push({ vaultId, name, kind, ...sumsOf(of) });
  }
  return ok({
    ...span.value,
    zone,
    followedTo: cursor
      ? {
          checkpoint: (cursor.next - 1n).toString(),
          at: cursor.asOf,
          restsOn: kept !== undefined ? 'validators' : unproven === 'two-agree' ? 'two' : 'one',
        }
      : null,
    skipped: (await believedSkips({ treasury, hold, books }))
      .filter(({ fromAt, toAt }) => fromAt < span.value.to && toAt > span.value.from)
      .map(skippedView),
    open: span.value.to > Math.min(cursor?.asOf ?? 0, effects.now()),
    vaults: named,
    all: totals(named),
    lines: total,
  });
}

/** The lines of a statement, in the order of the ledger. */
export async function listStatementLines(
  { books, policy }: Pick<Station, 'books' | 'policy'>,
  { period, zone, offset, limit }: OfPeriod & { readonly offset: number; readonly limit: number },
): Promise<Result<{ total: number; rows: StatementLine[] }>> {
  const span = boundsOf(period, zone);
  if (!span.ok) return span;
  const { total, rows } = await books.flows.list(span.value, { offset, limit });
  const { vaults } = policy.present();
  return ok({
    total,
    rows: rows.map((flow) => ({
      id: [flow.transactionId, flow.vaultId, flow.kind, flow.address].join(' '),
      at: flow.at,
      kind: flow.kind,
      vaultName: vaults.find(({ id }) => id === flow.vaultId)?.name ?? '',
      account: flow.alias,
      address: flow.address,
      amount: flow.units.toString(),
      reference: flow.reference,
      party: flow.party,
      partyVault: vaults.find(({ receiveAddress }) => receiveAddress === flow.party)?.name ?? null,
      movement: flow.movementKind,
      checkpoint: flow.checkpoint,
      restsOn: flow.restsOn,
      transaction: flow.transactionId,
    })),
  });
}

const net = ({ came, went }: CameWent): bigint => came - went;

/** Whether the lines of a vault come to what it has at the end. */
export const addsUp = ({ opening, flows, found, closing }: VaultStatement): boolean =>
  opening + found + Object.values(flows).reduce((all, each) => all + net(each), 0n) === closing;

function sumsOf({ opening, flows, found, closing, unexplained }: VaultStatement) {
  const of = (kind: FlowKind) => net(flows[kind]).toString();
  return {
    opening: opening.toString(),
    deposits: of('deposit'),
    withdrawals: of('withdrawal'),
    sweeps: of('sweep'),
    fees: of('fee'),
    unknown: of('unknown'),
    found: found.toString(),
    closing: closing.toString(),
    unexplained: unexplained.toString(),
  };
}

function totals(vaults: readonly VaultStatementView[]): StatementView['all'] {
  const of = (key: keyof StatementView['all']) =>
    vaults.reduce((all, vault) => all + BigInt(vault[key]), 0n).toString();
  return {
    opening: of('opening'),
    deposits: of('deposits'),
    withdrawals: of('withdrawals'),
    sweeps: of('sweeps'),
    fees: of('fees'),
    unknown: of('unknown'),
    found: of('found'),
    closing: of('closing'),
    unexplained: of('unexplained'),
  };
}

function nothing(vaultId: string): VaultStatement {
  const none: CameWent = { came: 0n, went: 0n };
  const flows = { deposit: none, withdrawal: none, sweep: none, fee: none, unknown: none };
  return { vaultId, opening: 0n, flows, found: 0n, closing: 0n, unexplained: 0n };
}
