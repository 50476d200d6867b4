import * as v from 'valibot';
import { attestationSchema, attestsExactly, MOST_ATTESTED } from '../../attestation/attestation.ts';
import { batchSignedByVault } from '../../attestation/signed-by-vault.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import type { VaultsOf } from '../../policy/standing.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { addressSchema, pathSchema } from '../../schema.ts';
import { ownAddresses } from './own-addresses.ts';

/** Addresses, and what their vault has signed of exactly these. */
const attestedListSchema = v.strictObject({
  attestation: attestationSchema,
  /** In the order of their index. */
  addresses: v.pipe(
    v.array(v.strictObject({ path: pathSchema, address: addressSchema })),
    v.minLength(1),
    v.maxLength(MOST_ATTESTED),
  ),
});
export type AttestedList = Readonly<v.InferOutput<typeof attestedListSchema>>;

export const attestedListsSchema = v.pipe(v.array(attestedListSchema), v.maxLength(10_000));

/** Addresses of one list, at most. */
export const MOST_LISTED = 20_000;

/** Kind `address-list`: addresses that a vault has signed, each with its proof, for whoever has no key of it. */
export const addressListSchema = v.strictObject({
  attestations: v.pipe(ownAddresses.attestations, v.minLength(1)),
  addresses: v.pipe(ownAddresses.addresses, v.minLength(1)),
});
export type AddressList = Readonly<v.InferOutput<typeof addressListSchema>>;

/**
 * Checks that vaults of this policy have signed exactly these addresses.
 * @returns refuses `envelope-other-vault`, `address-not-attested`
 */
export function checkAttestedLists(
  lists: readonly AttestedList[],
  known: VaultsOf,
  verify: VerifySignature,
): Result<void> {
  for (const { attestation, addresses } of lists) {
    const { vaultId } = attestation.statement;
    if (!known.vaults.some(({ id }) => id === vaultId)) {
      return refuse('envelope-other-vault', 'the addresses are of a vault that is not in the policy');
    }
    if (batchSignedByVault(attestation, known, verify) === null) {
      return refuse('address-not-attested', 'expected a list of addresses that its vault has signed');
    }
    if (!attestsExactly(attestation.statement, addresses)) {
      return refuse(
        'address-not-attested',
        'the list has other addresses than those that its vault has signed',
      );
    }
  }
  return ok(undefined);
}
