import { bls12_381 } from '@noble/curves/bls12-381.js';
import { encodeCertificate } from '../../chains/iota/pure/ledger/certificate.ts';
import { certificatePoint } from '../../chains/iota/pure/proof/verify-certificate.ts';
import type { PracticeValidator } from '../validators.ts';

const { Fr } = bls12_381.fields;

/**
 * BCS of the certificate of a summary. All sign the same message, so the sum of their signatures is the message's point
 * times the sum of their keys: one multiplication, and byte for byte what validators and an aggregator would make.
 * The keys are nobody's secret, so this takes the faster multiplication, whose time depends on them.
 * @param signers places in the committee, ascending
 */
export function certify(
  summary: Uint8Array,
  epoch: number,
  committee: readonly PracticeValidator[],
  signers: readonly number[],
): Uint8Array {
  const secret = signers.reduce((sum, place) => Fr.add(sum, committee[place]!.secret), 0n);
  const signature = certificatePoint(summary, BigInt(epoch)).multiplyUnsafe(secret).toBytes(true);
  return encodeCertificate({ epoch: BigInt(epoch), signature, signers });
}

/** Which validators sign a checkpoint: three of four, one after the other left out; all four now and then. */
export function signersOf(sequence: number, members: number): readonly number[] {
  const away = sequence % (members + 1);
  return Array.from({ length: members }, (_, place) => place).filter((place) => place !== away);
}
