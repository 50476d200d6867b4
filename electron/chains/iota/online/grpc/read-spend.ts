import { base64 } from '@scure/base';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { ProvenSpend } from '../../../line.ts';
import { BcsFault, BcsReader } from '../../pure/bcs-reader.ts';
import { iotaChain } from '../../pure/iota-chain.ts';
import { digestText, sameDigest, transactionDigest } from '../../pure/ledger/digests.ts';
import { consumedBy, type SdkData, sdkTransaction } from '../sdk-transaction.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { refusing } from './read-certified.ts';
import { readTransaction } from './read-transaction.ts';
import { malformed, plainBytes } from './wire-bytes.ts';

/** See `Line.provenSpend`: the bytes must have the digest that was asked for, each signature must be over them. */
export async function readSpend(node: GrpcCalls, digest: Uint8Array): Promise<Result<ProvenSpend>> {
  const found = await readTransaction(node, digest, ['transaction.bcs', 'signatures']);
  if (!found.ok) return found;
  const given = found.value;
  if (given === null) return refuse('node-pruned', `this node no longer has ${digestText(digest)}`);
  const parts = refusing(() => ({
    bytes: plainBytes(given.transaction, 'transaction'),
    signatures: (given.signatures?.signatures ?? []).map((each) =>
      signatureOf(plainBytes(each, 'signature')),
    ),
  }));
  return parts.ok ? spendOf(parts.value, digest) : parts;
}

/** What a transaction spends by its bytes, which must have this digest, and who signed them. */
export function spendOf(
  { bytes, signatures }: { readonly bytes: Uint8Array; readonly signatures: readonly Uint8Array[] },
  digest: Uint8Array,
): Result<ProvenSpend> {
  const data: SdkData | null = sdkTransaction(bytes);
  if (!data || !sameDigest(transactionDigest(bytes), digest)) {
    return refuse(
      'node-answer-malformed',
      'expected the bytes of the transaction that was asked for, got others',
    );
  }
  const signers = signatures.flatMap((signature) => {
    const verified = iotaChain.verify(bytes, base64.encode(signature));
    return verified.ok ? verified.value : [];
  });
  return ok({ signers, inputKeys: consumedBy(data) });
}

/** A signature behind its length. Throws `NodeFault`. */
export function signatureOf(bytes: Uint8Array): Uint8Array {
  try {
    const reader = new BcsReader(bytes);
    const signature = reader.bytes();
    if (reader.left === 0) return signature;
  } catch (error) {
    if (!(error instanceof BcsFault)) throw error;
  }
  throw malformed('expected a signature behind its length, got other bytes');
}
