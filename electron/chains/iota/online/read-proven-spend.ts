import { bcs } from '@iota/iota-sdk/bcs';
import { base64 } from '@scure/base';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { ProvenSpend } from '../../line.ts';
import { iotaChain } from '../pure/iota-chain.ts';
import { rawTransactionSchema } from './answer-schemas.ts';
import type { NodeCalls } from './node-connection.ts';
import { consumedBy, type SdkData } from './sdk-transaction.ts';

/** See `Line.provenSpend`. The SDK decodes: such a transaction is somebody else's, and may have any shape. */
export async function readProvenSpend(node: NodeCalls, digest: string): Promise<Result<ProvenSpend>> {
  const answer = await node.call(
    (client) => client.getTransactionBlock({ digest, options: { showRawInput: true } }),
    rawTransactionSchema,
  );
  if (!answer.ok) return answer;
  const read = decode(answer.value.rawTransaction);
  // What the SDK writes again is what is hashed, so that nothing can hide behind or between the parts that it reads.
  if (!read || iotaChain.transactionId(read.bytes) !== digest) {
    return refuse(
      'node-answer-malformed',
      'expected the bytes of the transaction that was asked for, got others',
    );
  }
  const signers = read.signatures.flatMap((signature) => {
    const verified = iotaChain.verify(read.bytes, signature);
    return verified.ok ? verified.value : [];
  });
  return ok({ signers, inputKeys: consumedBy(read.data) });
}

/** BCS of `SenderSignedData` (IOTA's Rust types, `transaction.rs`): one transaction with its signatures. */
function decode(raw: string): { bytes: Uint8Array; data: SdkData; signatures: readonly string[] } | null {
  try {
    const [signed, ...more] = bcs.SenderSignedData.parse(base64.decode(raw));
    if (!signed || more.length > 0) return null;
    const data = signed.intentMessage.value;
    return { bytes: bcs.TransactionData.serialize(data).toBytes(), data, signatures: signed.txSignatures };
  } catch {
    return null;
  }
}
