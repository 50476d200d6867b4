import { base58 } from '@scure/base';
import { isOf } from '../../../core/amount.ts';
import { blake2b256, bytesToHex, hexToBytes } from '../../../core/digest.ts';
import { isPractice } from '../../../core/network-id.ts';
import type { InputEvidence } from '../../../core/proposal/evidence.ts';
import type { TransferView } from '../../../core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { CancelPlan, Chain, FeeTerms, TransferPlan } from '../../chain.ts';
import { addressOfPublicKey, isSystemAddress, legacyAddress, parseAddress } from './address.ts';
import { buildCancelling, buildTransfer, type IotaPlan } from './build-transfer.ts';
import { checkFee } from './check-fee.ts';
import { type Coin, coinOfEvidence } from './coin-evidence.ts';
import { decodeTransfer } from './decode-transfer.ts';
import { iotaDerivation } from './derivation.ts';
import { gasPriceOf } from './fee-terms.ts';
import { transferGasBudget } from './gas-budget.ts';
import { iotaAsset } from './iota-asset.ts';
import { movedInputs } from './moved-coins.ts';
import { personalMessages } from './personal-message.ts';
import { creationProofs } from './proof/creation-proofs.ts';
import { epochProofs } from './proof/epoch-proofs.ts';
import { checkTrustRoot } from './proof/trust-root.ts';
import { proveTransfer } from './prove-transfer.ts';
import { assembleSignature, transactionSigningMessage, verifySignature } from './transaction-signature.ts';
import { MAX_GAS_COINS, MAX_PAYMENTS } from './transfer-limits.ts';
import { viewOfTransfer } from './view-of-transfer.ts';

/** An epoch ends when it has taken a day. */
const DAY_MS = 86_400_000;

const transactionTag = new TextEncoder().encode('TransactionData::');

const digestOf = (bytes: Uint8Array): string => bytesToHex(blake2b256(transactionTag, bytes));
const formatDigest = (digest: string): string => base58.encode(hexToBytes(digest));

/**
 * Today's IOTA ("Rebased"), written here in full: the signer trusts these few files, and neither the SDK nor its
 * client comes into its process. The intent is the transaction itself: nothing is filled in at signing.
 */
export const iotaChain: Chain = {
  kind: 'iota',
  asset: iotaAsset,
  address: {
    parse: parseAddress,
    otherForms: (address) => [{ name: 'legacy', text: legacyAddress(address) }],
    strange: (address) => (isSystemAddress(address) ? 'system-object' : null),
    ofPublicKey: addressOfPublicKey,
  },
  derivation: iotaDerivation,
  limits: { inputs: MAX_GAS_COINS, payments: MAX_PAYMENTS },
  payersAtMost: 1,
  hasMemo: false,
  epochs: {
    lengthMs: DAY_MS,
    // The practice network ends them on demand.
    shortestMs: (network) => (isPractice(network) ? 10 : DAY_MS),
    // One that stood still for a day ends its epoch as soon as it goes on.
    longestMs: (network) => (isPractice(network) ? null : 2 * DAY_MS),
  },
  epochProofs,
  creationProofs,
  messages: personalMessages,
  checkTrustRoot,
  checkTerms: (terms) => {
    const price = gasPriceOf(terms);
    return price.ok ? ok(terms) : price;
  },
  feeFor: ({ inputs, payments }, terms) =>
    transferGasBudget({ coins: inputs, payments, gasPrice: knownPrice(terms) }),
  whyOutdated: (view, terms) => {
    const price = knownPrice(terms);
    const paid = view.details['gasPrice'] ?? '0';
    return BigInt(paid) >= price
      ? null
      : `the network asks ${price} nanos for a unit of gas, this transaction pays ${paid}`;
  },
  build,
  cancel,
  checkFee,
  decode: (intent) => {
    const transfer = decodeTransfer(intent);
    return transfer.ok ? ok(viewOfTransfer(transfer.value)) : transfer;
  },
  digest: digestOf,
  formatDigest,
  prove: proveTransfer,
  movedInputs,
  producedBy: (input) => {
    const coin = coinOfEvidence(input);
    return coin.ok ? coin.value.previousTransaction : null;
  },
  complete: (intent, fields) =>
    fields === null
      ? ok(intent)
      : refuse(
          'fields-out-of-bounds',
          'expected no fields: an IOTA transaction is signed as it was approved',
        ),
  isAfter: () => false, // an IOTA transaction says until when it lives, not from when
  signers: ({ payers }: TransferView, _evidence: readonly InputEvidence[]) => payers,
  signingMessage: transactionSigningMessage,
  assemble: (_bytes, signatures) => {
    const [only, ...more] = signatures;
    if (!only || more.length > 0) throw new RangeError(`expected one signature, got ${signatures.length}`);
    return assembleSignature(only.signature, only.publicKey);
  },
  verify: (bytes, serialized) => {
    const signer = verifySignature(bytes, serialized);
    return signer.ok ? ok([signer.value]) : signer;
  },
  transactionId: (bytes) => formatDigest(digestOf(bytes)),
};

/** A lower budget by a nano makes other bytes of the same payment; the budget's margin is a million times that. */
function build({ payments, memo, ...plan }: TransferPlan): Result<Uint8Array> {
  if (memo !== null) return refuse('input-malformed', 'expected no memo: IOTA transactions have none');
  const foreign = payments.find(({ amount }) => !isOf(amount, iotaAsset));
  if (foreign) {
    return refuse('asset-wrong', `expected payments of ${iotaAsset.id}, got one of ${foreign.amount.asset}`);
  }
  const parts = partsOf(plan, payments.length);
  if (!parts.ok) return parts;
  return buildTransfer({
    ...parts.value,
    payments: payments.map(({ recipient, amount }) => ({ recipient, amount: amount.units })),
  });
}

function cancel(plan: CancelPlan): Result<Uint8Array> {
  const parts = partsOf(plan, 0);
  return parts.ok ? buildCancelling(parts.value) : parts;
}

function partsOf(
  { evidence, terms, lastEpoch, variant }: CancelPlan,
  payments: number,
): Result<Omit<IotaPlan, 'payments'>> {
  if (lastEpoch === null)
    return refuse('expiration-missing', 'expected the last epoch of the transaction, got none');
  const gasPrice = gasPriceOf(terms);
  if (!gasPrice.ok) return gasPrice;
  const coins: Coin[] = [];
  for (const each of evidence) {
    const coin = coinOfEvidence(each);
    if (!coin.ok) return coin;
    coins.push(coin.value);
  }
  const [first] = coins;
  if (!first) return refuse('funds-insufficient', 'expected at least one coin, got none');
  const budget = transferGasBudget({ coins: coins.length, payments, gasPrice: gasPrice.value });
  return ok({
    sender: first.owner,
    coins,
    gasPrice: gasPrice.value,
    gasBudget: budget - BigInt(variant),
    lastEpoch,
  });
}

/** Terms come here after `checkTerms`; others are a bug of the caller. */
function knownPrice(terms: FeeTerms): bigint {
  const price = gasPriceOf(terms);
  if (!price.ok) throw new RangeError(price.message);
  return price.value;
}
