import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import { addressSchema, hex32Schema, indexSchema, timeSchema, uuidSchema } from '../core/schema.ts';
import { apartness, libraryIdentitySchema } from './official.ts';
import {
  acting,
  confirmed,
  count,
  none,
  passwordSchema,
  savedFile,
  text,
  typed,
  unitsSum,
} from './shared.ts';

export const vaultViewSchema = v.strictObject({
  id: uuidSchema,
  name: text,
  kind: v.picklist(['hot', 'cold']),
  state: v.picklist(['locked', 'opening', 'open']),
  /** Why it was closed though nobody locked it: its sealed state could not be kept. Null otherwise. */
  failure: v.nullable(v.picklist(errorCodes)),
  /** Irreversible balance of all its known addresses; null while no officer looks. */
  balance: v.nullable(unitsSum),
  /** Held by movements on their way; null while no officer looks. */
  reserved: v.nullable(unitsSum),
  /** What of the balance can be spent now; null while no officer looks. */
  free: v.nullable(unitsSum),
  receiveAddress: addressSchema,
  accounts: count,
  /** From when on requests from this vault can be made again, after a settlement or a restore; null: now. */
  requestsFrom: v.nullable(timeSchema),
  /** The newest time that it has sealed, where that is more than two minutes ahead of this clock: it signs nothing. */
  sealedAhead: v.nullable(timeSchema),
  /** Replaced by a rotation. */
  retired: v.boolean(),
});
export type VaultView = v.InferOutput<typeof vaultViewSchema>;

/** A freeze that is in force. */
export const freezeViewSchema = v.strictObject({
  /** Digest of what its officer signed: who lifts it, names it. */
  digest: hex32Schema,
  /** Null: every vault. */
  vaultId: v.nullable(uuidSchema),
  vaultName: v.nullable(text),
  officerName: text,
  at: timeSchema,
  /** Empty while no officer looks, and where none was given. */
  reason: text,
});
export type FreezeView = v.InferOutput<typeof freezeViewSchema>;

/** The longest gap of a search for money. */
export const MOST_GAP = 1000;

const vaultOf = { ...acting, vaultId: uuidSchema };

export const vaultVerbs = {
  'vault.unlock': { input: v.strictObject({ ...vaultOf, password: passwordSchema }), output: none },
  'vault.lock': { input: v.strictObject(vaultOf), output: none },
  /** Locks every vault and signs every officer out, at every caller. Nobody is refused it. */
  'station.lock': { input: v.strictObject(acting), output: none },
  /** Changes the password of a vault's file; that of a cold vault takes two officers. */
  'vault.change-password': {
    input: v.strictObject({
      ...confirmed,
      vaultId: uuidSchema,
      password: passwordSchema,
      next: passwordSchema,
      again: passwordSchema,
    }),
    output: none,
  },
  /** Two approvers say that this computer's clock is right, where an open vault has sealed a later time. */
  'vault.correct-clock': { input: v.strictObject({ ...confirmed, vaultId: uuidSchema }), output: none },
  /** Freezes a vault, or all of them (null), at once, by any one officer. The reason may be empty; it stays in the journal. */
  'vault.freeze': {
    input: v.strictObject({ ...acting, vaultId: v.nullable(uuidSchema), reason: typed }),
    output: none,
  },
  /** Two officers lift one freeze, by its digest. */
  'vault.lift-freeze': { input: v.strictObject({ ...confirmed, freeze: hex32Schema }), output: none },
  /**
   * Looks on the network for accounts and addresses of an open vault that were used, and for money that the treasury has not
   * seen. `from`: the account that comes first; the gaps: how many unused ones end the search.
   */
  'vault.look-for-money': {
    input: v.strictObject({
      ...vaultOf,
      from: indexSchema,
      addressGap: v.pipe(count, v.minValue(1), v.maxValue(MOST_GAP)),
      accountGap: v.pipe(count, v.minValue(1), v.maxValue(MOST_GAP)),
    }),
    output: v.strictObject({
      looked: count,
      accounts: count,
      addresses: count,
      /** On addresses of which the treasury had seen nothing, by the node's word. */
      units: unitsSum,
      /** The account with which another search goes on; null where this one came to its end. */
      next: v.nullable(indexSchema),
    }),
  },
  /** The search that goes on just now; null for none. */
  'vault.search-state': {
    input: v.strictObject(acting),
    output: v.nullable(
      v.strictObject({
        vaultId: uuidSchema,
        account: count,
        addresses: count,
        found: count,
        balance: unitsSum,
      }),
    ),
  },
  'vault.stop-search': { input: v.strictObject(acting), output: none },
  /** Writes a vault's old file (version 2) again as version 3, by consent; the old one is kept aside. */
  'vault.migrate': { input: v.strictObject({ ...vaultOf, password: passwordSchema }), output: none },
  /** Saves a verified copy of a vault's file where the person says; null when the person cancels. */
  'vault.save-copy': { input: v.strictObject({ ...vaultOf, password: passwordSchema }), output: savedFile },
  /** Has the official library derive addresses from a copy of the vault's file; a difference is refused, and an alarm. */
  'vault.second-opinion': {
    /** `unenclosed`: consent to ask it where the system does not enclose its process. */
    input: v.strictObject({ ...vaultOf, password: passwordSchema, unenclosed: v.boolean() }),
    output: v.strictObject({ compared: count, library: libraryIdentitySchema, apart: v.picklist(apartness) }),
  },
} as const;
