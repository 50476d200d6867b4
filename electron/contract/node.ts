import * as v from 'valibot';
import { timeSchema } from '../core/schema.ts';
import { acting, none, problemSchema, text, typed } from './shared.ts';

/** The node that a desk follows, and how far. */
export const nodeViewSchema = v.strictObject({
  url: text,
  /** own: the practice node that this desk runs itself; else it is at an address. */
  kind: v.picklist(['own', 'address']),
  /** Whether a practice node of its own is there to go back to. */
  hasOwn: v.boolean(),
  /** catching-up: the node answers, and older checkpoints are still being read. */
  state: v.picklist(['connecting', 'connected', 'catching-up', 'problem']),
  problem: v.nullable(problemSchema),
  /** Sequence number of the last checkpoint taken in; null before the first. */
  checkpoint: v.nullable(text),
  /** The newest one that the node names; null before it was asked. */
  newest: v.nullable(text),
  /** When the last checkpoint was taken in. */
  asOf: v.nullable(timeSchema),
  /** The time that the newest checkpoint names, by this node's word; null before one was read. */
  ledgerAt: v.nullable(timeSchema),
  /** What is to be known of this computer's clock, or the node's, before anyone approves or signs. */
  caution: v.nullable(problemSchema),
  /** Why the own practice node does not run; null where it does, and where there is none. */
  stopped: v.nullable(problemSchema),
  /** When it is started, or the node asked, again by itself; null where nothing waits. */
  nextTryAt: v.nullable(timeSchema),
});
export type NodeView = v.InferOutput<typeof nodeViewSchema>;

/** What a node at an address said. */
const nodeTestSchema = v.strictObject({
  /** The address as it would be stored. */
  url: text,
  genesis: text,
  /** Version of the network's protocol. */
  protocol: text,
  newest: v.strictObject({ checkpoint: text, at: timeSchema }),
  /** How long all of that took, milliseconds. */
  took: v.number(),
});
export type NodeTest = v.InferOutput<typeof nodeTestSchema>;

export const nodeVerbs = {
  /** Starts the own node, or asks the node, now and not after the wait. */
  'node.try-now': { input: none, output: none },
  /** Asks the node at an address what it is. Nothing is changed. */
  'node.test': { input: v.strictObject({ ...acting, url: typed }), output: nodeTestSchema },
  /** Goes on with the node at this address, once it has passed the test; null: with the own practice node. */
  'node.change': { input: v.strictObject({ ...acting, url: v.nullable(typed) }), output: none },
} as const;
