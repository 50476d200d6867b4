import * as v from 'valibot';
import { MOST_SOURCES } from '../mandate/mandate.ts';
import { inputKeySchema } from '../proposal/evidence.ts';
import { hex32Schema, indexSchema, nameSchema, textSchema, timeSchema, uuidSchema } from '../schema.ts';

/**
 * What an entry of each kind says beside the documents that it carries. Rows are made of entries, so everything that a
 * row needs and that is in no document is here. Times are milliseconds, amounts name their asset.
 */
export const movementId = uuidSchema;
export const vaultId = uuidSchema;
export const transactionId = v.pipe(textSchema, v.minLength(1), v.maxLength(200));
export const checkpoint = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,19})$/, 'expected a checkpoint number'),
);
export const epoch = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected the number of an epoch'));
export const message = v.pipe(textSchema, v.maxLength(2000));
export const digest = hex32Schema;
export const consumed = v.pipe(v.array(inputKeySchema), v.maxLength(4096));
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** What is said of the ledger, and on whose word. */
export const byLedger = {
  /** The time that the checkpoint itself names; absent in entries that were written before it was noted. */
  ledgerAt: v.exactOptional(timeSchema),
  /** Proven by the validators' certificates. Without this and `agreed` it is the word of one node. */
  proven: v.exactOptional(v.literal(true)),
  /** Two independent endpoints, which prove nothing, told the same. */
  agreed: v.exactOptional(v.literal(true)),
};

/** An account and the name that it had then, for whoever reads the entry; absent in older ones. */
export const namedAccount = { vaultId, account: indexSchema, alias: v.exactOptional(nameSchema) };
export const mandated = v.pipe(v.array(movementId), v.maxLength(MOST_SOURCES));
