import { type AddressProof, type Attestation, covers, type PathAddress, proveBatch } from './attestation.ts';

export type VaultAddress = PathAddress & { readonly vaultId: string };

/**
 * The proofs of addresses that stand beside their attestations, as in one journal entry. An attestation whose addresses
 * are not all there proves none of them.
 * @returns the proof of each; null where nothing covers it
 */
export function proofsIn(
  attestations: readonly Attestation[],
  addresses: readonly VaultAddress[],
): (address: VaultAddress) => AddressProof | null {
  const proofs = new Map<VaultAddress, AddressProof>();
  for (const { statement } of attestations) {
    const batch = addresses
      .filter((address) => covers(statement, address))
      .toSorted((a, b) => a.path.index - b.path.index);
    if (batch.length !== statement.count) continue;
    for (const [i, proof] of proveBatch(statement, batch).entries()) proofs.set(batch[i]!, proof);
  }
  return (address) => proofs.get(address) ?? null;
}
