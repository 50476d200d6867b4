import type { Codec } from '../chains/codec.ts';
import type { Address } from '../core/address.ts';
import type { Approval } from '../core/approval/approval.ts';
import { checkApprovals } from '../core/approval/check-approvals.ts';
import type { DerivationPath } from '../core/derivation-path.ts';
import { formatAmount } from '../core/money.ts';
import type { VerifySignature } from '../core/officer/officer.ts';
import { evaluatePolicy } from '../core/policy/evaluate-policy.ts';
import type { Policy, Rule } from '../core/policy/policy.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { requestDigest } from '../core/proposal/request.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { type ProvenProposal, proveProposal } from './prove-proposal.ts';
import {
  coinKey,
  DATE_TOLERANCE_MS,
  type GovernedState,
  requestIds,
  type SignedRecord,
  spendsOf,
} from './vault-state.ts';

/** What the decision rests on beside the proposal; all of it the signer's own. */
export interface SigningContext {
  readonly codec: Codec;
  readonly state: GovernedState;
  readonly addressAt: (path: DerivationPath) => Address;
  readonly verify: VerifySignature;
  /** Milliseconds. */
  readonly now: number;
}

/** A proposal that may be approved: proven, ours, and let pass by a rule. */
export interface Admissible extends ProvenProposal {
  readonly rule: Rule;
}

/** Proves a proposal and that it is one of this very vault's, not rejected. */
function identifyProposal(
  proposal: Proposal,
  { state, codec, addressAt }: SigningContext,
): Result<ProvenProposal> {
  const { network } = state.policy.policy;
  if (proposal.network.id !== network.id || proposal.network.chain !== network.chain) {
    return refuse(
      'network-wrong',
      `expected network ${network.id} (${network.chain}), got ${proposal.network.id} (${proposal.network.chain})`,
    );
  }
  if (proposal.vaultId !== state.vaultId) return refuse('vault-unknown', 'the proposal is for another vault');
  const proven = proveProposal(proposal, codec);
  if (!proven.ok) return proven;
  const { transfer, transactionDigest } = proven.value;
  if (transfer.sender !== addressAt(proposal.from)) {
    return refuse(
      'sender-foreign',
      `the sender ${transfer.sender} is not this vault's address at the named path`,
    );
  }
  if (state.voided.some((entry) => entry.digest === transactionDigest)) {
    return refuse('approval-voided', 'this proposal was rejected; its approvals are void for good');
  }
  return proven;
}

/**
 * What is remembered of a proposal that was signed before; null for any other. That decision stands whatever has become
 * of the approvals and the windows: the signature was made, and may have got out.
 */
export function recallSigned(proposal: Proposal, context: SigningContext): Result<SignedRecord | null> {
  const proven = identifyProposal(proposal, context);
  if (!proven.ok) return proven;
  const { transactionDigest } = proven.value;
  const record = context.state.signed.find(({ digest }) => digest === transactionDigest);
  if (!record) return ok(null);
  // Two requests of one recipient and amount give the same bytes; one signature cannot serve both.
  const same = requestIds(proposal).join() === record.requestIds.join();
  return same ? ok(record) : refuse('coin-already-signed', 'these bytes were signed for another request');
}

/**
 * Decides whether a proposal deserves approvals at all: everything but the approvals themselves. Nothing but the
 * bytes, the evidence and the signer's own state counts; what stands beside them can only cause a refusal.
 */
export function admitProposal(proposal: Proposal, context: SigningContext): Result<Admissible> {
  const { state } = context;
  const { policy } = state.policy;
  const proven = identifyProposal(proposal, context);
  if (!proven.ok) return proven;
  const { transfer, transactionDigest, total } = proven.value;
  if (transfer.gasBudget > BigInt(policy.gasCap)) {
    return refuse(
      'gas-above-cap',
      `expected a gas budget of at most ${formatAmount(BigInt(policy.gasCap))} IOTA, got ${formatAmount(transfer.gasBudget)}`,
    );
  }
  const makers = checkRequests(proposal, policy, context);
  if (!makers.ok) return makers;
  const fresh = checkNotSignedBefore(proposal, proven.value, state);
  if (!fresh.ok) return fresh;
  const recipients = transfer.payments.map((payment) => payment.recipient);
  const spends = spendsOf(state).filter((_, i) => state.signed[i]!.digest !== transactionDigest);
  const rule = evaluatePolicy(policy, spends, {
    vaultId: state.vaultId,
    recipients,
    total,
    now: context.now,
  });
  if (!rule.ok) return rule;
  return ok({ ...proven.value, rule: rule.value });
}

/** Decides whether to sign. @returns what to remember of it; the signature is made only after that is stored */
export function decideToSign(
  proposal: Proposal,
  approvals: readonly Approval[],
  context: SigningContext,
): Result<{ readonly admitted: Admissible; readonly record: Omit<SignedRecord, 'counter'> }> {
  const admitted = admitProposal(proposal, context);
  if (!admitted.ok) return admitted;
  const { transfer, transactionDigest, total, rule } = admitted.value;
  const { policy } = context.state.policy;
  const approvers = checkApprovals(
    {
      network: policy.network,
      transactionDigest,
      viewDigest: admitted.value.viewDigest,
      requestIds: requestIds(proposal),
      makerIds: proposal.requests.map((request) => request.statement.makerId),
      now: context.now,
    },
    approvals,
    { policy, required: rule.approvals, verify: context.verify },
  );
  if (!approvers.ok) return approvers;
  return ok({
    admitted: admitted.value,
    record: {
      digest: transactionDigest,
      at: context.now,
      ruleId: rule.id,
      total: total.toString(),
      requestIds: [...requestIds(proposal)],
      approvers: [...approvers.value],
      coins: transfer.inputs.map(coinKey),
    },
  });
}

function checkRequests(
  proposal: Proposal,
  policy: Policy,
  { verify, state, now }: SigningContext,
): Result<void> {
  for (const { statement, signature } of proposal.requests) {
    const maker = policy.officers.find((officer) => officer.id === statement.makerId);
    if (!maker || !verify(maker.publicKey, requestDigest(statement), signature)) {
      return refuse('request-signature-bad', 'expected a request signed by an officer of this policy');
    }
    if (!maker.roles.includes('maker')) return refuse('role-missing', `${maker.name} is not a maker`);
    if (statement.createdAt > now + DATE_TOLERANCE_MS) {
      return refuse('request-state', 'the request is dated more than a day ahead of this clock');
    }
    if (statement.createdAt < state.horizon) {
      return refuse('request-state', 'the request is older than what this signer remembers; make a new one');
    }
  }
  return ok(undefined);
}

function checkNotSignedBefore(
  proposal: Proposal,
  { transfer, transactionDigest }: ProvenProposal,
  state: GovernedState,
): Result<void> {
  const ids = new Set(requestIds(proposal));
  const coins = new Set(transfer.inputs.map(coinKey));
  for (const record of state.signed) {
    if (record.digest === transactionDigest) continue; // the same payment again gets the same signature
    if (record.requestIds.some((id) => ids.has(id))) {
      return refuse('request-duplicate', 'this request was already signed for in another transaction');
    }
    if (record.coins.some((coin) => coins.has(coin))) {
      return refuse(
        'coin-already-signed',
        'a coin of this proposal was already signed away in another transaction',
      );
    }
  }
  return ok(undefined);
}
