import { officerOf } from '../core/actor.ts';
import type { Approval } from '../core/approval/approval.ts';
import { checkApprovals } from '../core/approval/check-approvals.ts';
import type { MandateSubject, TransactionSubject } from '../core/approval/subject.ts';
import { payableBook } from '../core/book/payable-book.ts';
import { refuseRecipient } from '../core/book/refuse-recipient.ts';
import type { JsonValue } from '../core/json.ts';
import type { SignedMandate } from '../core/mandate/mandate.ts';
import { amountText } from '../core/money.ts';
import { sameNetwork } from '../core/network-id.ts';
import { hasSigned } from '../core/officer/officer.ts';
import { checkDemands } from '../core/policy/check-demands.ts';
import { decide } from '../core/policy/decide.ts';
import { lastEpochOf, MAX_LIFETIME, whyOver } from '../core/policy/lifetime.ts';
import { suspendedAt } from '../core/policy/people.ts';
import type { Rule } from '../core/policy/policy.ts';
import { spendsWithout } from '../core/policy/spend-history.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { DATE_TOLERANCE_MS, refuseExpired, requestDigest } from '../core/proposal/request.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { type HeldMandate, holdToMandate, spentBeside } from './hold-to-mandate.ts';
import { type ProvenProposal, proveProposal } from './prove-proposal.ts';
import type { SigningContext } from './signing-context.ts';
import type { VaultMemory } from './vault-memory.ts';
import { cancelsOf, requestIds, type SignedRecord } from './vault-state.ts';

/** What a proposal is asked to be signed with, beside its approvals. */
export interface Asked {
  /** Short-lived fields to fill in; null for fields that are not filled in yet: then what was signed away before is never admitted. */
  readonly fields: JsonValue;
  /** The mandate that the approvals are for; null where they are for this very transaction. */
  readonly mandate: SignedMandate | null;
}

/** A proposal that may be approved: proven, ours, and let pass by a rule. */
export interface Admissible extends ProvenProposal {
  readonly rule: Rule;
  /** What approvals must be for, where they are not for this very transaction. */
  readonly mandate: HeldMandate | null;
}

/** Proves a proposal, and that it is one of this very vault's and was not rejected. */
export function identifyProposal(
  proposal: Proposal,
  { governed, policy, memory, chain, addressAt }: SigningContext,
): Result<ProvenProposal> {
  const { network, treasuryId } = policy;
  if (proposal.treasuryId !== treasuryId) {
    return refuse('treasury-wrong', 'the proposal is for another treasury');
  }
  if (!sameNetwork(proposal.network, network)) {
    return refuse(
      'network-wrong',
      `expected network ${network.id} (${network.genesis}), got ${proposal.network.id} (${proposal.network.genesis})`,
    );
  }
  if (proposal.vaultId !== governed.vaultId)
    return refuse('vault-unknown', 'the proposal is for another vault');
  const proven = proveProposal(proposal, chain);
  if (!proven.ok) return proven;
  const foreign = proposal.sources.find(({ address, path }) => address !== addressAt(path));
  if (foreign) {
    return refuse('sender-foreign', `${foreign.address} is not this vault's address at the named path`);
  }
  const own = new Set(proposal.sources.map(({ address }) => address));
  const unnamed = proven.value.view.payers.find((payer) => !own.has(payer));
  if (unnamed !== undefined) {
    return refuse('sender-foreign', `the payer ${unnamed} is none of the sources that the proposal names`);
  }
  if (memory.isVoided(proven.value.digest)) {
    return refuse('approval-voided', 'this proposal was rejected; its approvals are void for good');
  }
  return proven;
}

/**
 * What is remembered of a proposal that was signed before; null for any other. That decision is final whatever has become
 * of the approvals and the windows: the signature was made, and may have got out.
 */
export function findSigned(
  proposal: Proposal,
  { digest }: ProvenProposal,
  memory: VaultMemory,
): Result<SignedRecord | null> {
  const record = memory.signed(digest);
  if (!record) return ok(null);
  // Two requests of one recipient and amount give the same bytes; one signature cannot serve both.
  const same = requestIds(proposal).join() === record.requestIds.join();
  return same ? ok(record) : refuse('input-already-signed', 'these bytes were signed for another request');
}

