import { toBase64 } from '@iota/iota-sdk/utils';
import * as v from 'valibot';
import type { NetworkId } from '../../../core/network-id.ts';
import { ok, refuse } from '../../../core/result.ts';
import { parseWith } from '../../../core/schema.ts';
import type { Network } from '../../network.ts';
import { iotaCodec } from '../pure/codec.ts';
import { digestSchema, gasPriceSchema, transactionSchema, u64Schema } from './answer-schemas.ts';
import { ledgerTransaction, transactionOptions } from './ledger-transaction.ts';
import { NodeConnection, type NodeConnectionOptions } from './node-connection.ts';
import { submitRefusal } from './node-fault.ts';
import { readCoins } from './read-coins.ts';
import { isNamed, readCheckpoints, readReceived } from './read-ledger.ts';
import { readSignedSpend } from './read-signed-spend.ts';

export interface IotaNetworkOptions extends NodeConnectionOptions {
  readonly id: NetworkId;
}

const limitSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50));

/** Today's IOTA over JSON-RPC, through the SDK's client. Nothing is sent before the first call. */
export function createIotaNetwork(options: IotaNetworkOptions): Network {
  const node = new NodeConnection(options);
  return {
    id: options.id,
    url: options.url,
    chain: () => node.chain(),
    gasPrice: () => node.call((client) => client.getReferenceGasPrice(), gasPriceSchema),
    coins: (owner) => readCoins(node, owner),
    latestCheckpoint: async () => {
      const latest = await node.call((client) => client.getLatestCheckpointSequenceNumber(), u64Schema);
      return latest.ok ? ok(BigInt(latest.value)) : latest;
    },
    checkpoints: async (from, limit) => {
      const checked = parseWith(limitSchema, limit);
      return checked.ok ? readCheckpoints(node, from, limit) : checked;
    },
    received: (owner) => readReceived(node, owner),
    submit: async (bytes, serializedSignature) => {
      const digest = iotaCodec.formatDigest(iotaCodec.digest(bytes));
      const answer = await node.call(
        (client) =>
          client.executeTransactionBlock({
            transactionBlock: toBase64(bytes),
            signature: serializedSignature,
            options: transactionOptions,
          }),
        transactionSchema,
        submitRefusal,
      );
      if (!answer.ok) return answer;
      const named = isNamed(answer.value, digest);
      return named.ok
        ? ok(ledgerTransaction(answer.value))
        : refuse('node-answer-malformed', 'expected the digest of the bytes that were sent, got another');
    },
    signedSpend: async (digest) => {
      const checked = parseWith(digestSchema, digest);
      return checked.ok ? readSignedSpend(node, digest) : checked;
    },
  };
}
