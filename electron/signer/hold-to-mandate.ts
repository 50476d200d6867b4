import { officerOf } from '../core/actor.ts';
import { FIRST_PATH } from '../core/derivation-path.ts';
import type { Hex32 } from '../core/digest.ts';
import { checkMandate, sourceOf } from '../core/mandate/check-mandate.ts';
import {
  type MandateStatement,
  mandateDigest,
  mandateTotals,
  mandateViewDigest,
  type SignedMandate,
} from '../core/mandate/mandate.ts';
import { amountText } from '../core/money.ts';
import { type Spends, spendsWithout } from '../core/policy/spend-history.ts';
import type { Proposal } from '../core/proposal/proposal.ts';
import { DATE_TOLERANCE_MS } from '../core/proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import type { ProvenProposal } from './prove-proposal.ts';
import type { SigningContext } from './signing-context.ts';

/** A mandate that one transaction was held against. */
export interface HeldMandate {
  readonly statement: MandateStatement;
  readonly digest: Hex32;
  readonly viewDigest: Hex32;
  readonly makerId: string | null;
  /** Base units of all its sources. */
  readonly amount: bigint;
}

/**
 * Holds one transaction against the mandate that it claims: the mandate is of this vault and its policy, lives, and was not
 * stopped; the one payer is one of its sources at its path, the one payment its amount to its destination, the rest stays with
 * the payer, and the fee is at most what the mandate says. That a source pays once is remembered by its request. Refuses as
 * `checkMandate` and `sourceOf` do, and `vault-unknown`, `recipient-changed`, `approval-voided`, `mandate-expired`,
 * `request-ahead`, `request-too-old`, `mandate-other`, `sender-foreign`, `amount-changed`, `change-foreign`, `fee-above-cap`.
 */
export function holdToMandate(
  signed: SignedMandate,
  { proposal, proven }: { readonly proposal: Proposal; readonly proven: ProvenProposal },
  context: SigningContext,
): Result<HeldMandate> {
  const { statement } = signed;
  const { chain } = context;
  const checked = checkMandate(signed, context.policy, context.verify);
  if (!checked.ok) return checked;
  const digest = mandateDigest(statement);
  const why = whyNotHere(statement, digest, context);
  if (why) return why;
  const [request, ...more] = proposal.requests;
  if (!request || more.length > 0) {
    return refuse('mandate-other', 'expected a transaction for one request of the mandate');
  }
  const source = sourceOf(statement, request);
  if (!source.ok) return source;
  const { view, feeAtMost } = proven;
  const { address, path, amount } = source.value;
  const [payer, ...payers] = view.payers;
  const [place, ...places] = proposal.sources;
  const isSource =
    payer === address &&
    payers.length === 0 &&
    places.length === 0 &&
    place?.address === address &&
    place.path.account === path.account &&
    place.path.change === path.change &&
    place.path.index === path.index;
  if (!isSource)
    return refuse('sender-foreign', `the mandate names ${address} as the payer, at its own path`);
  const [payment, ...payments] = view.payments;
  if (payments.length > 0 || payment?.recipient !== statement.destination.address) {
    return refuse('recipient-changed', `expected one payment to ${statement.destination.address}`);
  }
  if (payment.amount.units !== BigInt(amount.units)) {
    return refuse('amount-changed', 'the bytes pay another amount than the mandate');
  }
  if (view.changeTo !== null && view.changeTo !== address) {
    return refuse('change-foreign', `expected what is left to stay at ${address}`);
  }
  const most = BigInt(source.value.feeAtMost.units);
  if (feeAtMost > most) {
    return refuse(
      'fee-above-cap',
      `expected a fee of at most ${amountText(most, chain.asset)} by the mandate, got ${amountText(feeAtMost, chain.asset)}`,
    );
  }
  return ok({
    statement,
    digest,
    viewDigest: mandateViewDigest(statement, chain.asset),
    makerId: officerOf(statement.actor),
    amount: mandateTotals(statement).amount,
  });
}

/** Why a mandate is none of this vault's, or not one of now; null where it is. */
function whyNotHere(
  { vaultId, kind, destination, createdAt, expiresAt }: MandateStatement,
  digest: Hex32,
  { governed, memory, addressAt, now }: SigningContext,
): Refusal | null {
  if (vaultId !== governed.vaultId) return refuse('vault-unknown', 'the mandate is for another vault');
  // Its policy names the same address: this is derived from the very keys.
  if (kind === 'gather' && destination.address !== addressAt(FIRST_PATH)) {
    return refuse('recipient-changed', `${destination.address} is not this vault's receiving address`);
  }
  if (memory.isVoided(digest)) {
    return refuse('approval-voided', 'this mandate was stopped; its approvals are void for good');
  }
  if (expiresAt <= now) {
    return refuse('mandate-expired', `the mandate ended at ${new Date(expiresAt).toISOString()}`);
  }
  if (createdAt > now + DATE_TOLERANCE_MS) {
    return refuse('request-ahead', 'expected a mandate dated at most 2 minutes ahead of this clock');
  }
  return createdAt < memory.horizon
    ? refuse(
        'request-too-old',
        `expected a mandate dated from ${new Date(memory.horizon).toISOString()} on, got one of ${new Date(createdAt).toISOString()}`,
      )
    : null;
}

/**
 * What the rules let pass in their windows beside a mandate, whose whole sum, and as many payments as it has sources, are held
 * against them each time. What was signed for a source is taken out with at most the amount that the mandate has for it:
 * whatever a mandate names, it can free no more than it asks for.
 */
export function spentBeside(
  { sources }: Pick<MandateStatement, 'sources'>,
  memory: Pick<SigningContext['memory'], 'spends' | 'signedForRequest'>,
): Spends {
  const own = sources.flatMap(({ requestId, amount }) => {
    const [signed] = memory.signedForRequest(requestId);
    if (!signed) return [];
    const [counted, asked] = [BigInt(signed.total), BigInt(amount.units)];
    return [{ ruleId: signed.ruleId, at: signed.at, units: counted < asked ? counted : asked }];
  });
  return spendsWithout(memory.spends, own, sources.length - 1);
}
