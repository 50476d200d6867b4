import { toBase64 } from '@iota/iota-sdk/utils';
import * as v from 'valibot';
import { isGrpc } from '../../../core/node-url.ts';
import { ok, refuse } from '../../../core/result.ts';
import { parseWith } from '../../../core/schema.ts';
import type { ConnectLine } from '../../line.ts';
import { evidenceOfCoin } from '../pure/coin-evidence.ts';
import { iotaTerms } from '../pure/fee-terms.ts';
import { iotaChain } from '../pure/iota-chain.ts';
import { digestSchema, gasPriceSchema, transactionSchema, u64Schema } from './answer-schemas.ts';
import { connectGrpc } from './grpc/grpc-line.ts';
import { ledgerTransaction, transactionOptions } from './ledger-transaction.ts';
import { NodeConnection } from './node-connection.ts';
import { submitRefusal } from './node-fault.ts';
import { readAbout } from './read-about.ts';
import { readCoins } from './read-coins.ts';
import { isNamed, readCheckpoints, readReceived } from './read-ledger.ts';
import { readOthers } from './read-others.ts';
import { readOutlook } from './read-outlook.ts';
import { readProvenSpend } from './read-proven-spend.ts';
import { sdkAgrees } from './second-opinion.ts';

/** By gRPC where the address says so, by JSON-RPC else. Nothing is sent before the first call. */
export const connectIota: ConnectLine = (options) =>
  isGrpc(options.url) ? connectGrpc(options) : connectJsonRpc(options);

const MOST_CHECKPOINTS = 50;
const limitSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CHECKPOINTS));

/** IOTA over JSON-RPC, through the SDK's client: one node's word. */
const connectJsonRpc: ConnectLine = (options) => {
  const node = new NodeConnection(options);
  return {
    network: options.network,
    url: options.url,
    most: MOST_CHECKPOINTS,
    proves: false,
    genesis: () => node.chain(),
    nodeTime: () => node.time(),
    // No answer of JSON-RPC tells it.
    lowest: () => null,
    quietMs: () => node.quietMs(),
    terms: async () => {
      const price = await node.begin().call((client) => client.getReferenceGasPrice(), gasPriceSchema);
      return price.ok ? iotaChain.checkTerms(iotaTerms(price.value)) : price;
    },
    fields: async () => ok(null),
    holdings: async (owner) => {
      const coins = await readCoins(node.begin(), owner);
      return coins.ok ? ok(coins.value.map(evidenceOfCoin)) : coins;
    },
    others: (owner) => readOthers(node.begin(), owner),
    latestCheckpoint: async () => {
      const latest = await node
        .begin()
        .call((client) => client.getLatestCheckpointSequenceNumber(), u64Schema);
      return latest.ok ? ok(BigInt(latest.value)) : latest;
    },
    about: () => readAbout(node),
    checkpoints: async (from, limit) => {
      const checked = parseWith(limitSchema, limit);
      if (!checked.ok) return checked;
      const read = await readCheckpoints({ calls: node.begin(), time: () => node.time() }, from, limit);
      return read.ok ? ok({ checkpoints: read.value, proof: null }) : read;
    },
    closings: async () => ok(null),
    creations: async (ids) => ok(ids.map(() => null)),
    certified: async (ids) => ok(ids.map(() => null)),
    received: (owner) => readReceived(node.begin(), owner),
    submit: async (bytes, serialized) => {
      const answer = await node.begin().call(
        (client) =>
          client.executeTransactionBlock({
            transactionBlock: toBase64(bytes),
            signature: serialized,
            options: transactionOptions,
          }),
        transactionSchema,
        submitRefusal,
      );
      if (!answer.ok) return answer;
      const named = isNamed(answer.value, iotaChain.transactionId(bytes));
      return named.ok
        ? ok(ledgerTransaction(answer.value))
        : refuse('node-answer-malformed', 'expected the digest of the bytes that were sent, got another');
    },
    outlook: (bytes) => readOutlook(node.begin(), bytes),
    provenSpend: async (id) => {
      const checked = parseWith(digestSchema, id);
      return checked.ok ? readProvenSpend(node.begin(), id) : checked;
    },
    confirm: sdkAgrees,
  };
};
