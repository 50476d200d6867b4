import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import { restsOnWords } from '../core/projection/change.ts';
import { timeSchema, uuidSchema } from '../core/schema.ts';

/**
 * What all parts of the contract share. Amounts are base units of the treasury's asset as decimal text, times are
 * milliseconds since the epoch, digests are as their screen shows them.
 */
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const text = v.string();
export const signedUnits = v.pipe(v.string(), v.regex(/^-?(0|[1-9][0-9]*)$/));
/** A sum: of any size, since a node may lie about many amounts. */
export const unitsSum = v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,40})$/, 'expected base units'));

/** Whether what is free of a float is enough: `little` is below the band's minimum, `none` is nothing of what there is. */
export const spendableSchema = v.picklist(['enough', 'little', 'none']);

/** Why something does not go on, or was refused. */
export const problemSchema = v.strictObject({ code: v.picklist(errorCodes), message: text });
export type Problem = v.InferOutput<typeof problemSchema>;

/** An input or an answer without anything in it. */
export const none = v.strictObject({});
export const passwordSchema = v.pipe(
  v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'bytes'),
  v.metadata({ form: 'password' }),
);
export const wordNumbers = v.pipe(
  v.custom<Uint16Array>((input) => input instanceof Uint16Array && input.length <= 64, 'word numbers'),
  v.metadata({ form: 'word-numbers' }),
);
/** What a person typed, not yet understood. */
export const typed = v.pipe(v.string(), v.maxLength(1000));
export const savedFile = v.strictObject({ file: v.nullable(v.string()) });
export const otherFormSchema = v.strictObject({ name: text, text });

/** Who acts, or who looks: one of the officers signed in at this caller; null for nobody. */
export const acting = { as: v.nullable(uuidSchema) } as const;

/** Who acts, and another officer at this caller who confirms it: for what takes two people; null for nobody. */
export const confirmed = { ...acting, confirmedBy: v.nullable(uuidSchema) } as const;

/** A window of a list: `total` rows match, `rows` are those from `offset` on. */
export const page = <S extends v.GenericSchema>(row: S) =>
  v.strictObject({ total: count, rows: v.array(row) });

export const pageInput = {
  search: v.pipe(v.string(), v.maxLength(200)),
  offset: count,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
};

/** What a list is sorted by, and whether the last comes first (newest, largest); null or left out: its own order. */
const order = v.exactOptional(
  v.nullable(v.strictObject({ by: v.picklist(['time', 'amount', 'state', 'name']), down: v.boolean() })),
);
const end = v.exactOptional(v.nullable(timeSchema));

/** A window of a list that can be searched: rows from `from` on and before `to`, by the time that the list shows. */
export const listInput = { ...pageInput, order, from: end, to: end };

/** On whose word it stands what the ledger has: the validators' certificates; two endpoints that told the same; one endpoint. */
export const restsOnSchema = v.picklist(restsOnWords);
