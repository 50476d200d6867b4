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

const otherRowSchema = v.strictObject({
  kind: v.picklist([
    'time-lock',
    'vesting',
    'stake',
    'locked-stake',
    'old-output',
    'other-asset',
    'object',
    'unreadable',
  ]),
  address: addressSchema,
  id: text,
  /** The ledger's name of its type; null where it has none. */
  type: v.nullable(text),
  /** Base units; of another asset, whose decimals nobody here knows, with its name. */
  amount: v.nullable(v.strictObject({ units: unitsSum, asset: v.nullable(text) })),
  /** It cannot be used before; never: no calendar has the day. */
  lockedUntil: v.nullable(v.union([timeSchema, v.literal('never')])),
  /** From then on it is another address's. */
  expires: v.nullable(v.strictObject({ at: timeSchema, to: addressSchema })),
  /** What of it goes to another address when it is claimed. */
  owes: v.nullable(v.strictObject({ units: unitsSum, to: addressSchema })),
  /** Where it is staked, and the epoch from which that counts. */
  stake: v.nullable(v.strictObject({ pool: text, from: unitsSum })),
  /** How many assets of other kinds lie inside. */
  inside: unitsSum,
});
export type OtherRow = v.InferOutput<typeof otherRowSchema>;

const othersSchema = v.strictObject({
  /** At most 1000 of them. */
  rows: v.array(otherRowSchema),
  total: count,
  /** Whether the node's lists were read to their ends. */
  isWhole: v.boolean(),
  /** Of how many addresses the node was asked, of all that the account has. */
  asked: count,
  addresses: count,
});
export type OthersView = v.InferOutput<typeof othersSchema>;

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
  /**
   * What is no plain money, by one node's word: never spent, never counted. The newest addresses of the account, or the one that
   * is named.
   */
  'account.others': {
    input: v.strictObject({ ...accountOf, address: v.nullable(addressSchema) }),
    output: othersSchema,
  },
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
