import * as v from 'valibot';
import { addressSchema, indexSchema, pathSchema, timeSchema, uuidSchema } from '../core/schema.ts';
import {
  acting,
  count,
  none,
  otherFormSchema,
  page,
  pageInput,
  problemSchema,
  text,
  typed,
  unitsSum,
} from './shared.ts';

const accountRowSchema = v.strictObject({
  vaultId: uuidSchema,
  vaultName: text,
  vaultKind: v.picklist(['hot', 'cold']),
  index: count,
  /** Empty where it is not the name that the journal gave: `problem` says so. */
  alias: text,
  problem: v.nullable(problemSchema),
  issuedAddresses: count,
  balance: unitsSum,
  createdAt: timeSchema,
});
export type AccountRow = v.InferOutput<typeof accountRowSchema>;

const addressRowSchema = v.strictObject({
  /** Null where it is none that the vault has signed, or that the journal gives out: `problem` says so. */
  address: v.nullable(addressSchema),
  problem: v.nullable(problemSchema),
  /** The same address as other papers and programs write it. */
  otherForms: v.array(otherFormSchema),
  path: pathSchema,
  pathText: text,
  balance: unitsSum,
  issuedAt: timeSchema,
});
export type AddressRow = v.InferOutput<typeof addressRowSchema>;

export const accountVerbs = {
  'account.list': {
    input: v.strictObject({ ...acting, ...pageInput, vaultId: v.nullable(uuidSchema) }),
    output: page(accountRowSchema),
  },
  'account.create': {
    input: v.strictObject({ ...acting, vaultId: uuidSchema, alias: typed }),
    output: accountRowSchema,
  },
  'address.list': {
    input: v.strictObject({ ...acting, ...pageInput, vaultId: uuidSchema, account: indexSchema }),
    output: page(addressRowSchema),
  },
  'address.issue': {
    input: v.strictObject({ ...acting, vaultId: uuidSchema, account: indexSchema }),
    output: addressRowSchema,
  },
  /** Puts an address of this treasury on the clipboard; anything else is refused. */
  'address.copy': { input: v.strictObject({ ...acting, address: addressSchema }), output: none },
} as const;
