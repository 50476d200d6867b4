import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { base58, base64 } from '@scure/base';
import type {
  CheckpointSchema,
  ExecutedTransactionSchema,
  ObjectSchema,
} from '../../chains/iota/grpc/generated/base_pb.ts';
import { addressBytes } from '../../chains/iota/pure/address.ts';
import { BcsWriter } from '../../chains/iota/pure/bcs-writer.ts';
import { coinObjectBytes } from '../../chains/iota/pure/coin-object.ts';
import type { Effects } from '../apply-transaction.ts';
import { type Coin, evidenceOf } from '../coin.ts';
import { givenObjectBytes } from '../documents/given-object.ts';
import { type SystemObject, systemObjectBytes } from '../documents/system-object.ts';
import { documentDigest } from '../documents/tagged-digest.ts';
import type { GivenObject } from '../gift.ts';
import type { PracticeCheckpoint } from '../store/checkpoint-table.ts';
import { isCoin } from '../store/object-table.ts';
import type { Recorded } from '../store/transaction-table.ts';
import type { Selection } from './field-mask.ts';

/** Whatever an object is here. */
export type PracticeObject = Coin | SystemObject | GivenObject;

export type CheckpointMessage = MessageInitShape<typeof CheckpointSchema>;
export type TransactionMessage = MessageInitShape<typeof ExecutedTransactionSchema>;
export type ObjectMessage = MessageInitShape<typeof ObjectSchema>;

/** A document by digest (base58), by BCS, or both. */
function documentMessage(selection: Selection, digest: () => string, bytes: Uint8Array) {
  return {
    ...(selection.wants('digest') && { digest: { digest: base58.decode(digest()) } }),
    ...(selection.wants('bcs') && { bcs: { data: bytes } }),
  };
}

/** Behind the envelope of version 0, in which summaries, certificates and objects come. */
export function inEnvelope(bytes: Uint8Array): Uint8Array {
  const wrapped = new Uint8Array(bytes.length + 1);
  wrapped.set(bytes, 1);
  return wrapped;
}

/** @param certificate BCS; made only where it was asked for */
export function checkpointMessage(
  { sequence, digest, summary, contents, contentsDigest }: PracticeCheckpoint,
  selection: Selection,
  certificate: () => Uint8Array,
): CheckpointMessage {
  return {
    sequenceNumber: BigInt(sequence),
    ...(selection.touches('summary') && {
      summary: documentMessage(selection.inside('summary'), () => digest, inEnvelope(summary)),
    }),
    ...(selection.touches('contents') && {
      contents: documentMessage(selection.inside('contents'), () => contentsDigest, contents),
    }),
    ...(selection.touches('signature') && { signature: { bcs: { data: inEnvelope(certificate()) } } }),
  };
}

/** What lies behind a transaction's documents. */
export interface Inside {
  readonly effectsOf: (recorded: Recorded) => Effects;
  /** BCS of an object. */
  readonly object: (object: PracticeObject) => Uint8Array;
}

const NOTHING: Pick<Effects, 'created' | 'mutated' | 'deleted' | 'system'> = {
  created: [],
  mutated: [],
  deleted: [],
  system: [],
};

/** @param timestamp of its checkpoint, milliseconds since the Unix epoch; null without one */
export function transactionMessage(
  recorded: Recorded,
  timestamp: number | null,
  selection: Selection,
  { effectsOf, object: toBytes }: Inside,
): TransactionMessage {
  const { bytes, signatures, effectsBytes, checkpoint } = recorded;
  const needsObjects = selection.touches('input_objects') || selection.touches('output_objects');
  const effects = needsObjects ? effectsOf(recorded) : NOTHING;
  const before = () => [
    ...effects.mutated.map((change) => change.before),
    ...effects.deleted,
    ...effects.system.flatMap((change) => change.before ?? []),
  ];
  const after = () => [
    ...effects.created,
    ...effects.mutated.map((change) => change.after),
    ...effects.system.map((change) => change.after),
  ];
  const objects = (list: readonly PracticeObject[], field: string) => ({
    objects: [...list]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((each) => objectMessage(each, selection.inside(field), toBytes(each))),
  });
  return {
    ...(selection.touches('transaction') && {
      transaction: documentMessage(selection.inside('transaction'), () => recorded.digest, bytes),
    }),
    ...(selection.touches('signatures') && {
      signatures: {
        signatures: signatures.map((each) => ({ bcs: { data: lengthAnd(base64.decode(each)) } })),
      },
    }),
    ...(selection.touches('effects') && {
      effects: documentMessage(selection.inside('effects'), () => recorded.effectsDigest, effectsBytes),
    }),
    ...(selection.wants('checkpoint') && checkpoint !== null && { checkpoint: BigInt(checkpoint) }),
    ...(selection.wants('timestamp') &&
      checkpoint !== null &&
      timestamp !== null && { timestamp: timestampFromMs(timestamp) }),
    ...(selection.touches('input_objects') && { inputObjects: objects(before(), 'input_objects') }),
    ...(selection.touches('output_objects') && { outputObjects: objects(after(), 'output_objects') }),
  };
}

/** BCS of an object, without envelope. */
export function objectBytes(object: PracticeObject): Uint8Array {
  if ('content' in object) return givenObjectBytes(object);
  return isCoin(object) ? coinObjectBytes(evidenceOf(object)) : systemObjectBytes(object);
}

export function objectMessage(
  object: PracticeObject,
  selection: Selection,
  bytes = objectBytes(object),
): ObjectMessage {
  const reference = selection.inside('reference');
  return {
    ...(selection.touches('reference') && {
      reference: {
        ...(reference.wants('object_id') && { objectId: { objectId: addressBytes(object.id) } }),
        ...(reference.wants('version') && { version: object.version }),
        ...(reference.wants('digest') && {
          digest: { digest: base58.decode(documentDigest('Object', bytes)) },
        }),
      },
    }),
    ...(selection.wants('bcs') && { bcs: { data: inEnvelope(bytes) } }),
  };
}

const lengthAnd = (bytes: Uint8Array): Uint8Array => new BcsWriter(bytes.length + 2).vector(bytes).toBytes();
