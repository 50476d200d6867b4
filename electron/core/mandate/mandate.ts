import * as v from 'valibot';
import { amountOf, amountSchema } from '../amount.ts';
import type { Asset } from '../asset.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { addressSchema, hex64Schema, pathSchema, timeSchema, uuidSchema } from '../schema.ts';
import { statementHead } from '../statement.ts';

/** Sources of one mandate: a screen can show them, and one journal entry can stop them. */
export const MOST_SOURCES = 100;

/** How long a mandate and its requests ask, milliseconds: two days, about as long as a hot vault's bytes live. */
export const MANDATE_LIFETIME_MS = 2 * 86_400_000;

/** What may leave one address, once: exactly this amount, by this request, for this fee at most. */
const mandateSourceSchema = v.strictObject({
  requestId: uuidSchema,
  address: addressSchema,
  path: pathSchema,
  amount: amountSchema,
  feeAtMost: amountSchema,
});
export type MandateSource = Readonly<v.InferOutput<typeof mandateSourceSchema>>;

/**
 * What a maker asks for and signs, and approvers sign once: each source pays its amount to the one destination, in a
 * transaction of its own. A `gather` stays in its vault, a `sweep` goes to another vault of the treasury.
 */
export const mandateStatementSchema = v.strictObject({
  ...statementHead,
  kind: v.picklist(['gather', 'sweep']),
  id: uuidSchema,
  /** The vault whose addresses pay. */
  vaultId: uuidSchema,
  /** The receiving address of a vault, as the policy names it. */
  destination: v.strictObject({ vaultId: uuidSchema, address: addressSchema }),
  sources: v.pipe(v.array(mandateSourceSchema), v.minLength(1), v.maxLength(MOST_SOURCES)),
  createdAt: timeSchema,
  /** From then on nothing is approved or signed under it. */
  expiresAt: timeSchema,
});
export type MandateStatement = Readonly<v.InferOutput<typeof mandateStatementSchema>>;
export type MandateKind = MandateStatement['kind'];

/** A mandate with its maker's Ed25519 signature (hex) over {@link mandateDigest}. */
export const signedMandateSchema = v.strictObject({
  statement: mandateStatementSchema,
  signature: hex64Schema,
});
export type SignedMandate = Readonly<v.InferOutput<typeof signedMandateSchema>>;

/** What the maker signs, and by which approvals name a mandate. */
export function mandateDigest(statement: MandateStatement): Hex32 {
  return taggedDigest(digestTags.mandate, statement);
}

/** What a mandate lets leave in all, base units. */
export interface MandateTotals {
  readonly amount: bigint;
  readonly feeAtMost: bigint;
}

/** Adds a mandate up. Its amounts are of one asset: see `checkMandateForm`. */
export function mandateTotals({ sources }: Pick<MandateStatement, 'sources'>): MandateTotals {
  const sum = (units: readonly string[]) => units.reduce((all, each) => all + BigInt(each), 0n);
  return {
    amount: sum(sources.map(({ amount }) => amount.units)),
    feeAtMost: sum(sources.map(({ feeAtMost }) => feeAtMost.units)),
  };
}

/**
 * The digest of what a screen shows of a mandate where somebody decides: an approval covers it, so that a program that adds
 * up or shows something else is found out.
 */
export function mandateViewDigest(statement: MandateStatement, asset: Pick<Asset, 'id'>): Hex32 {
  const { network, kind, vaultId, destination, sources, expiresAt } = statement;
  const { amount, feeAtMost } = mandateTotals(statement);
  return taggedDigest(digestTags.view, {
    network: { id: network.id, genesis: network.genesis },
    mandate: kind,
    vaultId,
    destination: { ...destination },
    sources: sources.length,
    amount: amountOf(amount, asset),
    feeAtMost: amountOf(feeAtMost, asset),
    expiresAt,
  });
}
