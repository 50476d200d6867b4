import { bls12_381 } from '@noble/curves/bls12-381.js';
import { encodeCertificate } from '../../electron/chains/iota/pure/ledger/certificate.ts';
import type { Committee } from '../../electron/chains/iota/pure/ledger/committee.ts';
import { certificatePoint } from '../../electron/chains/iota/pure/proof/verify-certificate.ts';

const bls = bls12_381.shortSignatures;
const { Fr } = bls12_381.fields;

/** A committee whose secret keys are known. */
export interface SigningCommittee {
  readonly committee: Committee;
  readonly secrets: readonly Uint8Array[];
}

/** Validators with secret keys that follow from `name`: equal names are equal keys. */
export function signingCommittee(epoch: bigint, name: number, stakes: readonly bigint[]): SigningCommittee {
  const pairs = stakes.map((_, index) => bls.keygen(new Uint8Array(48).fill(name).fill(index + 1, 0, 2)));
  const members = pairs.map(({ publicKey }, index) => ({
    publicKey: publicKey.toBytes(),
    stake: stakes[index] as bigint,
  }));
  return { committee: { epoch, members }, secrets: pairs.map(({ secretKey }) => secretKey) };
}

/** The certificate of `signers` over a summary, BCS. */
export function certify(
  { committee, secrets }: SigningCommittee,
  summaryBytes: Uint8Array,
  signers: readonly number[] = committee.members.map((_, index) => index),
  epoch = committee.epoch,
): Uint8Array {
  // The sum of all signatures is that of the sum of all keys.
  const sum = signers.reduce((all, index) => Fr.add(all, Fr.fromBytes(secrets[index] as Uint8Array)), 0n);
  const signature = bls.sign(certificatePoint(summaryBytes, epoch), Fr.toBytes(sum));
  return encodeCertificate({ epoch, signature: bls.Signature.toBytes(signature), signers });
}