/**
 * Decides whether a proposal deserves approvals at all: everything but the approvals themselves. Only the bytes, the
 * evidence and the signer's own state count; what is beside them can only cause a refusal. The rule of a transaction under
 * a mandate is the one that lets the mandate's whole sum pass.
 */
export function admitProposal(
  proposal: Proposal,
  proven: ProvenProposal,
  context: SigningContext & Asked,
): Result<Admissible> {
  const { governed, policy, memory, chain, now } = context;
  const { view, digest, total, feeAtMost } = proven;
  if (feeAtMost > BigInt(policy.feeCap.units)) {
    return refuse(
      'fee-above-cap',
      `expected a fee of at most ${amountText(BigInt(policy.feeCap.units), chain.asset)}, got ${amountText(feeAtMost, chain.asset)}`,
    );
  }
  const requested = checkRequests(proposal, context);
  if (!requested.ok) return requested;
  const held = mandateOf(proposal, proven, context);
  if (!held.ok) return held;
  const mandate = held.value;
  const voided = cancelsOf(proposal);
  if (voided !== null) return admitCancellation(proposal, { proven, voided }, context);
  const fresh = checkNotSignedBefore(proposal, proven, context);
  if (!fresh.ok) return fresh;
  const before = memory.signed(digest);
  const again = before === null ? [] : [{ ...before, units: BigInt(before.total) }];
  const spends = mandate ? spentBeside(mandate.statement, memory) : spendsWithout(memory.spends, again);
  const decided = decide({ policy, book: payableBook(memory.book) }, spends, {
    vaultId: governed.vaultId,
    accounts: accountsOf(proposal, proven),
    recipients: view.payments.map((payment) => payment.recipient),
    total: mandate ? mandate.amount : total,
    lives: livesOf(proven, context),
    asset: chain.asset,
    now,
  });
  return decided.ok ? ok({ ...proven, rule: decided.value.rule, mandate }) : decided;
}

/**
 * The mandate that a transaction is under, held against it; null for one without. Refuses `mandate-missing` for a gather
 * without one, `mandate-other` for a cancellation under one, and as {@link holdToMandate} does.
 */
function mandateOf(
  proposal: Proposal,
  proven: ProvenProposal,
  context: SigningContext & Asked,
): Result<HeldMandate | null> {
  if (context.mandate !== null) return holdToMandate(context.mandate, { proposal, proven }, context);
  return isGather(proposal)
    ? refuse('mandate-missing', 'expected the mandate that this gather is part of, got none')
    : ok(null);
}

/** The accounts of the addresses that pay: every one of them is a source whose path the vault has derived. */
function accountsOf({ sources }: Proposal, { view }: ProvenProposal): readonly number[] {
  const paying = sources.filter(({ address }) => view.payers.includes(address));
  return [...new Set(paying.map(({ path }) => path.account))];
}

/** Whether a proposal moves money inside its vault: under a mandate only, whose destination this vault has derived. */
const isGather = ({ requests }: Proposal): boolean =>
  requests.some(({ statement }) => statement.kind === 'gather');

/**
 * Decides whether to sign a proven proposal.
 * @returns what to remember of it; the signature is made only after that is stored
 */
export function decideToSign(
  proposal: Proposal,
  proven: ProvenProposal,
  approvals: readonly Approval[],
  context: SigningContext & Asked,
): Result<Omit<SignedRecord, 'counter'>> {
  const { settled } = context.memory;
  if (settled !== null && context.now < settled.signsFrom) {
    return refuse('vaults-wait', `expected a time from ${new Date(settled.signsFrom).toISOString()} on`);
  }
  const end = endOf(proven, context);
  if (!end.ok) return end;
  const admitted = admitProposal(proposal, proven, context);
  if (!admitted.ok) return admitted;
  const { view, digest, total, rule, mandate } = admitted.value;
  const { policy, now } = context;
  const makerIds = proposal.requests.flatMap(({ statement }) => officerOf(statement.actor) ?? []);
  const given = checkApprovals(
    {
      subject: subjectOf(admitted.value),
      requestIds: mandate ? [] : requestIds(proposal),
      makerIds,
      now,
      endsBy: mandate ? mandate.statement.expiresAt : end.value,
    },
    approvals,
    { policy, verify: context.verify },
  );
  if (!given.ok) return given;
  const approvers = checkDemands(policy, rule, {
    makerIds,
    approvals: given.value,
    knownSince: knownSinceOf(proposal, context),
    now,
    suspended: suspendedAt(now),
  });
  if (!approvers.ok) return approvers;
  return ok({
    digest,
    at: context.now,
    ruleId: rule.id,
    // What stays in the vault leaves no window of a rule the smaller.
    total: isGather(proposal) ? '0' : total.toString(),
    requestIds: [...requestIds(proposal)],
    approvers: [...approvers.value],
    inputs: view.inputs.map(({ key }) => key),
    fields: context.fields,
    epoch: context.epoch?.toString() ?? null,
    lastEpoch: context.epoch === null ? null : (lastEpochOf(view)?.toString() ?? null),
    cancels: cancelsOf(proposal),
  });
}

