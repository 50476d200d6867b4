import type { Store } from '../books/sqlite/store.ts';
import type { Network } from '../chains/network.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Journal } from './journal.ts';
import type { Topic } from '../contract/topics.ts';

/** What it takes to keep the books true to the ledger. */
export interface LedgerParts {
  readonly network: Network;
  readonly store: Store;
  readonly journal: Journal;
  readonly now: () => number;
  readonly notify: (topics: readonly Topic[]) => void;
}

/**
 * Sends the stored signed bytes of a movement. It may be done any number of times: the network answers the same bytes
 * with the same transaction. What the answer was is written down; only the ledger makes it final.
 */
export async function submitStored(
  { network, store, journal, now, notify }: LedgerParts,
  movementId: string,
): Promise<Result<void>> {
  const stored = store.movements.transaction(movementId);
  const proposal = store.movements.proposal(movementId);
  if (!stored || !proposal) return refuse('proposal-state', 'this payment is not signed yet');
  const bytes = new Uint8Array(Buffer.from(proposal.proposal.bytes, 'base64'));
  const sent = await network.submit(bytes, stored.signature);
  if (!sent.ok) {
    // The follower may have seen it final while this answer was awaited: then there is no trouble.
    if (isOnItsWay(store, movementId)) {
      store.movements.setTrouble(movementId, { code: sent.code, message: sent.message });
    }
    notify(['movements']);
    return sent;
  }
  if (stored.sentAt === null) {
    const at = now();
    const written = await journal.record(
      { kind: 'transaction-submitted', movementId, body: { movementId, transaction: stored.digest } },
      () => {
        store.movements.markSent(movementId, at);
        return store.movements.advance(movementId, ['signed'], 'sent', at)
          ? ok(undefined)
          : refuse('proposal-state', 'this payment has gone on already');
      },
    );
    if (!written.ok && written.code !== 'proposal-state') return written;
  } else if (isOnItsWay(store, movementId)) {
    store.movements.setTrouble(movementId, null);
  }
  notify(['app', 'movements', 'journal']);
  return ok(undefined);
}

function isOnItsWay(store: Store, movementId: string): boolean {
  const state = store.movements.get(movementId)?.state;
  return state === 'signed' || state === 'sent';
}
