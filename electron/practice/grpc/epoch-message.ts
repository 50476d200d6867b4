import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { base58 } from '@scure/base';
import type { EpochSchema } from '../../chains/iota/grpc/generated/ledger_service_pb.ts';
import type { Ledger } from '../ledger.ts';
import { type Epoch, transactionsOf } from '../store/checkpoint-table.ts';
import { committeeOf } from '../validators.ts';
import type { Selection } from './field-mask.ts';
import type { Telling } from './lies.ts';
import { checkpointMessage } from './messages.ts';

/** An epoch: its committee, and, once it is closed, the certified checkpoint that closed it. */
export function epochMessage(
  ledger: Ledger,
  epoch: Epoch,
  { selection, telling }: { readonly selection: Selection; readonly telling: Telling },
): MessageInitShape<typeof EpochSchema> {
  const { wants, touches } = selection;
  const { number, firstCheckpoint, lastCheckpoint, start, end, gasPrice, protocolVersion } = epoch;
  return {
    ...(wants('epoch') && { epoch: BigInt(number) }),
    ...(wants('committee') && {
      committee: {
        epoch: BigInt(number),
        members: {
          members: committeeOf(ledger.genesis.seed, number).map(({ publicKey, stake }) => ({
            publicKey,
            weight: stake,
          })),
        },
      },
    }),
    ...(wants('first_checkpoint') && { firstCheckpoint: BigInt(firstCheckpoint) }),
    ...(wants('last_checkpoint') && lastCheckpoint !== null && { lastCheckpoint: BigInt(lastCheckpoint) }),
    ...(wants('start') && { start: timestampFromMs(start) }),
    ...(wants('end') && end !== null && { end: timestampFromMs(end) }),
    ...(wants('reference_gas_price') && { referenceGasPrice: gasPrice }),
    ...(touches('protocol_config') && { protocolConfig: { protocolVersion: BigInt(protocolVersion) } }),
    ...(touches('epoch_close_proof') &&
      lastCheckpoint !== null && {
        epochCloseProof: closeProof(ledger, telling, {
          sequence: lastCheckpoint,
          selection: selection.inside('epoch_close_proof'),
        }),
      }),
  };
}

function closeProof(
  ledger: Ledger,
  telling: Telling,
  { sequence, selection }: { readonly sequence: number; readonly selection: Selection },
) {
  const checkpoint = ledger.checkpoints.at(sequence)!;
  const told = telling.checkpoint(checkpoint);
  const change = ledger.find(transactionsOf(checkpoint).at(-1)!)!;
  const effects = selection.inside('end_of_epoch_transaction_effects');
  return {
    ...(selection.touches('checkpoint') && {
      checkpoint: checkpointMessage(told, selection.inside('checkpoint'), () => telling.certificate(told)),
    }),
    ...(selection.touches('end_of_epoch_transaction_effects') && {
      endOfEpochTransactionEffects: {
        ...(effects.wants('digest') && { digest: { digest: base58.decode(change.effectsDigest) } }),
        ...(effects.wants('bcs') && { bcs: { data: change.effectsBytes } }),
      },
    }),
  };
}
