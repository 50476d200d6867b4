import type { Chain, FeeTerms, KeySignature, TransferPlan } from '../../../electron/chains/chain.ts';
import { isOf, moneyOf } from '../../../electron/core/amount.ts';
import { blake2b256, bytesToHex } from '../../../electron/core/digest.ts';
import { isRecord } from '../../../electron/core/json.ts';
import type { TransferView } from '../../../electron/core/proposal/transfer-view.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { addressOfPublicKey, parseAddress } from './toy-address.ts';
import { toyAsset } from './toy-asset.ts';
import { ToyReader, ToyWriter } from './toy-bytes.ts';
import { outputOf, type ProvenOutput, proveIntent } from './toy-evidence.ts';
import {
  decodeIntent,
  encodeIntent,
  inputKey,
  MAX_INPUTS,
  MAX_PAYERS,
  MAX_PAYMENTS,
  payersOf,
  type ToyIntent,
  whyWrong,
} from './toy-intent.ts';
import { completeIntent, readFields, readTransaction, transactionId } from './toy-transaction.ts';

/** How long an intent can be signed after it was built, and signing bytes be sent after they were signed; blocks. */
const SIGNED_WITHIN = 1000;
const SENT_WITHIN = 20;

const intentTag = new TextEncoder().encode('ToyIntent::');
const signatureTag = new TextEncoder().encode('ToySignature::');
const coinType = 1;

export const toyTerms = (fee: bigint, head: number): FeeTerms => ({
  chain: 'toy',
  terms: { fee: fee.toString(), head },
});

function readTerms({ chain, terms }: FeeTerms): Result<{ readonly fee: bigint; readonly head: number }> {
  const bad = () => refuse('node-answer-malformed', 'expected the fee terms of the toy network');
  if (chain !== 'toy' || !isRecord(terms) || Object.keys(terms).length !== 2) return bad();
  const { fee, head } = terms;
  if (typeof fee !== 'string' || !/^[1-9][0-9]{0,9}$/.test(fee)) return bad();
  return typeof head === 'number' && Number.isInteger(head) && head >= 0 && head < 2 ** 31
    ? ok({ fee: BigInt(fee), head })
    : bad();
}

function known(terms: FeeTerms) {
  const read = readTerms(terms);
  if (!read.ok) throw new RangeError(read.message);
  return read.value;
}

/**
 * A chain that no one runs, as unlike IOTA as the port allows: five decimals, addresses with a checksum, unspent outputs,
 * a flat fee, a memo, several payers with a signature each, and bytes that live for a few blocks after they were signed.
 */
export const toyChain: Chain = {
  kind: 'toy',
  asset: toyAsset,
  address: {
    parse: parseAddress,
    otherForms: () => [],
    strange: () => null,
    ofPublicKey: addressOfPublicKey,
  },
  derivation: {
    coinType,
    levels: ({ account, change, index }) => [48, coinType, account, change, index],
    format: ({ account, change, index }) => `m/48'/${coinType}'/${account}'/${change}'/${index}'`,
  },
  limits: { inputs: MAX_INPUTS, payments: MAX_PAYMENTS },
  payersAtMost: MAX_PAYERS,
  hasMemo: true,
  epochs: null,
  epochProofs: null,
  creationProofs: null,
  messages: null,
  checkTrustRoot: (trustRoot) =>
    trustRoot === null ? ok(undefined) : refuse('policy-malformed', 'expected no trust root'),
  checkTerms: (terms) => {
    const read = readTerms(terms);
    return read.ok ? ok(terms) : read;
  },
  feeFor: (_size, terms) => known(terms).fee,
  whyOutdated: (view, terms) => {
    const { fee, head } = known(terms);
    if (view.feeAtMost.units < fee) {
      return `the network asks a fee of ${fee}, this transaction pays ${view.feeAtMost.units}`;
    }
    const last = Number(view.details['lastReference']);
    return head > last
      ? `the network is at block ${head}, this transaction was for block ${last} at the latest`
      : null;
  },
  build: buildIntent,
  cancel: () => refuse('input-malformed', 'expected no cancelling: toy bytes end by themselves'),
  checkFee: () => ok(undefined),
  decode: (intent) => {
    const decoded = decodeIntent(intent);
    return decoded.ok ? ok(viewOf(decoded.value)) : decoded;
  },
  digest: (intent) => bytesToHex(blake2b256(intentTag, intent)),
  formatDigest: (digest) => `toy-${digest}`,
  prove: proveIntent,
  movedInputs: null,
  producedBy: ({ key }) => key.slice(0, key.indexOf(':')),
  complete: (intent, fields) => {
    const decoded = decodeIntent(intent);
    return decoded.ok ? completeIntent(intent, decoded.value, fields) : decoded;
  },
  isAfter: (fields, earlier) => {
    const [later, before] = [readFields(fields), readFields(earlier)];
    const known = later !== null && before !== null;
    return known && before.expiry > before.reference && later.reference > before.expiry;
  },
  signers: ({ payers }) => payers,
  signingMessage: (bytes, signer) => blake2b256(signatureTag, Uint8Array.of(signer), bytes),
  assemble: (bytes, signatures) => {
    const payers = payersOfBytes(bytes);
    if (!payers || signatures.length !== payers.length) {
      throw new RangeError(`expected ${payers?.length} signatures, got ${signatures.length}`);
    }
    if (signatures.some(({ signature, publicKey }) => signature.length !== 64 || publicKey.length !== 32)) {
      throw new RangeError('expected signatures of 64 bytes by keys of 32');
    }
    const writer = new ToyWriter();
    writer.list(signatures, ({ signature, publicKey }) => writer.bytes(signature).bytes(publicKey));
    return Buffer.from(writer.toBytes()).toString('base64');
  },
  verify: verifyAll,
  transactionId,
};

