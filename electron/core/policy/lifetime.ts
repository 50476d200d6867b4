import type { TransferView } from '../proposal/transfer-view.ts';
import { type Refusal, refuse } from '../result.ts';

/** No transaction lives longer than this, in epochs beyond the one in which it is signed. */
export const MAX_LIFETIME = 30;

type VaultKind = 'hot' | 'cold';

/**
 * How many epochs beyond the present one a transaction lives, where nobody says otherwise: a hot vault signs at once; what
 * a cold vault signs is carried there and back; several approvals take their time.
 */
export function defaultLifetime(kind: VaultKind, approvals: number): number {
  if (kind === 'hot') return 1;
  return approvals > 1 ? 15 : 8;
}

/** The least that review and signing need, epochs: what a cold vault signs is carried there in one and back in another. */
export const leastLifetime = (kind: VaultKind): number => (kind === 'hot' ? 1 : 2);

/** The last epoch in which the ledger takes the bytes of a view; null where they name none. */
export function lastEpochOf({ validUntil }: Pick<TransferView, 'validUntil'>): bigint | null {
  return validUntil?.kind === 'epoch' ? BigInt(validUntil.epoch) : null;
}

/** Why bytes are not approved or signed in an epoch: they have no end, or it is over; null where they still live. */
export function whyOver(lastEpoch: bigint | null, epoch: bigint): Refusal | null {
  if (lastEpoch === null) {
    return refuse(
      'expiration-missing',
      'expected a transaction that names its last epoch, got one without an end',
    );
  }
  return lastEpoch < epoch
    ? refuse(
        'bytes-expired',
        `expected a transaction for epoch ${epoch} or later, its last one is ${lastEpoch}`,
      )
    : null;
}
