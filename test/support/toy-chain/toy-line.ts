import type { Checkpoint, ConnectLine } from '../../../electron/chains/line.ts';
import { createLines, type LineRegistry } from '../../../electron/chains/lines.ts';
import { viewDigest } from '../../../electron/core/proposal/transfer-view.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import { toyChain, toyTerms } from './toy-chain.ts';
import { inputKey } from './toy-intent.ts';
import type { ToyBlock, ToyLedger } from './toy-ledger.ts';
import { readTransaction, transactionId } from './toy-transaction.ts';

/** A second block that a signature stays good for is enough here: tests make blocks by hand. */
const LIFE = 20;

/** The online half of the toy chain: a line to a ledger in this process. */
export const connectToy =
  (ledger: ToyLedger): ConnectLine =>
  ({ network, url, genesis }) => {
    const checkpoint = ({ number, digest, previous, timestamp, transactions }: ToyBlock): Checkpoint => ({
      sequence: BigInt(number),
      digest,
      previous,
      timestamp,
      epoch: null,
      transactions: transactions.map((id) => ledger.transaction(id)),
    });
    return {
      network,
      url,
      most: 50,
      proves: false,
      nodeTime: () => null,
      lowest: () => null,
      quietMs: () => 0,
      genesis: async () =>
        genesis === null || genesis === ledger.genesis
          ? ok(ledger.genesis)
          : refuse('node-network-mismatch', `expected ${genesis}, got ${ledger.genesis}`),
      terms: async () => toyChain.checkTerms(toyTerms(ledger.fee, ledger.head.number)),
      fields: async () => {
        const reference = ledger.head.number;
        return ok({ reference, expiry: reference + LIFE });
      },
      holdings: async (owner) => ok(ledger.unspent(owner)),
      others: async () => ok({ rows: [], total: 0, isWhole: true }),
      latestCheckpoint: async () =>
        ledger.hidden
          ? refuse('node-unreachable', 'expected the newest block, got nothing')
          : ok(BigInt(ledger.head.number)),
      about: async () =>
        ok({
          genesis: ledger.genesis,
          protocol: '1',
          newest: { checkpoint: BigInt(ledger.head.number), at: 0 },
          lowest: null,
          proves: false,
        }),
      checkpoints: async (from, limit) => {
        const numbers = Array.from({ length: limit }, (_, i) => Number(from) + i);
        const checkpoints = numbers.flatMap((number) => ledger.block(number) ?? []).map(checkpoint);
        return ok({ checkpoints, proof: null });
      },
      closings: async () => ok(null),
      creations: async (ids) => ok(ids.map(() => null)),
      certified: async (ids) => ok(ids.map(() => null)),
      received: async (owner) =>
        ok(
          ledger
            .paymentsTo(owner)
            .slice(0, 50)
            .map((id) => ledger.transaction(id)),
        ),
      submit: async (bytes, serialized) => {
        if (ledger.deaf) return refuse('node-unreachable', 'expected an answer, got none');
        const id = ledger.submit(bytes, serialized);
        if (ledger.mute) return refuse('node-unreachable', 'expected an answer, got none');
        return id.ok ? ok(ledger.transaction(id.value)) : id;
      },
      outlook: async (bytes) => {
        const read = readTransaction(bytes);
        if (!read.ok || !read.value.fields) return refuse('bytes-malformed', 'expected a transfer');
        if (read.value.fields.expiry >= ledger.head.number + ledger.ahead) return ok('may-happen');
        return ok(ledger.proves && !ledger.has(transactionId(bytes)) ? 'never' : 'expired');
      },
      provenSpend: async (id) => {
        const signed = ledger.signed(id);
        const read = signed ? readTransaction(signed.bytes) : null;
        if (!signed || !read?.ok || !read.value.intent) {
          return refuse('node-answer-malformed', 'expected the bytes of a transfer');
        }
        const signers = toyChain.verify(signed.bytes, signed.serialized);
        return signers.ok
          ? ok({ signers: signers.value, inputKeys: read.value.intent.inputs.map(inputKey) })
          : signers;
      },
      confirm: (intent, view) => {
        const again = toyChain.decode(intent);
        if (!again.ok) return again;
        const any = { id: network, genesis: ledger.genesis };
        return viewDigest(any, again.value) === viewDigest(any, view)
          ? ok(undefined)
          : refuse('bytes-not-canonical', 'expected the view of these bytes');
      },
    };
  };

/** Lines to one toy ledger, and to nothing else. */
export const toyLines = (ledger: ToyLedger): LineRegistry => createLines({ toy: connectToy(ledger) });
