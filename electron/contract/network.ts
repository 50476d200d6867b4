import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import { networkIdSchema } from '../core/network-id.ts';
import { timeSchema } from '../core/schema.ts';
import { none, problemSchema, text } from './shared.ts';

/** What an endpoint is worth at this moment, in one word. */
export const endpointStates = [
  'connecting',
  /** It is asked when the one before it fails. */
  'in-reserve',
  /** It answers, and all that was taken in from it was proven. */
  'proven',
  /** It answers, and it gives nothing that proves what it says. */
  'word',
  /** It proves nothing, and nothing counts before a second endpoint has told the same. */
  'two-agree',
  /** Older checkpoints are still being read from it. */
  'reading',
  'behind',
  'pruned',
  'other-network',
  /** It is of this network's genesis, and has another checkpoint than the one that was taken in. */
  'other-history',
  /** Validators have certified two histories: an alarm about the network, not about the node alone. */
  'two-histories',
  /** What it gave was refused by the proof. */
  'refused',
  /** It proves nothing, and what came before was proven. */
  'unproven',
  'rate-limited',
  'away',
  'problem',
] as const;
export type EndpointState = (typeof endpointStates)[number];

/** Time that was not seen: from the first checkpoint of it to the first one after it. */
export const skippedSchema = v.strictObject({ from: text, to: text, fromAt: timeSchema, toAt: timeSchema });
export type SkippedView = v.InferOutput<typeof skippedSchema>;

const endpointSchema = v.strictObject({
  /** Without the mark of gRPC. */
  url: text,
  /** own: the practice node that this desk runs itself. */
  kind: v.picklist(['own', 'address']),
  protocol: v.picklist(['grpc', 'json-rpc']),
  /** Whether what it gives can be held against the validators' signatures. */
  proves: v.boolean(),
  /** Whether it is the one that is followed now. */
  followed: v.boolean(),
  state: v.picklist(endpointStates),
  /** Why it is in that state, where something is wrong. */
  code: v.nullable(v.picklist(errorCodes)),
  /** The newest checkpoint that it names; null before it was asked. */
  newest: v.nullable(text),
  /** The oldest one that it gives; null where it did not say. */
  lowest: v.nullable(text),
});
export type EndpointView = v.InferOutput<typeof endpointSchema>;

/** A network as a station knows it: what all proof begins with, who certifies, how far it is proven, and by whom it is read. */
export const networkViewSchema = v.strictObject({
  network: networkIdSchema,
  genesis: text,
  /** As the policy pins it; null on chains that prove nothing. */
  trustRoot: v.nullable(text),
  /** What is kept of the proof; null where nothing was proven yet. */
  light: v.nullable(
    v.strictObject({
      /** The whole genesis digest of what was proven. */
      genesis: text,
      /** The epoch whose checkpoints the members certify. */
      epoch: text,
      total: text,
      /** The least weight that certifies. */
      quorum: text,
      members: v.array(v.strictObject({ key: text, weight: text })),
      last: v.nullable(v.strictObject({ checkpoint: text, digest: text, epoch: text, at: timeSchema })),
    }),
  ),
  /** How much certified the newest checkpoint that was read since the desk was opened; null: none was proven since. */
  certified: v.nullable(v.strictObject({ weight: text, total: text })),
  /** The last checkpoint taken in, and when; null before the first. */
  takenIn: v.nullable(v.strictObject({ checkpoint: text, asOf: timeSchema })),
  /** How many checkpoints the newest known one is ahead of that; null where none is known now. */
  behind: v.nullable(text),
  /** That the node which is followed is about to throw away what is to be read next; null where it is not. */
  pruning: v.nullable(problemSchema),
  /** Whether an epoch can be ended on demand: on a practice network, by a node that knows how. */
  canEndEpoch: v.boolean(),
  /**
   * Time that could be skipped, since no endpoint that was asked gives it any more: the first checkpoint that would not be seen, the
   * first one after it, and when the last one before it was taken in. Null where nothing is to be skipped.
   */
  skippable: v.nullable(v.strictObject({ from: text, to: text, since: v.nullable(timeSchema) })),
  /** Time of the ledger that this treasury did not see, newest first; milliseconds. */
  skipped: v.array(skippedSchema),
  /** Where old checkpoints come from that nodes have thrown away; null where no such place is known. */
  history: v.nullable(text),
  /** In the order in which they are tried. */
  endpoints: v.array(endpointSchema),
});
export type NetworkView = v.InferOutput<typeof networkViewSchema>;

export const networkVerbs = {
  /** Nothing of customers, payees or balances is in it: everybody sees it. */
  'network.read': { input: none, output: networkViewSchema },
} as const;
