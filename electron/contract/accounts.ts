import * as v from 'valibot';
import { addressSchema, indexSchema, pathSchema, timeSchema, uuidSchema } from '../core/schema.ts';
import {
  acting,
  count,
  listInput,
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
  /** What its addresses have now: sweeps and payouts take from it, whoever's they are. */
  balance: unitsSum,
  /** All final deposits ever; it never falls. */
  received: unitsSum,
  lastDepositAt: v.nullable(timeSchema),
  createdAt: timeSchema,
  /** When it was archived; null while it is in use. It is watched all the same. */
  archivedAt: v.nullable(timeSchema),
  note: text,
});
export type AccountRow = v.InferOutput<typeof accountRowSchema>;

const accountDetailSchema = v.strictObject({
  row: accountRowSchema,
  /** Of the balance: what can be spent now, and what movements on their way hold. */
  free: unitsSum,
  held: unitsSum,
  /** Of the balance: what a node has listed and no validators' certificate proves. */
  unproven: unitsSum,
  /** Of that: what certified transactions created, before time of the ledger was not seen. */
  existed: unitsSum,
  /** Names that it had, the last one first: until when, and who gave it another. */
  formerNames: v.array(v.strictObject({ alias: text, endedAt: timeSchema, officerName: v.nullable(text) })),
});
export type AccountDetail = v.InferOutput<typeof accountDetailSchema>;

const accountOf = { ...acting, vaultId: uuidSchema, account: indexSchema };

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
    /** `archived`: only archived ones, or only those in use; left out: all. */
    input: v.strictObject({
      ...acting,
      ...listInput,
      vaultId: v.nullable(uuidSchema),
      archived: v.exactOptional(v.boolean()),
    }),
    output: page(accountRowSchema),
  },
  'account.create': {
    input: v.strictObject({ ...acting, vaultId: uuidSchema, alias: typed }),
    output: accountRowSchema,
  },
  'account.read': { input: v.strictObject(accountOf), output: accountDetailSchema },
  /** The name before stays the account's own: no other gets it. */
  'account.rename': { input: v.strictObject({ ...accountOf, alias: typed }), output: accountRowSchema },
  /** An empty note takes it away; what was written stays in the journal. */
  'account.note': { input: v.strictObject({ ...accountOf, note: typed }), output: accountRowSchema },
  /** `holds`: what the officer was told to lie on it. */
  'account.archive': { input: v.strictObject({ ...accountOf, holds: unitsSum }), output: accountRowSchema },
  'account.restore': { input: v.strictObject(accountOf), output: accountRowSchema },
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
