import * as v from 'valibot';
import { timeSchema, uuidSchema } from '../core/schema.ts';
import { acting, none, passwordSchema, problemSchema, restsOnSchema, text, typed } from './shared.ts';

const checkpointText = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,15})$/, 'expected the number of a checkpoint'),
);

/** One of the endpoints that a desk may ask, in the order in which they are tried. */
const endpointSchema = v.strictObject({
  url: text,
  /** followed: asked now. ready: comes next. left: it failed, and is not asked before `nextTryAt`. */
  state: v.picklist(['followed', 'ready', 'left']),
  /** Whether it gives what proves its checkpoints: it is asked by gRPC then. */
  proves: v.boolean(),
  /** What it was left for last, until it answered well again; null for nothing. */
  problem: v.nullable(problemSchema),
  problemAt: v.nullable(timeSchema),
  nextTryAt: v.nullable(timeSchema),
  /** The oldest checkpoint that it gives, when it was asked last; null where it did not say. */
  lowest: v.nullable(text),
});
export type EndpointView = v.InferOutput<typeof endpointSchema>;

/** A certificate as whoever decides about it compares it. Its names are what its maker wrote. */
const certificateSchema = v.strictObject({
  subject: text,
  issuer: text,
  from: timeSchema,
  to: timeSchema,
  /** SHA-256 of its bytes: pairs of upper-case hex digits with colons between them, as other programs show it. */
  sha256: text,
});
export type CertificateView = v.InferOutput<typeof certificateSchema>;

/** A file with certificates, as text. */
const pem = v.pipe(v.string(), v.maxLength(200_000));

/** The node that a desk follows, and how far. */
export const nodeViewSchema = v.strictObject({
  url: text,
  /** On whose word it stands what is taken in from it: where it proves nothing, the policy may demand a second endpoint. */
  restsOn: restsOnSchema,
  /** own: the practice node that this desk runs itself; else it is at an address. */
  kind: v.picklist(['own', 'address']),
  /** All endpoints, the followed one among them. */
  endpoints: v.array(endpointSchema),
  /** Whether a practice node of its own is there to go back to. */
  hasOwn: v.boolean(),
  /** Address of the store of old checkpoints that nodes have thrown away; null where none is known. */
  history: v.nullable(text),
  /** How the endpoints are reached that are not of this computer. */
  way: v.strictObject({
    /** Address of a proxy; null: directly. */
    proxy: v.nullable(text),
    /** Whether the proxy is told a name and a password. */
    login: v.boolean(),
    /** Those that alone are trusted; none: public authorities are. */
    certificates: v.array(certificateSchema),
  }),
  /** catching-up: the node answers, and older checkpoints are still being read. */
  state: v.picklist(['connecting', 'connected', 'catching-up', 'problem']),
  problem: v.nullable(problemSchema),
  /** Sequence number of the last checkpoint taken in; null before the first. */
  checkpoint: v.nullable(text),
  /** The newest one that the node names; null before it was asked. */
  newest: v.nullable(text),
  /** The oldest one that it gives; null where it does not say. */
  lowest: v.nullable(text),
  /** That the node is about to throw away what is to be read next; null where it is not. */
  pruning: v.nullable(problemSchema),
  /** When the last checkpoint was taken in. */
  asOf: v.nullable(timeSchema),
  /** The time that the newest checkpoint names, by this node's word; null before one was read. */
  ledgerAt: v.nullable(timeSchema),
  /**
   * What proves what was taken in since the desk was opened: by how much of the weight of how many validators its newest
   * checkpoint was certified, and the epoch of those who certify the next one. Null: it is the word of this node.
   */
  proof: v.nullable(v.strictObject({ epoch: text, members: v.number(), weight: text, total: text })),
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
  /** The oldest checkpoint that it gives; null where it does not say. */
  lowest: v.nullable(text),
  /** Whether it gives what proves its checkpoints: it is asked by gRPC then. */
  proves: v.boolean(),
  /** How long all of that took, milliseconds. */
  took: v.number(),
});
export type NodeTest = v.InferOutput<typeof nodeTestSchema>;

/**
 * Digest of the checkpoint with whose next one it is gone on, when the last one before the gap was taken in, and the time that the
 * first one after it names.
 */
const skipSeen = { digest: v.pipe(text, v.maxLength(200)), fromAt: timeSchema, toAt: timeSchema };

export const nodeVerbs = {
  /** Starts the own node, or asks the node, now and not after the wait. */
  'node.try-now': { input: none, output: none },
  /** Asks the node at an address what it is. Nothing is changed. */
  'node.test': { input: v.strictObject({ ...acting, url: typed }), output: nodeTestSchema },
  /** Goes back to the own practice node. */
  'node.own': { input: v.strictObject(acting), output: none },
  /** The endpoints from now on, in the order in which they are tried. New ones have to pass the test. */
  'node.endpoints': {
    input: v.strictObject({ ...acting, urls: v.pipe(v.array(typed), v.maxLength(100)) }),
    output: none,
  },
  /**
   * Goes on behind time that no endpoint gives any more: from the first checkpoint that was not seen to the first one after it, as
   * `network.read` offers it. Two policy admins; journaled.
   */
  'node.skip-time': {
    input: v.strictObject({
      ...acting,
      confirmedBy: v.nullable(uuidSchema),
      from: checkpointText,
      to: checkpointText,
      /** As `node.skip-plan` has told them: both officers sign it, and the node has to say the same now. */
      seen: v.strictObject(skipSeen),
    }),
    output: none,
  },
  /** Asks the node with what it would be gone on, for officers to compare. Nothing is changed. */
  'node.skip-plan': {
    input: v.strictObject({ from: checkpointText, to: checkpointText }),
    output: v.strictObject({ ...skipSeen, proven: v.boolean() }),
  },
  /** Takes checkpoints that nodes have thrown away from the store at this address; null: from none. */
  'node.history': { input: v.strictObject({ ...acting, url: v.nullable(typed) }), output: none },
  /** Reads the certificates of a PEM file. Nothing is changed. */
  'node.read-certificates': {
    input: v.strictObject({ ...acting, pem }),
    output: v.strictObject({ certificates: v.array(certificateSchema) }),
  },
  /** Trusts these certificates alone, for the endpoints of this treasury; null: public authorities. */
  'node.certificates': { input: v.strictObject({ ...acting, pem: v.nullable(pem) }), output: none },
  /** Reaches endpoints that are not of this computer through this proxy; null: directly. */
  'node.proxy': {
    input: v.strictObject({
      ...acting,
      url: v.nullable(typed),
      name: v.nullable(typed),
      password: v.nullable(passwordSchema),
    }),
    output: none,
  },
} as const;
