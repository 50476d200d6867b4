import type { ProvenInputs } from '../../../electron/chains/chain.ts';
import { amountOf, isOf } from '../../../electron/core/amount.ts';
import { isRecord } from '../../../electron/core/json.ts';
import type { InputEvidence } from '../../../electron/core/proposal/evidence.ts';
import type { TransferView } from '../../../electron/core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { toyAsset } from './toy-asset.ts';
import { inputKey, type ToyOutput } from './toy-intent.ts';
import { readTransaction, transactionId } from './toy-transaction.ts';

/** An output and the whole transaction that made it, whose id the input names: it proves owner and amount. */
export function evidenceOf(transaction: Uint8Array, output: number): InputEvidence {
  const read = readTransaction(transaction);
  const made = read.ok ? read.value.outputs[output] : undefined;
  if (!made) throw new RangeError('expected an output of a transaction');
  return {
    chain: 'toy',
    key: inputKey({ transaction: transactionId(transaction), output }),
    owner: made.owner,
    amount: amountOf(made.units, toyAsset),
    proof: { transaction: Buffer.from(transaction).toString('base64'), output },
  };
}

export interface ProvenOutput extends ToyOutput {
  readonly transaction: string;
  readonly output: number;
}

export function outputOf({ chain, key, owner, amount, proof }: InputEvidence): Result<ProvenOutput> {
  const wrong = (why: string) => refuse('evidence-mismatch', `expected the evidence of a toy output: ${why}`);
  if (chain !== 'toy' || !isRecord(proof)) return wrong('another chain or form');
  if (!isOf(amount, toyAsset)) {
    return refuse('asset-wrong', `expected an output of ${toyAsset.id}, got one of ${amount.asset}`);
  }
  const { transaction, output, ...more } = proof;
  if (typeof transaction !== 'string' || typeof output !== 'number' || Object.keys(more).length > 0) {
    return wrong('another form');
  }
  const bytes = new Uint8Array(Buffer.from(transaction, 'base64'));
  if (Buffer.from(bytes).toString('base64') !== transaction) return wrong('no base64');
  const read = readTransaction(bytes);
  if (!read.ok) return wrong(read.message);
  const made = read.value.outputs[output];
  const id = transactionId(bytes);
  if (!made || inputKey({ transaction: id, output }) !== key) return wrong('another output');
  if (made.owner !== owner || made.units.toString() !== amount.units) return wrong('another owner or amount');
  return ok({ ...made, transaction: id, output });
}

/** See `Chain.prove`. Inputs have to be what the outputs and the fee are, to the last unit. */
export function proveIntent(view: TransferView, evidence: readonly InputEvidence[]): Result<ProvenInputs> {
  if (view.changeTo !== null && !view.payers.includes(view.changeTo)) {
    return refuse('change-foreign', `expected the change to return to a payer, it goes to ${view.changeTo}`);
  }
  const left = new Map<string, ProvenOutput>();
  for (const each of evidence) {
    const output = outputOf(each);
    if (!output.ok) return output;
    if (left.has(each.key)) return refuse('evidence-excess', 'one output is proven twice');
    left.set(each.key, output.value);
  }
  const units: bigint[] = [];
  for (const { key, reference } of view.inputs) {
    const output = left.get(key);
    if (!output) return refuse('evidence-missing', `no evidence for input ${key}`);
    if (output.owner !== reference || !view.payers.includes(output.owner)) {
      return refuse('input-foreign', `input ${key} belongs to ${output.owner}`);
    }
    left.delete(key);
    units.push(output.units);
  }
  if (left.size > 0) return refuse('evidence-excess', 'there is evidence for more than the inputs');
  const total = units.reduce((sum, each) => sum + each, 0n);
  const out = view.payments.reduce((sum, { amount }) => sum + amount.units, view.feeAtMost.units);
  const change = BigInt(view.details['change'] ?? '0');
  return total === out + change
    ? ok({ total, units })
    : refuse('evidence-mismatch', `expected inputs of ${out + change}, they have ${total}`);
}
