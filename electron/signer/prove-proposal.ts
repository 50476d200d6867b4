import type { Chain } from '../chains/chain.ts';
import { isOf } from '../core/amount.ts';
import type { Hex32 } from '../core/digest.ts';
import { amountText } from '../core/money.ts';
import { sameNetwork } from '../core/network-id.ts';
import { lastEpochOf } from '../core/policy/lifetime.ts';
import { intentBytes, type Proposal } from '../core/proposal/proposal.ts';
import type { RequestStatement } from '../core/proposal/request.ts';
import { type Payment, type TransferView, totalsOf, viewDigest } from '../core/proposal/transfer-view.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';

/** What the intent of a proposal is proven to do, whoever's vault it is. */
export interface ProvenProposal {
  readonly intent: Uint8Array;
  readonly view: TransferView;
  readonly digest: Hex32;
  readonly viewDigest: Hex32;
  /** Base units paid, without the fee. */
  readonly total: bigint;
  /** Base units. */
  readonly feeAtMost: bigint;
}

/**
 * Decodes a proposal's intent and proves what can be proven without a key: that it ends, that its price is one that the
 * network takes, that all amounts are of the chain's asset, every input's owner and amount from its evidence, that change and fee are the payers', that the inputs cover payments and fee,
 * and that the payments are the requested ones, one by one.
 */
export function proveProposal(proposal: Proposal, chain: Chain): Result<ProvenProposal> {
  const intent = intentBytes(proposal);
  const decoded = chain.decode(intent);
  if (!decoded.ok) return decoded;
  const view = decoded.value;
  if (chain.epochs !== null && lastEpochOf(view) === null) {
    return refuse(
      'expiration-missing',
      'expected a transaction that names its last epoch, got one without an end',
    );
  }
  const fee = chain.checkFee(view);
  if (!fee.ok) return fee;
  const totals = totalsOf(view, chain.asset);
  if (!totals.ok) return totals;
  const { paid, feeAtMost } = totals.value;
  const inputs = chain.prove(view, proposal.evidence);
  if (!inputs.ok) return inputs;
  const needed = paid + feeAtMost;
  if (inputs.value.total < needed) {
    return refuse(
      'funds-insufficient',
      `expected inputs of ${amountText(needed, chain.asset)}, they have ${amountText(inputs.value.total, chain.asset)}`,
    );
  }
  const requested = compareWithRequests(proposal, view, chain);
  if (!requested.ok) return requested;
  return ok({
    intent,
    view,
    digest: chain.digest(intent),
    viewDigest: viewDigest(proposal.network, view),
    total: paid,
    feeAtMost,
  });
}

function compareWithRequests(proposal: Proposal, view: TransferView, chain: Chain): Result<void> {
  const { requests } = proposal;
  const [first] = requests;
  if (first && requests.some(({ statement }) => statement.kind === 'cancellation')) {
    return requests.length === 1
      ? compareWithCancellation(first.statement, { proposal, view, chain })
      : refuse('request-duplicate', 'expected a cancellation by itself, got more requests');
  }
  const ids = new Set(requests.map((request) => request.statement.id));
  if (ids.size !== requests.length) return refuse('request-duplicate', 'one request is served twice');
  for (const [i, { statement }] of requests.entries()) {
    const other =
      refuseOtherPlace(statement, proposal) ?? refuseOtherPayment(statement, view.payments[i], chain);
    if (other) return other;
    if (statement.memo !== view.memo) {
      return refuse('memo-changed', 'the memo in the bytes is not the one of the request');
    }
    if (statement.source !== null && !view.payers.includes(statement.source)) {
      return refuse('sender-foreign', `the request names ${statement.source} as the payer`);
    }
  }
  const extra = view.payments[requests.length];
  return extra
    ? refuse('recipient-changed', `the bytes also pay ${extra.recipient}, whom no request names`)
    : ok(undefined);
}

/** A cancellation pays nobody: all that it consumes returns to its one payer. */
function compareWithCancellation(
  statement: RequestStatement,
  {
    proposal,
    view,
    chain,
  }: { readonly proposal: Proposal; readonly view: TransferView; readonly chain: Chain },
): Result<void> {
  const other = refuseOtherPlace(statement, proposal);
  if (other) return other;
  const [paid] = view.payments;
  if (paid)
    return refuse('recipient-changed', `expected a cancellation that pays nobody, it pays ${paid.recipient}`);
  const [payer, ...more] = view.payers;
  if (payer === undefined || more.length > 0 || view.changeTo !== payer) {
    return refuse(
      'change-foreign',
      `expected all to return to the payer, it goes to ${view.changeTo ?? 'nobody'}`,
    );
  }
  if (statement.source !== payer || statement.recipient !== payer) {
    return refuse(
      'sender-foreign',
      `the cancellation names ${statement.recipient}, the bytes are of ${payer}`,
    );
  }
  if (statement.memo !== null || view.memo !== null) {
    return refuse('memo-changed', 'expected a cancellation without a memo');
  }
  return isOf(statement.amount, chain.asset)
    ? ok(undefined)
    : refuse('asset-wrong', `the cancellation names an amount of ${statement.amount.asset}`);
}

function refuseOtherPlace(statement: RequestStatement, proposal: Proposal): Refusal | null {
  if (statement.treasuryId !== proposal.treasuryId) {
    return refuse('treasury-wrong', 'the request is for another treasury');
  }
  if (!sameNetwork(statement.network, proposal.network)) {
    return refuse('network-wrong', `the request is for network ${statement.network.id}`);
  }
  return statement.vaultId === proposal.vaultId
    ? null
    : refuse('vault-unknown', 'the request is for another vault');
}

function refuseOtherPayment(
  { recipient, amount }: RequestStatement,
  payment: Payment | undefined,
  { asset }: Chain,
): Refusal | null {
  if (!payment || payment.recipient !== recipient) {
    return refuse(
      'recipient-changed',
      `the request names ${recipient}, the bytes pay ${payment?.recipient ?? 'nobody'}`,
    );
  }
  if (!isOf(amount, asset)) {
    return refuse('asset-wrong', `the request names an amount of ${amount.asset}, the bytes pay ${asset.id}`);
  }
  const { units } = payment.amount;
  return units === BigInt(amount.units)
    ? null
    : refuse(
        'amount-changed',
        `the request names ${amountText(BigInt(amount.units), asset)}, the bytes pay ${amountText(units, asset)}`,
      );
}