function payersOfBytes(bytes: Uint8Array): readonly string[] | null {
  const read = readTransaction(bytes);
  return read.ok && read.value.intent ? payersOf(read.value.intent) : null;
}

function viewOf({ inputs, payments, change, fee, memo, bounds, variant }: ToyIntent): TransferView {
  return {
    chain: 'toy',
    payers: payersOf({ inputs }),
    payments: payments.map(({ owner, units }) => ({ recipient: owner, amount: moneyOf(units, toyAsset) })),
    feeAtMost: moneyOf(fee, toyAsset),
    inputs: inputs.map((input) => ({ key: inputKey(input), reference: input.owner })),
    changeTo: change?.owner ?? null,
    validUntil: { kind: 'epoch', epoch: (bounds.lastReference + bounds.lifeAtMost).toString() },
    memo,
    details: {
      change: (change?.units ?? 0n).toString(),
      firstReference: bounds.firstReference.toString(),
      lastReference: bounds.lastReference.toString(),
      variant: variant.toString(),
    },
  };
}

function buildIntent({ evidence, payments, memo, terms, variant }: TransferPlan): Result<Uint8Array> {
  const read = readTerms(terms);
  if (!read.ok) return read;
  const { fee, head } = read.value;
  if (payments.length === 0) return refuse('input-malformed', 'expected at least one payment');
  if (payments.some(({ amount }) => !isOf(amount, toyAsset))) {
    return refuse('asset-wrong', `expected payments of ${toyAsset.id}`);
  }
  if (evidence.length > MAX_INPUTS) return refuse('funds-spread', `expected at most ${MAX_INPUTS} inputs`);
  const inputs: ProvenOutput[] = [];
  for (const each of evidence) {
    const output = outputOf(each);
    if (!output.ok) return output;
    inputs.push(output.value);
  }
  const [first] = inputs;
  const needed = payments.reduce((sum, { amount }) => sum + amount.units, fee);
  const total = inputs.reduce((sum, { units }) => sum + units, 0n);
  if (!first || total < needed) {
    return refuse('funds-insufficient', `expected inputs of ${needed}, they have ${total}`);
  }
  if (new Set(inputs.map(inputKey)).size < inputs.length) {
    return refuse('input-malformed', 'expected each input once');
  }
  if (payersOf({ inputs }).length > MAX_PAYERS) {
    return refuse('input-foreign', `expected inputs of at most ${MAX_PAYERS} owners`);
  }
  const intent: ToyIntent = {
    inputs: inputs.map(({ transaction, output, owner }) => ({ transaction, output, owner })),
    payments: payments.map(({ recipient, amount }) => ({ owner: recipient, units: amount.units })),
    change: total > needed ? { owner: first.owner, units: total - needed } : null,
    fee,
    memo,
    bounds: { firstReference: head, lastReference: head + SIGNED_WITHIN, lifeAtMost: SENT_WITHIN },
    variant,
  };
  return whyWrong(intent) ?? ok(encodeIntent(intent));
}

/** Every payer's signature, in their order, and no other. */
function verifyAll(bytes: Uint8Array, serialized: string): Result<readonly string[]> {
  const payers = payersOfBytes(bytes);
  const signatures = readSignatures(serialized);
  if (!payers || !signatures) return refuse('bytes-malformed', 'expected signatures of a toy transfer');
  const right =
    signatures.length === payers.length &&
    signatures.every(
      ({ signature, publicKey }, i) =>
        addressOfPublicKey(publicKey) === payers[i] &&
        verifySignature(
          bytesToHex(publicKey),
          bytesToHex(toyChain.signingMessage(bytes, i)),
          bytesToHex(signature),
        ),
    );
  return right ? ok(payers) : refuse('request-signature-bad', 'expected a signature of each payer');
}

function readSignatures(serialized: string): readonly KeySignature[] | null {
  if (serialized.length > 1024) return null;
  const bytes = new Uint8Array(Buffer.from(serialized, 'base64'));
  if (bytes.length === 0 || Buffer.from(bytes).toString('base64') !== serialized) return null;
  if (bytes.length === 1 || bytes.length !== 1 + Number(bytes[0]) * 96) return null;
  const reader = new ToyReader(bytes);
  return reader.list(() => ({ signature: reader.bytes(64), publicKey: reader.bytes(32) }));
}
