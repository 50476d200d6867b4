import { refusalFor } from '../../core/movement/movement-actions.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { type Result, refuse } from '../../core/result.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { MovingParts } from '../station.ts';
import { buildQueued } from './build-proposal.ts';
import { decodeProposal } from './decoded-proposal.ts';
import { factsOf, movementOf } from './movement-facts.ts';
import { presentEpoch } from './present-epoch.ts';
import { recordRequest } from './record-request.ts';
import { openCancellation } from './voided-payment.ts';

/**
 * Asks that a signed payment be cancelled: by a transaction that consumes the very same inputs and pays nobody, so that only
 * one of the two can ever happen. It is a movement of its own, approved by the rule of the payment. From here on the payment
 * is not sent again.
 * @param input.reason may be empty
 * @returns the cancellation's id; refuses `role-missing` for an officer who is no maker, `proposal-state` for what is not
 * signed or has ended, `cancellation-open` where it is being cancelled already
 */
export async function voidPayment(
  station: MovingParts,
  actor: Actor,
  { id, reason: typed }: { readonly id: string; readonly reason: string },
): Promise<Result<{ id: string }>> {
  const { books, chain } = station;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const reason = parseReference(typed);
  if (!reason.ok) return reason;
  const found = await movementOf(station, id);
  if (!found.ok) return found;
  const movement = found.value;
  const refusal = refusalFor('void', factsOf(station, movement, officer.value.officer));
  if (refusal) return refusal;
  if (chain.epochs === null) {
    return refuse('proposal-state', 'nothing cancels this payment: its bytes end by themselves');
  }
  const stored = await books.movements.proposal(id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to cancel yet');
  const decoded = decodeProposal(chain, stored.proposal);
  if (!decoded.ok) return decoded;
  const { digest, view } = decoded.value;
  const epoch = await presentEpoch(station);
  if (!epoch.ok) return epoch;
  if (await openCancellation(books, chain, { digest, epoch: epoch.value ?? 0n })) {
    return refuse('cancellation-open', 'this payment is being cancelled already');
  }
  const [payer] = view.payers;
  if (payer === undefined) return refuse('proposal-unknown', 'the payment has no payer');
  const requested = await recordRequest(station, officer.value, {
    kind: 'cancellation',
    vaultId: movement.vaultId,
    source: payer,
    recipient: payer,
    units: movement.units,
    memo: null,
    reference: reason.value,
    cancels: { movement, digest },
  });
  if (!requested.ok) return requested;
  await buildQueued(station, actor, requested.value.id); // its refusal is noted on the cancellation
  return requested;
}
