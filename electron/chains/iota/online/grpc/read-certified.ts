import type { MessageInitShape } from '@bufbuild/protobuf';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { Checkpoint } from '../../grpc/generated/base_pb.ts';
import {
  type Epoch,
  type GetCheckpointRequestSchema,
  LedgerService,
} from '../../grpc/generated/ledger_service_pb.ts';
import type { Committee } from '../../pure/ledger/committee.ts';
import { digestText, type LedgerDigest } from '../../pure/ledger/digests.ts';
import type { OfferedSummary } from '../../pure/proof/light-client.ts';
import { NodeFault } from '../node-fault.ts';
import { pastRefusal } from './grpc-fault.ts';
import type { GrpcCalls } from './grpc-node.ts';
import { plainBytes, unwrapped } from './wire-bytes.ts';

/** The summary of a checkpoint and its certificate. `node-pruned` where the node no longer has it. */
export const readCertified = (node: GrpcCalls, sequence: bigint): Promise<Result<OfferedSummary>> =>
  readHead(node, { case: 'sequenceNumber', value: sequence }, `checkpoint ${sequence}`, certifiedOf);

/** The certificate of a checkpoint alone; null where the node gives none. `node-pruned` where it no longer has the checkpoint. */
export const readCertificate = (node: GrpcCalls, sequence: bigint): Promise<Result<Uint8Array | null>> =>
  readHead(
    node,
    { case: 'sequenceNumber', value: sequence },
    `checkpoint ${sequence}`,
    ({ signature }) => (signature ? unwrapped(signature, 'certificate') : null),
    [SIGNATURE],
  );

/** The summary that a digest names, by nothing but the node's word. */
export const readSummaryOf = (node: GrpcCalls, digest: LedgerDigest): Promise<Result<Uint8Array>> =>
  readHead(node, { case: 'digest', value: { digest } }, `checkpoint ${digestText(digest)}`, ({ summary }) =>
    unwrapped(summary, 'summary'),
  );

/** The summary, certificate and contents of a checkpoint. `node-pruned` where the node no longer has it. */
export const readCheckpointOf = (
  node: GrpcCalls,
  sequence: bigint,
): Promise<Result<Record<'summary' | 'certificate' | 'contents', Uint8Array>>> =>
  readHead(
    node,
    { case: 'sequenceNumber', value: sequence },
    `checkpoint ${sequence}`,
    ({ summary, signature, contents }) => ({
      summary: unwrapped(summary, 'summary'),
      certificate: unwrapped(signature, 'certificate'),
      contents: plainBytes(contents, 'list of contents'),
    }),
    ['checkpoint.summary.bcs', SIGNATURE, 'checkpoint.contents.bcs'],
  );

const certifiedOf = ({ summary, signature }: Checkpoint): OfferedSummary => ({
  summary: unwrapped(summary, 'summary'),
  certificate: unwrapped(signature, 'certificate'),
});

const SIGNATURE = 'checkpoint.signature';

async function readHead<T>(
  node: GrpcCalls,
  checkpointId: NonNullable<MessageInitShape<typeof GetCheckpointRequestSchema>['checkpointId']>,
  name: string,
  take: (head: Checkpoint) => T,
  paths = ['checkpoint.summary.bcs', SIGNATURE],
): Promise<Result<T>> {
  const found: T[] = [];
  const read = await node.read(
    LedgerService.method.getCheckpoint,
    { checkpointId, readMask: { paths } },
    ({ payload }) => {
      if (payload.case !== 'checkpoint') return ok('nothing');
      const taken = refusing(() => take(payload.value));
      if (!taken.ok) return taken;
      found.push(taken.value);
      return ok('enough');
    },
    pastRefusal(name),
  );
  if (!read.ok) return read;
  const [first] = found;
  return first === undefined
    ? refuse('node-answer-malformed', `expected ${name}, the stream ended`)
    : ok(first);
}

/** The certified checkpoint that closes an epoch. `node-pruned` where the node has it no longer, or the epoch has not ended. */
export async function readClosing(node: GrpcCalls, epoch: bigint): Promise<Result<OfferedSummary>> {
  const answer = await readEpoch(node, epoch, ['epoch', 'epoch_close_proof']);
  if (!answer.ok) return answer;
  const closing = answer.value.epochCloseProof?.checkpoint;
  if (!closing) return refuse('node-pruned', `this node has no closing checkpoint of epoch ${epoch}`);
  return refusing(() => certifiedOf(closing));
}

/** Epochs that are walked at once by their closing checkpoints: more than a year. */
const MOST_EPOCHS = 500n;

/** The certified ends of the epochs from `first` to the one before `end`, oldest first. */
export async function readClosings(
  node: GrpcCalls,
  first: bigint,
  end: bigint,
): Promise<Result<readonly OfferedSummary[]>> {
  if (end - first > MOST_EPOCHS) {
    return refuse('epoch-skipped', `expected at most ${MOST_EPOCHS} epochs since ${first}, got ${end}`);
  }
  const closings: OfferedSummary[] = [];
  for (let epoch = first; epoch < end; epoch++) {
    const closing = await readClosing(node, epoch);
    if (!closing.ok) return closing;
    closings.push(closing.value);
  }
  return ok(closings);
}

/** The committee of an epoch, by the word of this node alone. */
export async function readCommittee(node: GrpcCalls, epoch: bigint): Promise<Result<Committee>> {
  const answer = await readEpoch(node, epoch, ['epoch', 'committee']);
  if (!answer.ok) return answer;
  const members = answer.value.committee?.members?.members ?? [];
  const read = members.map(({ publicKey, weight }) => ({ publicKey, stake: weight }));
  const known = read.flatMap(({ publicKey, stake }) =>
    publicKey === undefined || stake === undefined ? [] : [{ publicKey, stake }],
  );
  return answer.value.epoch === epoch && known.length === read.length && known.length > 0
    ? ok({ epoch, members: known })
    : refuse('node-answer-malformed', `expected the committee of epoch ${epoch}, got none`);
}

/** What the present epoch asks of a transaction, and its protocol. */
export async function readPresentEpoch(
  node: GrpcCalls,
): Promise<Result<{ readonly epoch: bigint; readonly gasPrice: bigint; readonly protocol: string }>> {
  const answer = await readEpoch(node, null, ['epoch', 'reference_gas_price', 'protocol_config']);
  if (!answer.ok) return answer;
  const { epoch, referenceGasPrice, protocolConfig } = answer.value;
  const protocol = protocolConfig?.protocolVersion;
  return epoch === undefined || referenceGasPrice === undefined || protocol === undefined
    ? refuse('node-answer-malformed', 'expected epoch, gas price and protocol, got fewer')
    : ok({ epoch, gasPrice: referenceGasPrice, protocol: protocol.toString() });
}

async function readEpoch(node: GrpcCalls, epoch: bigint | null, paths: string[]): Promise<Result<Epoch>> {
  const answer = await node.ask(
    LedgerService.method.getEpoch,
    { ...(epoch === null ? {} : { epoch }), readMask: { paths } },
    pastRefusal(`epoch ${epoch ?? 'that runs'}`),
  );
  if (!answer.ok) return answer;
  return answer.value.epoch
    ? ok(answer.value.epoch)
    : refuse('node-answer-malformed', 'expected an epoch, got none');
}

/** What `read` gives; refuses what it throws as a fault of the node. */
export function refusing<T>(read: () => T): Result<T> {
  try {
    return ok(read());
  } catch (error) {
    if (error instanceof NodeFault) return refuse(error.code, error.message);
    throw error;
  }
}
