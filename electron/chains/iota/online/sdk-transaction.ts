import { bcs } from '@iota/iota-sdk/bcs';
import { coinKey } from '../pure/coin-evidence.ts';

export type SdkData = ReturnType<typeof bcs.TransactionData.parse>;

/**
 * What the SDK reads in the bytes of somebody's transaction, which may have any shape; null for what is none, and for bytes
 * that it would write in another way: nothing can hide behind or between the parts that it reads.
 */
export function sdkTransaction(bytes: Uint8Array): SdkData | null {
  try {
    const data = bcs.TransactionData.parse(bytes);
    return Buffer.from(bcs.TransactionData.serialize(data).toBytes()).equals(bytes) ? data : null;
  } catch {
    return null;
  }
}

/** Keys of what a transaction consumes: whether it succeeds or fails, each owned object that it names gets a new version. */
export function consumedBy({ V1: { kind, gasData } }: SdkData): readonly string[] {
  const named = kind.ProgrammableTransaction?.inputs.map((input) => input.Object?.ImmOrOwnedObject) ?? [];
  return [...(gasData.payment ?? []), ...named].flatMap((reference) =>
    reference ? [coinKey({ id: reference.objectId, version: reference.version.toString() })] : [],
  );
}