/** The requests of a proposal that this vault has not sealed since when it knows of them. */
export const unseenRequests = (proposal: Proposal, memory: Pick<VaultMemory, 'seenAt'>): readonly string[] =>
  requestIds(proposal).filter((id) => memory.seenAt(id) === null);

/** Since when this vault has known of all requests of a proposal: now, for what it has not sealed. */
const knownSinceOf = (proposal: Proposal, { memory, now }: Pick<SigningContext, 'memory' | 'now'>): number =>
  Math.max(...requestIds(proposal).map((id) => memory.seenAt(id) ?? now));

/** What approvals must be for. The maker of a mandate is the maker of its requests: see `sourceOf`. */
const subjectOf = ({ digest, viewDigest, mandate }: Admissible): TransactionSubject | MandateSubject =>
  mandate
    ? { kind: 'mandate', digest: mandate.digest, viewDigest: mandate.viewDigest }
    : { kind: 'transaction', digest, viewDigest };

/**
 * Decides on a cancellation: it consumes what was signed away before, all of it and nothing else, so that only one of the two
 * can ever happen; it is approved by the rule of what it voids, and counts in no window. Refuses `cancellation-other`,
 * `input-already-signed`, `amount-changed`, `policy-no-rule`, `expiration-too-far`.
 */
function admitCancellation(
  proposal: Proposal,
  { proven, voided }: { readonly proven: ProvenProposal; readonly voided: string },
  context: SigningContext,
): Result<Admissible> {
  const { governed, policy, memory } = context;
  const original = memory.signed(voided);
  if (!original || original.cancels !== null) {
    return refuse('cancellation-other', 'expected a cancellation of a payment that this vault has signed');
  }
  const keys = proven.view.inputs.map(({ key }) => key);
  const same = keys.length === original.inputs.length && original.inputs.every((key) => keys.includes(key));
  if (!same) {
    return refuse(
      'cancellation-other',
      'expected a cancellation that consumes the very inputs of the payment, all of them and no other',
    );
  }
  for (const key of keys) {
    for (const record of memory.signedForInput(key)) {
      const { digest, cancels } = record;
      if (digest === proven.digest || digest === voided || cancels === voided) continue;
      // Earlier bytes of the same payment, which are over.
      if (isOver(record, context.epoch)) continue;
      return refuse('input-already-signed', 'an input of the payment was signed away in yet another one');
    }
  }
  const [request] = proposal.requests;
  // Of a gather no amount is remembered; whatever the request says, all returns to where it was.
  if (original.total !== '0' && request?.statement.amount.units !== original.total) {
    return refuse(
      'amount-changed',
      `expected a cancellation of ${original.total} base units, as the payment has`,
    );
  }
  const rule = policy.rules.find(
    ({ id, source }) => id === original.ruleId && source.vaultId === governed.vaultId,
  );
  if (!rule)
    return refuse('policy-no-rule', 'the rule of the payment that is cancelled is not in the policy');
  const lives = livesOf(proven, context);
  return lives !== null && lives > BigInt(rule.lifetime)
    ? refuse(
        'expiration-too-far',
        `expected a transaction that lives ${rule.lifetime} epochs at most by "${rule.title}", got ${lives}`,
      )
    : // It pays nobody: nothing is gained by waiting.
      ok({ ...proven, rule: { ...rule, delay: 0 }, mandate: null });
}

