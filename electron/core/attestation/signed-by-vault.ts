import type { Hex32 } from '../digest.ts';
import { sameNetwork } from '../network-id.ts';
import type { VerifySignature } from '../officer/officer.ts';
import type { VaultsOf } from '../policy/standing.ts';
import { type Attestation, attestationDigest } from './attestation.ts';

/**
 * The name of an attestation that a vault of this policy has signed, for this very treasury and network.
 * @returns its {@link attestationDigest}; null where no vault has signed it
 */
export function batchSignedByVault(
  { statement, signature }: Attestation,
  { treasuryId, network, vaults }: VaultsOf,
  verify: VerifySignature,
): Hex32 | null {
  const vault = vaults.find(({ id }) => id === statement.vaultId);
  const isOurs =
    vault !== undefined && statement.treasuryId === treasuryId && sameNetwork(statement.network, network);
  if (!isOurs) return null;
  const batch = attestationDigest(statement);
  return verify(vault.attestationKey, batch, signature) ? batch : null;
}
