import {
  type Attestation,
  type AttestationStatement,
  attestationDigest,
  attestationOf,
  type PathAddress,
  proveBatch,
} from '../../electron/core/attestation/attestation.ts';
import { bytesToHex, hexToBytes } from '../../electron/core/digest.ts';
import type { Change } from '../../electron/core/projection/change.ts';
import { type KeyPair, signMessage } from '../../electron/signer/ed25519.ts';

/** What a vault signs of addresses that it has derived one after the other, by its open key. */
export function attest(
  key: KeyPair,
  head: Pick<AttestationStatement, 'treasuryId' | 'network' | 'vaultId'>,
  addresses: readonly PathAddress[],
): Attestation {
  const statement = attestationOf(head, addresses);
  return { statement, signature: bytesToHex(signMessage(key, hexToBytes(attestationDigest(statement)))) };
}

/** The rows of attested addresses, none of them given out. */
export function attestedChanges(
  attestation: Attestation,
  addresses: readonly PathAddress[],
): readonly Change[] {
  const { statement } = attestation;
  const proofs = proveBatch(statement, addresses);
  return [
    { kind: 'attestation-added', attestation },
    ...addresses.map(
      ({ path, address }, i): Change => ({
        kind: 'address-added',
        address,
        vaultId: statement.vaultId,
        path,
        attested: proofs[i] ?? null,
      }),
    ),
  ];
}
