import { NANOS_PER_IOTA } from '../core/money.ts';
import { MAX_COINS } from '../core/proposal/choose-coins.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { planSweep, type SweepPlan } from '../core/sweep/plan-sweep.ts';
import { buildProposal, referenceGasPrice } from './build-proposal.ts';
import { recordRequest } from './record-request.ts';
import { requireOfficer, type Treasury, vaultOfKind, vaultsOfKind } from './treasury.ts';
import type { SweepPlanView } from '../contract/movements.ts';

/** The smallest move: below it the gas is not worth it. */
const LEAST_MOVE = NANOS_PER_IOTA;

/** Plans the sweep of the hot vaults' surplus into the cold one, from what is known and free now. */
export async function readSweepPlan(treasury: Treasury): Promise<Result<SweepPlanView>> {
  const plan = await plannedSweep(treasury);
  if (!plan.ok) return plan;
  const { store } = treasury;
  return ok({
    fromVaultId: vaultOfKind(treasury, 'hot').id,
    toVaultId: vaultOfKind(treasury, 'cold').id,
    balance: plan.value.balance.toString(),
    surplus: plan.value.surplus.toString(),
    moves: plan.value.moves.map(({ from, amount }) => {
      const own = store.accounts.find(from);
      const account = own && store.accounts.get(own.vaultId, own.path.account);
      return { from, accountAlias: account?.alias ?? '', amount: amount.toString() };
    }),
  });
}

/** Requests every move of the present plan and builds their proposals; each is approved by itself. */
export async function requestSweep(treasury: Treasury): Promise<Result<{ ids: string[] }>> {
  const officer = requireOfficer(treasury);
  if (!officer.ok) return officer;
  if (!officer.value.officer.roles.includes('maker')) {
    return refuse('role-missing', `${officer.value.officer.name} is not a maker`);
  }
  const plan = await plannedSweep(treasury);
  if (!plan.ok) return plan;
  if (plan.value.moves.length === 0) {
    return refuse(
      'sweep-not-needed',
      'the hot vault is not above its band, or its surplus is on its way already',
    );
  }
  const ids: string[] = [];
  for (const { from, amount } of plan.value.moves) {
    const requested = await recordRequest(treasury, officer.value, {
      kind: 'sweep',
      vaultId: treasury.store.accounts.find(from)!.vaultId,
      recipient: vaultOfKind(treasury, 'cold').receiveAddress,
      amount,
      reference: '',
      source: from,
    });
    if (!requested.ok) return requested;
    ids.push(requested.value.id);
    await buildProposal(treasury, requested.value.id); // its refusal stands on the movement
  }
  return ok({ ids });
}

async function plannedSweep(treasury: Treasury): Promise<Result<SweepPlan>> {
  const { store, codec, policy } = treasury;
  const gasPrice = await referenceGasPrice(treasury);
  if (!gasPrice.ok) return gasPrice;
  const hot = vaultsOfKind(treasury, 'hot');
  // One transaction moves an address's largest coins; a later plan takes what is left.
  const free = hot.flatMap(({ id }) =>
    [...store.coins.free(id)].map(([owner, coins]) => [owner, coins.slice(0, MAX_COINS)] as const),
  );
  const spendable = new Map(
    free.map(
      ([owner, coins]) => [owner, coins.reduce((sum, coin) => sum + BigInt(coin.balance), 0n)] as const,
    ),
  );
  const most = Math.max(1, ...free.map(([, coins]) => coins.length));
  // What is on its way out of the hot vaults already is no surplus any more.
  const isHot = (match: (vault: (typeof hot)[number]) => boolean) => hot.some(match);
  const leaving = store.movements
    .inState('queued', 'proposed', 'approved', 'signed', 'sent')
    .filter(({ vaultId }) => isHot(({ id }) => id === vaultId))
    .filter(({ recipient }) => !isHot(({ receiveAddress }) => receiveAddress === recipient))
    .reduce((sum, movement) => sum + movement.amount, 0n);
  const balance = hot.reduce((sum, { id }) => sum + store.coins.balance(id), 0n) - leaving;
  return ok(
    planSweep(balance < 0n ? 0n : balance, spendable, {
      band: policy.floatBand,
      gasReserve: codec.gasBudget({ coins: most, payments: 1, gasPrice: gasPrice.value }),
      least: LEAST_MOVE,
    }),
  );
}
