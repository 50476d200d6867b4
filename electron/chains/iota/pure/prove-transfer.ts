import type { InputEvidence } from '../../../core/proposal/evidence.ts';
import type { TransferView } from '../../../core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { ProvenInputs } from '../../chain.ts';
import { type Coin, coinKey, coinOfEvidence } from './coin-evidence.ts';
import { coinReference } from './coin-object.ts';

/** See `Chain.prove`. The digest that the bytes name is computed again from the content of each coin. */
export function proveTransfer(view: TransferView, evidence: readonly InputEvidence[]): Result<ProvenInputs> {
  const [sender] = view.payers;
  const gasOwner = view.details['gasOwner'];
  if (sender === undefined || gasOwner !== undefined) {
    return refuse('fee-payer-foreign', `expected the sender to pay the gas, got ${gasOwner ?? 'nobody'}`);
  }
  if (view.changeTo !== sender) {
    return refuse(
      'change-foreign',
      `expected the change to return to the sender, it goes to ${view.changeTo ?? 'nobody'}`,
    );
  }
  const coins = coinsById(evidence);
  if (!coins.ok) return coins;
  const left = new Map(coins.value);
  const units: bigint[] = [];
  for (const { key, reference } of view.inputs) {
    const id = key.slice(0, key.indexOf('@'));
    const coin = left.get(id);
    if (!coin) return refuse('evidence-missing', `no evidence for input ${id}`);
    if (coinKey(coin) !== key || coinReference(coin).digest !== reference) {
      return refuse(
        'evidence-mismatch',
        `the evidence for input ${id} does not have the digest that the bytes name`,
      );
    }
    if (coin.owner !== sender) return refuse('input-foreign', `input ${id} belongs to ${coin.owner}`);
    left.delete(id);
    units.push(BigInt(coin.balance));
  }
  if (left.size > 0)
    return refuse('evidence-excess', 'there is evidence for coins that the bytes do not name');
  return ok({ total: units.reduce((sum, each) => sum + each, 0n), units });
}

function coinsById(evidence: readonly InputEvidence[]): Result<ReadonlyMap<string, Coin>> {
  const coins = new Map<string, Coin>();
  for (const each of evidence) {
    const coin = coinOfEvidence(each);
    if (!coin.ok) return coin;
    if (coins.has(coin.value.id)) return refuse('evidence-excess', 'one coin is proven twice');
    coins.set(coin.value.id, coin.value);
  }
  return ok(coins);
}
