import { amountOf } from '../../core/amount.ts';
import type { Asset } from '../../core/asset.ts';
import { type MandateStatement, MOST_SOURCES } from '../../core/mandate/mandate.ts';
import type { NetworkIdentity } from '../../core/network-id.ts';
import { decide, noBook } from '../../core/policy/decide.ts';
import { type Policy, policyReference } from '../../core/policy/policy.ts';
import { type Spends, spendsWithout } from '../../core/policy/spend-history.ts';
import { REQUEST_LIFETIME_MS, type RequestStatement } from '../../core/proposal/request.ts';
import type { CeremonyVault, Move } from './session.ts';

/** What a maker signs to empty a vault that is replaced. */
export interface Emptying {
  /** Each lets some of the moves happen after one approval of each approver. */
  readonly mandates: readonly MandateStatement[];
  /** One for each move. */
  readonly requests: readonly RequestStatement[];
}

export const NOTHING_TO_MOVE: Emptying = { mandates: [], requests: [] };

export interface EmptyingFacts {
  readonly treasuryId: string;
  readonly network: NetworkIdentity;
  /** The policy that is in force when the ceremony ends: it names the new vault. */
  readonly policy: Policy;
  readonly makerId: string;
  readonly from: CeremonyVault;
  readonly to: { readonly vaultId: string; readonly address: string };
  readonly moves: readonly Move[];
  /** What the old vault's rules let pass in their windows. */
  readonly spent: Spends;
  readonly asset: Asset;
  readonly now: number;
  readonly newId: () => string;
}

/**
 * The requests that empty a vault, approved together by mandates of at most a hundred moves. Moves whose sum no rule lets pass
 * stay requests of their own: approved one by one, each may pass by a rule that the sum is too large for. So does a single move.
 */
export function emptyingOf(facts: EmptyingFacts): Emptying {
  const mandates: MandateStatement[] = [];
  const requests: RequestStatement[] = [];
  for (let from = 0; from < facts.moves.length; from += MOST_SOURCES) {
    const asked = facts.moves
      .slice(from, from + MOST_SOURCES)
      .map((move) => ({ move, request: requestOf(move, facts) }));
    requests.push(...asked.map(({ request }) => request));
    const together = { ...facts, vaultId: facts.from.id, recipient: facts.to.address };
    if (
      passesTogether(
        asked.map(({ move }) => move),
        together,
      )
    )
      mandates.push(mandateOf(asked, facts));
  }
  return { mandates, requests };
}

interface Asked {
  readonly move: Move;
  readonly request: RequestStatement;
}

function requestOf(
  { from: source, units }: Move,
  { treasuryId, network, policy, makerId, from, to, asset, now, newId }: EmptyingFacts,
): RequestStatement {
  return {
    treasuryId,
    network,
    policy: policyReference(policy),
    actor: { kind: 'person', officerId: makerId },
    kind: 'sweep',
    id: newId(),
    vaultId: from.id,
    source,
    recipient: to.address,
    amount: amountOf(units, asset),
    memo: null,
    reference: `Rotation of ${from.name}`,
    createdAt: now,
    expiresAt: now + REQUEST_LIFETIME_MS,
  };
}

/** Whether a mandate may be asked for: there are several moves, and a rule lets their sum pass. Amounts are base units. */
export function passesTogether(
  moves: readonly Pick<Move, 'units' | 'feeAtMost' | 'path'>[],
  {
    policy,
    vaultId,
    recipient,
    spent,
    asset,
    now,
  }: Pick<EmptyingFacts, 'policy' | 'spent' | 'asset' | 'now'> & {
    readonly vaultId: string;
    readonly recipient: string;
  },
): boolean {
  const feeCap = BigInt(policy.feeCap.units);
  if (moves.length < 2 || moves.some(({ feeAtMost }) => feeAtMost > feeCap)) return false;
  const total = moves.reduce((sum, { units }) => sum + units, 0n);
  const accounts = [...new Set(moves.map(({ path }) => path.account))];
  // As many payments as moves are held against the windows: one is asked for, the others come beside it.
  const together = spendsWithout(spent, [], moves.length - 1);
  const payment = { vaultId, accounts, recipients: [recipient], total, lives: null, asset, now };
  return decide({ policy, book: noBook }, together, payment).ok;
}

function mandateOf(
  asked: readonly Asked[],
  { treasuryId, network, policy, makerId, from, to, asset, now, newId }: EmptyingFacts,
): MandateStatement {
  return {
    treasuryId,
    network,
    policy: policyReference(policy),
    actor: { kind: 'person', officerId: makerId },
    kind: 'sweep',
    id: newId(),
    vaultId: from.id,
    destination: to,
    sources: asked.map(({ move, request }) => ({
      requestId: request.id,
      address: move.from,
      path: { ...move.path },
      amount: request.amount,
      feeAtMost: amountOf(move.feeAtMost, asset),
    })),
    createdAt: now,
    expiresAt: now + REQUEST_LIFETIME_MS,
  };
}
