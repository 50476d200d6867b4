import type { Movement } from '../books/sqlite/movements.ts';
import { sdkAgrees } from '../chains/iota/online/second-opinion.ts';
import { refusalFor } from '../core/movement/movement-actions.ts';
import { evaluatePolicy } from '../core/policy/evaluate-policy.ts';
import { chooseCoins } from '../core/proposal/choose-coins.ts';
import { viewDigest } from '../core/proposal/decoded-transfer.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { factsOf, movementOf, type Treasury } from './treasury.ts';

/**
 * Nanos per computation unit. IOTA's protocol sets its reference price itself (`base_gas_price` with
 * `protocol_defined_base_fee`, since protocol version 5) and takes no transaction below it.
 */
const LEAST_GAS_PRICE = 1_000n;

/**
 * The reference gas price now. One below the network's least is not believed: bytes of such a price are refused for
 * ever, and once signed they keep their coins.
 */
export async function referenceGasPrice({ network }: Pick<Treasury, 'network'>): Promise<Result<bigint>> {
  const price = await network.gasPrice();
  if (!price.ok || price.value >= LEAST_GAS_PRICE) return price;
  return refuse(
    'node-answer-malformed',
    `expected a gas price of at least ${LEAST_GAS_PRICE} nanos, got ${price.value}`,
  );
}

/**
 * Builds the exact bytes of a queued movement, reserves their coins and stores both in one step. Two decoders must
 * read what was asked for in what was built. A refusal leaves the movement queued, with the reason on it.
 */
export async function buildProposal(treasury: Treasury, movementId: string): Promise<Result<void>> {
  const movement = movementOf(treasury, movementId);
  if (!movement.ok) return movement;
  const refusal = refusalFor('build', factsOf(treasury, movement.value));
  return refusal ?? buildQueued(treasury, movementId);
}

/** The same, whoever is signed in: for requests that their maker has just signed. */
export async function buildQueued(treasury: Treasury, movementId: string): Promise<Result<void>> {
  const movement = movementOf(treasury, movementId);
  if (!movement.ok) return movement;
  if (movement.value.state !== 'queued') return refuse('proposal-state', 'this movement has gone on already');
  const built = await build(treasury, movement.value);
  const { store, effects } = treasury;
  // Somebody else may have built or cancelled it meanwhile: then there is nothing to put right.
  if (!built.ok && store.movements.get(movementId)?.state === 'queued') {
    store.movements.setTrouble(movementId, { code: built.code, message: built.message });
  }
  effects.notify(['app', 'movements', 'journal']);
  return built;
}

async function build(treasury: Treasury, movement: Movement): Promise<Result<void>> {
  const { file, store, codec, effects, journal } = treasury;
  const gasPrice = await referenceGasPrice(treasury);
  if (!gasPrice.ok) return gasPrice;
  const budget = (coins: number) => codec.gasBudget({ coins, payments: 1, gasPrice: gasPrice.value });
  const all = store.coins.free(movement.vaultId);
  const free =
    movement.source === null ? all : new Map([[movement.source, all.get(movement.source) ?? []] as const]);
  const choice = chooseCoins(
    free,
    (coins) => movement.amount + budget(coins),
    store.coins.reservedBalance(movement.vaultId),
  );
  if (!choice.ok) return choice;
  const { owner, coins } = choice.value;
  const payment = { recipient: movement.recipient, amount: movement.amount };
  // The same payment from the same coins gives the same bytes, and a rejection voids those bytes for good. A gas budget
  // lower by one nano (its margin is a million times that) makes other bytes of them.
  let gasBudget = budget(coins.length);
  const buildBytes = () =>
    codec.build({ sender: owner, coins, payments: [payment], gasPrice: gasPrice.value, gasBudget });
  let bytes = buildBytes();
  while (bytes.ok && store.movements.hasProposed(codec.digest(bytes.value))) {
    gasBudget -= 1n;
    bytes = buildBytes();
  }
  if (!bytes.ok) return bytes;
  const decoded = codec.decode(bytes.value);
  if (!decoded.ok) return decoded;
  const agreed = sdkAgrees(bytes.value, decoded.value);
  if (!agreed.ok) return agreed;
  const createdAt = effects.now();
  const rule = evaluatePolicy(treasury.policy, store.movements.spends(), {
    vaultId: movement.vaultId,
    recipients: [movement.recipient],
    total: movement.amount,
    now: createdAt,
  });
  if (!rule.ok) return rule;
  const proposal: Proposal = {
    id: effects.uuid(),
    network: file.network,
    vaultId: movement.vaultId,
    from: store.accounts.find(owner)!.path,
    bytes: Buffer.from(bytes.value).toString('base64'),
    evidence: [...coins],
    requests: [movement.request],
    createdAt,
  };
  const transactionDigest = codec.digest(bytes.value);
  const view = viewDigest(file.network, decoded.value);
  const written = await journal.record(
    {
      kind: 'proposal-built',
      movementId: movement.id,
      body: {
        movementId: movement.id,
        proposalId: proposal.id,
        transaction: codec.formatDigest(transactionDigest),
        transactionDigest,
        viewDigest: view,
        sender: owner,
        rule: rule.value.id,
        approvalsNeeded: rule.value.approvals,
      },
    },
    () => {
      if (!store.movements.advance(movement.id, ['queued'], 'proposed', createdAt)) {
        return refuse('proposal-state', 'this movement has gone on already');
      }
      // Another proposal may have taken a coin while this one asked the node.
      const still = new Set(
        (store.coins.free(movement.vaultId).get(owner) ?? []).map((coin) => `${coin.id}@${coin.version}`),
      );
      if (coins.some((coin) => !still.has(`${coin.id}@${coin.version}`))) {
        return refuse('coin-reserved', 'a coin was taken by another payment meanwhile; build again');
      }
      store.movements.addProposal(movement.id, { proposal, transactionDigest, viewDigest: view }, rule.value);
      store.coins.reserve(movement.id, decoded.value.inputs);
      return ok(undefined);
    },
  );
  return written.ok ? ok(undefined) : written;
}
