import * as v from 'valibot';
import { networkIdSchema } from '../core/network-id.ts';
import { timeSchema, uuidSchema } from '../core/schema.ts';
import { backupStateSchema } from './backup.ts';
import { nodeViewSchema } from './node.ts';
import { officerViewSchema } from './officers.ts';
import { acting, confirmed, count, none, passwordSchema, text, typed } from './shared.ts';
import { freezeViewSchema, vaultViewSchema } from './vaults.ts';

const assetViewSchema = v.strictObject({
  id: text,
  unit: text,
  decimals: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(18)),
});
export type AssetView = v.InferOutput<typeof assetViewSchema>;

/** How far the check of the books against the journal is, and what it found. */
export const booksCheckViewSchema = v.variant('state', [
  v.strictObject({ state: v.literal('checking'), entries: count, of: count }),
  v.strictObject({ state: v.literal('whole'), entries: count }),
  /** `differences`: the first ones, a line each; `count`: all of them. */
  v.strictObject({
    state: v.literal('differs'),
    count,
    differences: v.array(text),
    /** Whether the journal is whole, so that the tables can be made anew from it. */
    canRebuild: v.boolean(),
    /** Whether the file itself is damaged. */
    damaged: v.boolean(),
  }),
]);
export type BooksCheckView = v.InferOutput<typeof booksCheckViewSchema>;

const place = v.strictObject({ seq: count, hash: text, at: timeSchema });

/** Why nothing is changed in this folder until officers have settled it; and until when its vaults sign nothing. */
const holdViewSchema = v.strictObject({
  /** The folder is a copy: its station's key is not to be had here, and officers enrol a new station. */
  enrolment: v.nullable(v.picklist(['key-locked', 'other-computer', 'retired', 'restored'])),
  /** A newer journal is known outside of the folder. */
  older: v.nullable(v.strictObject({ ours: place, newer: place })),
  /** Transactions of own keys in the ledger that no movement knows; with nobody signed in none is named. */
  spends: v.array(v.strictObject({ transactionId: text, checkpoint: v.nullable(text), at: timeSchema })),
  signsFrom: v.nullable(timeSchema),
});
export type HoldView = v.InferOutput<typeof holdViewSchema>;

/** What has been done here at least once, by the books: the first steps of a new treasury. */
const firstStepsSchema = v.strictObject({
  signIn: v.boolean(),
  unlock: v.boolean(),
  account: v.boolean(),
  deposit: v.boolean(),
  withdrawal: v.boolean(),
  sweep: v.boolean(),
});
export type FirstSteps = v.InferOutput<typeof firstStepsSchema>;

/** What the frame around every screen shows. */
export const treasuryViewSchema = v.strictObject({
  id: uuidSchema,
  name: text,
  folder: text,
  network: networkIdSchema,
  genesis: text,
  /** What all proof of the network begins with, as the policy pins it; null on chains that prove nothing. */
  trustRoot: v.nullable(text),
  /** SLIP-44 number of the network's paths. */
  coinType: count,
  asset: assetViewSchema,
  stationRole: v.picklist(['desk', 'cold', 'officer']),
  stationId: uuidSchema,
  /** Where the station's key lies: wrapped by the system's keychain, or as it is in its file. */
  stationKey: v.picklist(['keychain', 'file']),
  /** Null on a station without a network. */
  node: v.nullable(nodeViewSchema),
  books: booksCheckViewSchema,
  /** Null where the folder may be worked with in every way. */
  hold: v.nullable(holdViewSchema),
  /** Freezes in force, oldest first. */
  freezes: v.array(freezeViewSchema),
  /** Alarms about the books that officers have not settled yet, oldest first. */
  booksAlarms: v.array(
    v.strictObject({
      entry: count,
      at: timeSchema,
      /** Of which the official library derived other addresses; null where the books differed. */
      vaultId: v.nullable(uuidSchema),
      count,
      differences: v.array(text),
    }),
  ),
  backup: backupStateSchema,
  firstSteps: firstStepsSchema,
  /** Vaults and officers whose Stronghold files are not in the folder: it was restored without them. */
  missingFiles: v.strictObject({ vaults: v.array(uuidSchema), officers: v.array(uuidSchema) }),
  officers: v.array(officerViewSchema),
  /** Who signs the next version of the policy: so many admins, and so many of each group where it lets more pass. */
  policyChange: v.strictObject({
    quorum: count,
    approvals: v.array(v.strictObject({ group: text, count, officerIds: v.array(uuidSchema) })),
  }),
  /** Who is signed in at this caller, in the order in which they came. */
  signedIn: v.array(uuidSchema),
  vaults: v.array(vaultViewSchema),
  waitsForMe: v.strictObject({ withdrawals: count, sweeps: count, gathers: count, messages: count }),
  /** Envelopes that came into the station's folder and wait for somebody to take them in; null where no folder is chosen. */
  cameIn: v.nullable(count),
  /** Practice treasuries show the password of their files, so that a newcomer can go on at once. */
  practicePassword: v.nullable(text),
});
export type TreasuryView = v.InferOutput<typeof treasuryViewSchema>;

export const treasuryVerbs = {
  'treasury.create-practice': {
    input: v.strictObject({ name: typed, password: passwordSchema }),
    output: none,
  },
  /** Asks for a folder in the system's own dialog; null when the person cancels. */
  'treasury.choose-folder': { input: none, output: v.strictObject({ folder: v.nullable(v.string()) }) },
  'treasury.open': { input: v.strictObject({ folder: typed }), output: none },
  /** Opens a folder whose station's key is in a keychain that is not here: officers can enrol a new station then. */
  'treasury.open-as-new-station': { input: v.strictObject({ folder: typed }), output: none },
  /** Two officers settle a folder that is held: a copy, an older one, or one that the ledger is ahead of. */
  'treasury.settle': {
    input: v.strictObject({ ...confirmed, nothingUnderWay: v.boolean() }),
    output: none,
  },
  'treasury.close': { input: none, output: none },
  /** Makes the tables anew from what is signed, where they differ from it. */
  'books.rebuild': { input: v.strictObject(acting), output: none },
  /** Settles the alarms of these entries, and no other; it takes two officers. */
  'books.settle': {
    input: v.strictObject({
      ...confirmed,
      alarms: v.pipe(v.array(count), v.minLength(1), v.maxLength(1000)),
    }),
    output: none,
  },
} as const;
