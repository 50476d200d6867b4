import * as v from 'valibot';
import { withoutGrpc } from '../../../../core/node-url.ts';
import { ok, refuse } from '../../../../core/result.ts';
import { parseWith } from '../../../../core/schema.ts';
import type { ConnectLine } from '../../../line.ts';
import { evidenceOfCoin } from '../../pure/coin-evidence.ts';
import { decodeTransfer } from '../../pure/decode-transfer.ts';
import { iotaTerms } from '../../pure/fee-terms.ts';
import { iotaChain } from '../../pure/iota-chain.ts';
import { parseDigest } from '../../pure/ledger/digests.ts';
import { coinOfObject } from '../../pure/read-coin-object.ts';
import { historyFiles } from '../history/history-files.ts';
import { storedSpend } from '../history/read-stored.ts';
import { sdkAgrees } from '../second-opinion.ts';
import { CertifiedPast } from './certified-past.ts';
import { execute } from './execute.ts';
import { GrpcNode } from './grpc-node.ts';
import { LedgerProver, MOST_CHECKPOINTS } from './prove-ledger.ts';
import { readPresentEpoch } from './read-certified.ts';
import { readCreations } from './read-creations.ts';
import { readOthers } from './read-others.ts';
import { readOwned } from './read-owned.ts';
import { readSpend } from './read-spend.ts';

const limitSchema = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_CHECKPOINTS));

const COIN_TYPE = '0x2::coin::Coin<0x2::iota::IOTA>';

/**
 * IOTA by gRPC: checkpoints are given when the validators' certificates prove them. What an address has now, fees and what
 * was executed just now are one node's word, each coin under the digest of its own bytes.
 */
export const connectGrpc: ConnectLine = (options) => {
  const { network, genesis, timeoutMs, way, trustRoot = null, history = null } = options;
  const node = new GrpcNode({ network, url: withoutGrpc(options.url), genesis, timeoutMs, way });
  const store = history === null ? null : historyFiles({ ...options, url: history });
  const prover = new LedgerProver(node, trustRoot, store);
  const info = () => node.info();
  const creations = (ids: readonly string[]) => readCreations(node.begin(), ids);
  const past = new CertifiedPast({ creations, closings: (from) => prover.closings(from) }, trustRoot);
  return {
    network: options.network,
    url: options.url,
    most: MOST_CHECKPOINTS,
    proves: true,
    genesis: async () => {
      const told = await info();
      return told.ok ? ok(told.value.genesis) : told;
    },
    nodeTime: () => node.time(),
    lowest: () => node.lowest(),
    quietMs: () => node.quietMs(),
    terms: async () => {
      const present = await readPresentEpoch(node.begin());
      return present.ok ? iotaChain.checkTerms(iotaTerms(present.value.gasPrice)) : present;
    },
    fields: async () => ok(null),
    holdings: async (owner) => {
      const objects = await readOwned(node.begin(), owner, COIN_TYPE);
      if (!objects.ok) return objects;
      const coins = objects.value.map(coinOfObject);
      const own = coins.flatMap((coin) => (coin?.owner === owner ? [coin] : []));
      const once = new Set(own.map(({ id }) => id)).size;
      // A coin that moves while its pages are read may be listed in neither version, but not in both.
      return own.length === coins.length && once === own.length
        ? ok(own.map(evidenceOfCoin))
        : refuse(
            'node-answer-malformed',
            'expected plain coins of the address that was asked for, each once',
          );
    },
    others: (owner) => readOthers(node.begin(), owner),
    latestCheckpoint: async () => {
      const told = await info();
      return told.ok ? ok(told.value.newest) : told;
    },
    about: async () => {
      const told = await info();
      if (!told.ok) return told;
      const present = await readPresentEpoch(node.begin());
      if (!present.ok) return present;
      return ok({
        genesis: told.value.genesis,
        protocol: present.value.protocol,
        newest: { checkpoint: told.value.newest, at: told.value.newestAt },
        lowest: told.value.lowest,
        proves: true,
      });
    },
    checkpoints: async (from, limit, kept = null, sought = null) => {
      const checked = parseWith(limitSchema, limit);
      return checked.ok ? prover.read(from, limit, { kept, sought }) : checked;
    },
    closings: (from) => prover.closings(from),
    creations,
    certified: (ids) => past.read(ids),
    // No call of gRPC tells the history of an address: deposits are seen when a checkpoint has them.
    received: async () => ok([]),
    submit: (bytes, serialized) => execute(node.begin(), bytes, serialized),
    outlook: async (bytes) => {
      const transfer = decodeTransfer(bytes);
      if (!transfer.ok) return transfer;
      const { expirationEpoch } = transfer.value;
      if (expirationEpoch === null) return ok('may-happen');
      const present = await readPresentEpoch(node.begin());
      if (!present.ok) return present;
      return ok(present.value.epoch > expirationEpoch ? 'expired' : 'may-happen');
    },
    provenSpend: async (id, at) => {
      const digest = parseDigest(id);
      if (!digest.ok) return digest;
      const spend = await readSpend(node.begin(), digest.value);
      return !spend.ok && spend.code === 'node-pruned' && store !== null
        ? storedSpend(store, { id: digest.value, at })
        : spend;
    },
    confirm: sdkAgrees,
  };
};