/** How many epochs beyond the present one the bytes live; null where nobody counts them. */
function livesOf({ view }: ProvenProposal, { chain, epoch }: SigningContext): bigint | null {
  const lastEpoch = lastEpochOf(view);
  return chain.epochs === null || epoch === null || lastEpoch === null ? null : lastEpoch - epoch;
}

/**
 * When the bytes end at the latest, milliseconds; null on chains that count no epochs. Refuses `epoch-unknown`,
 * `expiration-missing`, `bytes-expired`, and `expiration-too-far` for what no rule may ever allow.
 */
function endOf(proven: ProvenProposal, context: SigningContext): Result<number | null> {
  const { chain, epoch, now } = context;
  if (chain.epochs === null) return ok(null);
  if (epoch === null) return refuse('epoch-unknown', 'expected the epoch of the ledger, got none');
  const over = whyOver(lastEpochOf(proven.view), epoch);
  if (over) return over;
  const lives = livesOf(proven, context) ?? 0n;
  return lives > BigInt(MAX_LIFETIME)
    ? refuse(
        'expiration-too-far',
        `expected a transaction that lives ${MAX_LIFETIME} epochs at most, got ${lives}`,
      )
    : ok(now + Number(lives + 1n) * chain.epochs.lengthMs);
}

function checkRequests(proposal: Proposal, { policy, verify, memory, now }: SigningContext): Result<void> {
  for (const { statement, signature } of proposal.requests) {
    const makerId = officerOf(statement.actor);
    const maker = policy.officers.find((officer) => officer.id === makerId);
    if (!maker || !hasSigned(maker, requestDigest(statement), signature, verify)) {
      return refuse('request-signature-bad', 'expected a request signed by an officer of this policy');
    }
    if (!maker.roles.includes('maker')) return refuse('role-missing', `${maker.name} is not a maker`);
    if (memory.isEnded(statement.id)) {
      return refuse(
        'request-ended',
        'this request was rejected or withdrawn: nothing is signed for it any more',
      );
    }
    if (statement.createdAt > now + DATE_TOLERANCE_MS) {
      return refuse(
        'request-ahead',
        `expected a request dated at most 2 minutes ahead of this clock, got one of ${timeText(statement.createdAt)}`,
      );
    }
    if (statement.createdAt < memory.horizon) {
      return refuse(
        'request-too-old',
        `expected a request dated from ${timeText(memory.horizon)} on, got one of ${timeText(statement.createdAt)}`,
      );
    }
    const recipient = refuseRecipient(statement, memory.book, now);
    if (recipient) return recipient;
  }
  return refuseExpired(proposal.requests, now);
}

function checkNotSignedBefore(
  proposal: Proposal,
  { view, digest }: ProvenProposal,
  { memory, chain, fields, epoch }: SigningContext & Asked,
): Result<void> {
  const inputs = new Set(view.inputs.map(({ key }) => key));
  const served = new Set<string>();
  for (const id of requestIds(proposal)) {
    for (const record of memory.signedForRequest(id)) {
      if (record.digest === digest) continue; // the same payment again gets the same signature
      // With an input of each earlier one in these bytes, the ledger itself executes only one of them.
      if (!record.inputs.some((key) => inputs.has(key))) {
        return refuse(
          'request-duplicate',
          'this request was already signed for in a transaction with none of these inputs: both could happen',
        );
      }
      served.add(record.digest);
    }
  }
  for (const key of inputs) {
    for (const record of memory.signedForInput(key)) {
      // Bytes that are void before these can happen take nothing away from them.
      if (record.digest === digest || chain.isAfter(fields, record.fields)) continue;
      // Bytes that are over by an end of an epoch that this signer has verified bind nothing any more; where a console only
      // says so, the same payment alone may take their place.
      if ((memory.proven !== null || served.has(record.digest)) && isOver(record, epoch)) continue;
      return refuse(
        'input-already-signed',
        'an input of this proposal was already signed away in another transaction',
      );
    }
  }
  return ok(undefined);
}

const timeText = (at: number): string => new Date(at).toISOString();

/** Whether the last epoch of signed bytes has passed. */
const isOver = ({ lastEpoch }: SignedRecord, epoch: bigint | null): boolean =>
  lastEpoch !== null && epoch !== null && BigInt(lastEpoch) < epoch;
