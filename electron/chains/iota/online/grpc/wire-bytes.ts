import { NodeFault } from '../node-fault.ts';

/** Bytes of the ledger as gRPC gives them; absent where the node left them out. */
type Given = { readonly bcs?: { readonly data: Uint8Array } | undefined } | undefined;

/** The version of the envelope around summaries, certificates and objects: digests and signatures do not cover it. */
const ENVELOPE = 0;

/** What has no envelope: contents, transactions, effects. Throws {@link NodeFault} where it is missing. */
export function plainBytes(given: Given, name: string): Uint8Array {
  const data = given?.bcs?.data;
  if (!data || data.length === 0) throw malformed(`expected a ${name}, got none`);
  return data;
}

/** What lies in an envelope: summaries, certificates, objects. Throws {@link NodeFault} where it is missing or another version. */
export function unwrapped(given: Given, name: string): Uint8Array {
  const data = plainBytes(given, name);
  if (data[0] !== ENVELOPE) throw malformed(`expected a ${name} in an envelope of version 0, got ${data[0]}`);
  return data.subarray(1);
}

/** The number of a checkpoint, epoch or version, which the node has to name. Throws {@link NodeFault}. */
export function named(value: bigint | undefined, name: string): bigint {
  if (value === undefined) throw malformed(`expected the number of a ${name}, got none`);
  return value;
}

export const malformed = (message: string): NodeFault => new NodeFault('node-answer-malformed', message);
