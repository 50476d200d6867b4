import { verifySignature } from '../../signer/ed25519.ts';
import type { Station } from '../station.ts';
import type { EntrySigners } from './believed-entry.ts';

/** Who may have signed entries of this treasury: its stations, and the officers of the policy of that time. */
export function entrySigners({ treasury, hold }: Pick<Station, 'treasury' | 'hold'>): EntrySigners {
  const policies = treasury.file().policies.map(({ policy }) => policy);
  const present = (at: number) => policies.findLast(({ createdAt }) => createdAt <= at) ?? policies[0];
  return {
    stations: hold.stations(),
    policyAt: (at) => present(at) ?? { officers: [] },
    verify: verifySignature,
  };
}
