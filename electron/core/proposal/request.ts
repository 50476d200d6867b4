import * as v from 'valibot';
import { amountSchema } from '../amount.ts';
import { digestTags, type Hex32, taggedDigest } from '../digest.ts';
import { externalIdSchema } from '../movement/external-id.ts';
import { ok, type Result, refuse } from '../result.ts';
import {
  addressSchema,
  hex32Schema,
  hex64Schema,
  referenceSchema,
  textSchema,
  timeSchema,
  uuidSchema,
} from '../schema.ts';
import { statementHead } from '../statement.ts';

/** The kinds of movement that a request can ask for. Withdrawals, sweeps and cancellations are used so far. */
export const movementKinds = ['withdrawal', 'sweep', 'refill', 'gather', 'cancellation'] as const;
export type MovementKind = (typeof movementKinds)[number];

/** How long a request asks, milliseconds: seven days. */
export const REQUEST_LIFETIME_MS = 7 * 86_400_000;

/**
 * How far ahead of a signer's clock a request may be dated, milliseconds: as much as a clock may be off before that is
 * named.
 */
export const DATE_TOLERANCE_MS = 2 * 60_000;

/**
 * The first date of requests that nobody can have signed for before a time: whatever was signed until then was for
 * requests dated {@link DATE_TOLERANCE_MS} later at most. Both milliseconds.
 */
export const newRequestsFrom = (at: number): number => at + DATE_TOLERANCE_MS + 1;

/**
 * What a maker asks for and signs: pay an amount from a vault to a recipient. A cancellation asks that signed bytes be voided
 * by others that consume the same inputs: the amount is the one that is not paid, payer and recipient are one address.
 */
export const requestStatementSchema = v.pipe(
  v.strictObject({
    ...statementHead,
    kind: v.picklist(movementKinds),
    id: uuidSchema,
    vaultId: uuidSchema,
    /** The address of the vault that must pay; null: any of the vault that can. */
    source: v.nullable(addressSchema),
    recipient: addressSchema,
    amount: amountSchema,
    /** Text that goes into the transaction, on chains that have one; null elsewhere. */
    memo: v.nullable(v.pipe(textSchema, v.maxLength(500))),
    /** Free text for the books, e.g. the exchange's withdrawal number. Not part of the transaction. */
    reference: referenceSchema,
    /** The digest of the intent that is to be voided: in a cancellation, and in nothing else. */
    cancels: v.exactOptional(hex32Schema),
    /** The newest earlier payment of the same payee, amount and reference: its maker says that this one is meant beside it. */
    repeats: v.exactOptional(uuidSchema),
    /** The recipient of the address book whose address it pays: a vault compares both with its own copy of the book. */
    bookEntry: v.exactOptional(uuidSchema),
    /** What a program calls this payment in its own books: no two requests have the same. Not part of the transaction. */
    externalId: v.exactOptional(externalIdSchema),
    createdAt: timeSchema,
    /** Until when it asks: from then on nothing is built, approved or signed for it. */
    expiresAt: timeSchema,
  }),
  v.check(
    ({ kind, cancels }) => (kind === 'cancellation') === (cancels !== undefined),
    'expected a digest that is cancelled in a cancellation, and in nothing else',
  ),
  v.check(
    ({ kind, repeats, externalId, bookEntry }) =>
      kind === 'withdrawal' || (repeats === undefined && externalId === undefined && bookEntry === undefined),
    'expected an earlier payment, the id of a program and a recipient of the address book in withdrawals only',
  ),
);

export type RequestStatement = Readonly<v.InferOutput<typeof requestStatementSchema>>;

/** A request with its maker's Ed25519 signature (hex) over {@link requestDigest}. */
export const signedRequestSchema = v.strictObject({
  statement: requestStatementSchema,
  signature: hex64Schema,
});

export type SignedRequest = Readonly<v.InferOutput<typeof signedRequestSchema>>;

/**
 * Refuses `request-expired` for requests one of which asks no more, or asks for longer than any may: what was signed for
 * it is remembered longer than that.
 * @param now milliseconds
 */
export function refuseExpired(requests: readonly SignedRequest[], now: number): Result<void> {
  for (const { statement } of requests) {
    const { createdAt, expiresAt } = statement;
    if (expiresAt > createdAt + REQUEST_LIFETIME_MS) {
      return refuse('request-expired', 'expected a request that asks for at most 7 days, it asks for longer');
    }
    if (expiresAt <= now) {
      const until = new Date(expiresAt).toISOString();
      return refuse(
        'request-expired',
        `the request asked until ${until}; it is made anew where it is wanted`,
      );
    }
  }
  return ok(undefined);
}

/** What the maker of a request signs. */
export function requestDigest(statement: RequestStatement): Hex32 {
  return taggedDigest(digestTags.request, statement);
}
