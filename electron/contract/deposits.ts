import * as v from 'valibot';
import { unitsSchema } from '../core/money.ts';
import { addressSchema, timeSchema } from '../core/schema.ts';
import { acting, listInput, none, page, problemSchema, restsOnSchema, text, typed } from './shared.ts';

export const depositRowSchema = v.strictObject({
  id: text,
  /** seen: executed, can still vanish. final: in a checkpoint; credit from here on. */
  state: v.picklist(['seen', 'final']),
  amount: unitsSchema,
  /** Null where it is none that its vault has signed and the journal gives to this account: `problem` says so. */
  address: v.nullable(addressSchema),
  problem: v.nullable(problemSchema),
  accountAlias: text,
  vaultName: text,
  sender: addressSchema,
  transaction: text,
  seenAt: timeSchema,
  finalAt: v.nullable(timeSchema),
  /** On whose word it is final; null before it is. */
  restsOn: v.nullable(restsOnSchema),
  checkpoint: v.nullable(text),
});
export type DepositRow = v.InferOutput<typeof depositRowSchema>;

export const depositVerbs = {
  'deposit.list': {
    input: v.strictObject({ ...acting, ...listInput, state: v.nullable(v.picklist(['seen', 'final'])) }),
    output: page(depositRowSchema),
  },
  /** Practice networks only: a customer outside pays this address. Amount as typed. */
  'practice.deposit': {
    input: v.strictObject({ ...acting, address: addressSchema, amount: typed }),
    output: none,
  },
  /** Practice networks only: ends the ledger's present epoch. */
  'practice.epoch': { input: v.strictObject(acting), output: none },
} as const;
