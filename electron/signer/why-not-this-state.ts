import type { Chain } from '../chains/chain.ts';
import type { StateMark } from '../core/journal/state-mark.ts';
import { chainKindOf } from '../core/network-id.ts';
import type { VaultMemory } from './vault-memory.ts';

/** Why a state is none of this chain: another one has other keys, other bytes and the same policy ids; null where it is. */
export function whyForeign({ governed }: VaultMemory, { kind }: Chain): string | null {
  if (governed === null) return null;
  const { id } = governed.standing.inForce.network;
  return chainKindOf(id) === kind ? null : `expected a network of ${kind}, this vault's policy is for ${id}`;
}

/** Why a state is not the one that the journal knows; null where it is, or has seen more. */
export function whyStale(
  { governed, mark: { era, counter } }: VaultMemory,
  journal: StateMark | null,
): string | null {
  if (journal === null) {
    return governed === null ? null : 'the journal knows nothing of this vault, its sealed state has a past';
  }
  if (era !== journal.era) return 'the journal knows another sealed state than the one that is there';
  return counter < journal.counter
    ? `the journal knows of ${journal.counter} changes, the vault's sealed state of ${counter}`
    : null;
}
