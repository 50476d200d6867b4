import * as v from 'valibot';
import {
  type Attestation,
  addressProofSchema,
  attestationSchema,
  isUnderRoot,
} from '../../attestation/attestation.ts';
import { batchSignedByVault } from '../../attestation/signed-by-vault.ts';
import type { DerivationPath } from '../../derivation-path.ts';
import type { Hex32 } from '../../digest.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import type { VaultsOf } from '../../policy/standing.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { addressSchema, pathSchema, uuidSchema } from '../../schema.ts';

/** An address that pays, or that gets change, and its place under a root that its vault has signed. */
export const ownAddressSchema = v.strictObject({
  vaultId: uuidSchema,
  path: pathSchema,
  address: addressSchema,
  ...addressProofSchema.entries,
});
export type OwnAddress = Readonly<v.InferOutput<typeof ownAddressSchema>>;

/** Addresses with what their vaults have signed of them: a station that has no key of a vault knows its addresses so. */
export const ownAddresses = {
  attestations: v.pipe(v.array(attestationSchema), v.maxLength(10_000)),
  addresses: v.pipe(v.array(ownAddressSchema), v.maxLength(20_000)),
} as const;

export interface OwnAddresses {
  readonly attestations: readonly Attestation[];
  readonly addresses: readonly OwnAddress[];
}

/** The path of an address of a vault; null where the vault has not signed it. */
export type PathOf = (vaultId: string, address: string) => DerivationPath | null;

/**
 * Checks that vaults of the policy have signed every one of these addresses, and that nothing else is there.
 * @returns the paths of what was signed; refuses `envelope-malformed`, `address-not-attested`
 */
export function checkOwnAddresses(
  { attestations, addresses }: OwnAddresses,
  known: VaultsOf,
  verify: VerifySignature,
): Result<PathOf> {
  const used = new Set(addresses.map(({ batch }) => batch));
  const signed = new Map<Hex32, Attestation>();
  for (const attestation of attestations) {
    const batch = batchSignedByVault(attestation, known, verify);
    if (batch === null) {
      return refuse('address-not-attested', 'expected attestations that vaults of this policy have signed');
    }
    if (!used.has(batch) || signed.has(batch)) {
      return refuse(
        'envelope-malformed',
        'expected the attestations of the addresses, each once, and no others',
      );
    }
    signed.set(batch, attestation);
  }
  const paths = new Map<string, DerivationPath>();
  for (const own of addresses) {
    const key = `${own.vaultId} ${own.address}`;
    if (paths.has(key)) return refuse('envelope-malformed', 'expected each address once');
    const attestation = signed.get(own.batch);
    if (!attestation || !isUnderRoot(attestation.statement, own, own.proof)) {
      return refuse(
        'address-not-attested',
        `expected an address that its vault has signed, got ${own.address}`,
      );
    }
    paths.set(key, own.path);
  }
  return ok((vaultId, address) => paths.get(`${vaultId} ${address}`) ?? null);
}
