import { sameNetwork } from '../network-id.ts';
import type { VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import { type Attestation, attestationDigest } from './attestation.ts';

/** Whether a vault of this policy has signed an attestation, for this very treasury and network. */
export function isSignedByVault(
  { statement, signature }: Attestation,
  { treasuryId, network, vaults }: Pick<Policy, 'treasuryId' | 'network' | 'vaults'>,
  verify: VerifySignature,
): boolean {
  const vault = vaults.find(({ id }) => id === statement.vaultId);
  return (
    vault !== undefined &&
    statement.treasuryId === treasuryId &&
    sameNetwork(statement.network, network) &&
    verify(vault.attestationKey, attestationDigest(statement), signature)
  );
}
