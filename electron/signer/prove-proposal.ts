import type { Codec } from '../chains/codec.ts';
import type { Hex32 } from '../core/digest.ts';
import { formatAmount } from '../core/money.ts';
import { type DecodedTransfer, totalPaid, viewDigest } from '../core/proposal/decoded-transfer.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { ok, type Result, refuse } from '../core/result.ts';

/** What the bytes of a proposal are proven to do, whoever's vault it is. */
export interface ProvenProposal {
  readonly bytes: Uint8Array;
  readonly transfer: DecodedTransfer;
  readonly transactionDigest: Hex32;
  readonly viewDigest: Hex32;
  /** Nanos paid, gas not counted. */
  readonly total: bigint;
}

/**
 * Decodes a proposal's bytes and proves what can be proven without a key: every input's owner and balance from its
 * evidence, that change and gas stay with the sender, that the inputs cover payments and gas, and that the payments
 * are the requested ones, one by one.
 */
export function proveProposal(proposal: Proposal, codec: Codec): Result<ProvenProposal> {
  const bytes = new Uint8Array(Buffer.from(proposal.bytes, 'base64'));
  const decoded = codec.decode(bytes);
  if (!decoded.ok) return decoded;
  const transfer = decoded.value;
  if (transfer.gasOwner !== transfer.sender) {
    return refuse('gas-owner-foreign', `expected the sender to pay the gas, got ${transfer.gasOwner}`);
  }
  if (transfer.changeTo !== transfer.sender) {
    return refuse(
      'change-foreign',
      `expected the change to return to the sender, it goes to ${transfer.changeTo}`,
    );
  }
  const inputs = proveInputs(proposal, transfer, codec);
  if (!inputs.ok) return inputs;
  const total = totalPaid(transfer);
  const needed = total + transfer.gasBudget;
  if (inputs.value < needed) {
    return refuse(
      'funds-insufficient',
      `expected inputs of ${formatAmount(needed)} IOTA, they hold ${formatAmount(inputs.value)}`,
    );
  }
  const requested = compareWithRequests(proposal, transfer);
  if (!requested.ok) return requested;
  return ok({
    bytes,
    transfer,
    transactionDigest: codec.digest(bytes),
    viewDigest: viewDigest(proposal.network, transfer),
    total,
  });
}

/** @returns nanos that the inputs hold in all */
function proveInputs(proposal: Proposal, transfer: DecodedTransfer, codec: Codec): Result<bigint> {
  const evidence = new Map(proposal.evidence.map((coin) => [coin.id, coin]));
  if (evidence.size !== proposal.evidence.length)
    return refuse('evidence-excess', 'one coin is proven twice');
  let sum = 0n;
  for (const input of transfer.inputs) {
    const coin = evidence.get(input.id);
    if (!coin) return refuse('evidence-missing', `no evidence for input ${input.id}`);
    const proven = codec.proveCoin(coin);
    if (proven.version !== input.version || proven.digest !== input.digest) {
      return refuse(
        'evidence-mismatch',
        `the evidence for input ${input.id} does not have the digest that the bytes name`,
      );
    }
    if (coin.owner !== transfer.sender)
      return refuse('input-foreign', `input ${input.id} belongs to ${coin.owner}`);
    evidence.delete(input.id);
    sum += BigInt(coin.balance);
  }
  if (evidence.size > 0)
    return refuse('evidence-excess', 'there is evidence for coins that the bytes do not name');
  return ok(sum);
}

function compareWithRequests(proposal: Proposal, transfer: DecodedTransfer): Result<void> {
  const { requests } = proposal;
  const ids = new Set(requests.map((request) => request.statement.id));
  if (ids.size !== requests.length) return refuse('request-duplicate', 'one request is served twice');
  for (const [i, { statement }] of requests.entries()) {
    const payment = transfer.payments[i];
    if (statement.network.id !== proposal.network.id || statement.network.chain !== proposal.network.chain) {
      return refuse('network-wrong', `the request is for network ${statement.network.id}`);
    }
    if (statement.vaultId !== proposal.vaultId)
      return refuse('vault-unknown', 'the request is for another vault');
    if (!payment || payment.recipient !== statement.recipient) {
      return refuse(
        'recipient-changed',
        `the request names ${statement.recipient}, the bytes pay ${payment?.recipient ?? 'nobody'}`,
      );
    }
    if (payment.amount !== BigInt(statement.amount)) {
      return refuse(
        'amount-changed',
        `the request names ${formatAmount(BigInt(statement.amount))} IOTA, the bytes pay ${formatAmount(payment.amount)}`,
      );
    }
  }
  const extra = transfer.payments[requests.length];
  if (extra)
    return refuse('recipient-changed', `the bytes also pay ${extra.recipient}, whom no request names`);
  return ok(undefined);
}
