import { verifySignature } from '../../signer/ed25519.ts';
import type { Station } from '../station.ts';
import type { EntrySigners } from './believed-entry.ts';
import { policyAt } from './policy-at.ts';

/** Who may have signed entries of this treasury: its stations, and the officers of the policy of that time. */
export function entrySigners({ treasury, hold }: Pick<Station, 'treasury' | 'hold'>): EntrySigners {
  const { policies } = treasury.file();
  return {
    stations: hold.stations(),
    policyAt: (at) => policyAt(policies, at),
    verify: verifySignature,
  };
}
