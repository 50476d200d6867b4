import * as v from 'valibot';

/** A document of the ledger in the chain's own bytes. */
const document = v.pipe(v.string(), v.base64(), v.maxLength(700_000));

/**
 * The certified ends of the ledger's epochs, from what the policy pins on: whoever verifies them knows the validators of each
 * epoch, without a network.
 */
export const epochEndsSchema = v.strictObject({
  /** What the trust root is the digest of. */
  root: document,
  /** Oldest first, without a gap. */
  closings: v.pipe(v.array(document), v.maxLength(2000)),
});
export type EpochEnds = Readonly<v.InferOutput<typeof epochEndsSchema>>;
