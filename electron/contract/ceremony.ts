import * as v from 'valibot';
import { ceremonyPlanSchema } from '../core/ceremony/ceremony-plan.ts';
import { stepKinds } from '../core/ceremony/ceremony-steps.ts';
import { fileContentsSchema } from '../core/ceremony/file-contents.ts';
import { formerPaymentSchema } from '../core/ceremony/former-history.ts';
import { sheetSchema } from '../core/ceremony/sheet.ts';
import { ceremonyResults } from '../core/ceremony/transcript.ts';
import { addressSchema, indexSchema, timeSchema, uuidSchema } from '../core/schema.ts';
import {
  acting,
  count,
  none,
  pageInput,
  passwordSchema,
  savedFile,
  typed,
  unitsSum,
  wordNumbers,
} from './shared.ts';

/** What a ceremony tells its screen. Nothing here is secret: words cross in calls of their own, as word numbers. */
const stepViewSchema = v.strictObject({
  step: v.picklist(stepKinds),
  group: v.nullable(count),
  share: v.nullable(count),
  /** done: over; now: the present step; later: still to come. */
  state: v.picklist(['done', 'now', 'later']),
  passedOver: v.boolean(),
  optional: v.boolean(),
  failed: count,
  at: v.nullable(timeSchema),
});
export type StepView = v.InferOutput<typeof stepViewSchema>;

/** What really came back with a restore, counted in what was written down. */
const cameBackSchema = v.strictObject({
  /** Whether the treasury knew the vault: then its accounts, names and journal were never gone. */
  known: v.boolean(),
  accounts: count,
  /** Accounts whose name was in the file or in another wallet's folder. */
  named: count,
  /** Addresses that count as given out, the first of every account with them. */
  addresses: count,
  changeAddresses: count,
  /** Base units that the search found; null where it was passed over. */
  balance: v.nullable(unitsSum),
  /** Payments of another wallet that came in as history. */
  payments: count,
});
export type CameBackView = v.InferOutput<typeof cameBackSchema>;

/** What comes out of another wallet's folder, what does not, and why. */
const formerViewSchema = v.strictObject({
  folder: v.string(),
  /** The network's name as that wallet kept it. */
  network: v.nullable(v.string()),
  /** The letters that its addresses begin with, as it wrote them. */
  prefix: v.nullable(v.string()),
  accounts: v.array(
    v.strictObject({
      index: count,
      alias: v.nullable(v.string()),
      coinType: count,
      addresses: count,
      internalAddresses: count,
      payments: count,
      notes: count,
      /** Outputs that the wallet knew; none is taken over. */
      outputs: count,
      /** Base units that the wallet saw unspent last, on its own ledger. */
      lastSeen: unitsSum,
      /** The same in outputs about which others decide too, or a time. */
      lastBound: unitsSum,
      /** The same in outputs of another ledger than most. */
      lastElsewhere: unitsSum,
      /** The name that it gets here: as it is wished, one that it has already, or one with a number. Null: it does not come. */
      name: v.nullable(
        v.strictObject({ alias: v.string(), why: v.picklist(['wished', 'kept', 'numbered']) }),
      ),
      outcome: v.picklist(['comes', 'other-coin-type', 'differs', 'too-many', 'no-address']),
      /** The first address that the seed does not give. */
      difference: v.nullable(
        v.strictObject({
          change: count,
          index: count,
          /** As the wallet wrote it. */
          text: v.string(),
          /** The same in today's form. */
          written: v.string(),
          derived: v.string(),
        }),
      ),
    }),
  ),
  /** Payments that come as history. */
  payments: count,
  unread: v.array(v.strictObject({ place: v.string(), why: v.string() })),
  unreadMore: count,
});
export type FormerView = v.InferOutput<typeof formerViewSchema>;

const ceremonyViewSchema = v.strictObject({
  id: uuidSchema,
  /** Whether the caller that asks began it: only that one takes its steps. */
  isOwn: v.boolean(),
  plan: ceremonyPlanSchema,
  status: v.picklist(['running', 'signing', 'ended']),
  result: v.nullable(v.picklist(ceremonyResults)),
  steps: v.array(stepViewSchema),
  /** The vault that is made, or that it is about; null while a backup belongs to nobody yet. */
  vault: v.nullable(v.strictObject({ id: uuidSchema, name: v.string(), kind: v.picklist(['hot', 'cold']) })),
  replacesName: v.nullable(v.string()),
  officers: v.array(v.strictObject({ id: uuidSchema, name: v.string(), signed: v.boolean() })),
  deviations: v.array(v.strictObject({ text: v.string(), officerName: v.string(), at: timeSchema })),
  /** The sheets that this ceremony makes, in order; known as soon as the first address is. */
  sheets: v.array(sheetSchema),
  firstAddress: v.nullable(addressSchema),
  fingerprint: v.nullable(v.string()),
  /** Whole bits that the officers' rolls added to the system's 256. */
  rolledBits: count,
  /** Words of one share; 0 before the split. */
  wordsPerShare: count,
  /** Groups of six words that were read back correctly, of the words or of the present share. */
  groupsChecked: count,
  /** Restore: what the file told that was opened; null where there is none. */
  contents: v.nullable(fileContentsSchema),
  /** Restore: used accounts that the search found; null before it. */
  found: v.nullable(
    v.array(v.strictObject({ account: count, addresses: count, changeAddresses: count, balance: unitsSum })),
  ),
  /** Restore: the dry run over another wallet's folder; null where none was read. */
  former: v.nullable(formerViewSchema),
  /** Restore: what came back; null before its end. */
  cameBack: v.nullable(cameBackSchema),
  /** Rotate: the moves that empty the old vault; null before they are prepared. */
  moves: v.nullable(v.array(v.strictObject({ from: addressSchema, amount: unitsSum }))),
  /** Check: the vault to which the backup belongs; null for none, or before the answer. */
  belongsTo: v.nullable(v.string()),
});
export type CeremonyView = v.InferOutput<typeof ceremonyViewSchema>;

/** A completed ceremony in the list. */
const pastCeremonySchema = v.strictObject({
  id: uuidSchema,
  kind: v.picklist(['create', 'shares', 'restore', 'check-backup', 'rotate']),
  result: v.picklist(ceremonyResults),
  vaultName: v.nullable(v.string()),
  officers: v.array(v.string()),
  sheets: count,
  endedAt: timeSchema,
  /** What came out of another wallet's folder; null where nothing did. */
  imported: v.nullable(v.strictObject({ accounts: count, payments: count })),
});
export type PastCeremony = v.InferOutput<typeof pastCeremonySchema>;

/** Payments of another wallet, newest first. */
const earlierPaymentsSchema = v.strictObject({
  network: v.nullable(v.string()),
  /** The letters that its addresses began with; null in what came in before they were kept. */
  prefix: v.nullable(v.string()),
  total: count,
  rows: v.array(formerPaymentSchema),
});
export type EarlierPayments = v.InferOutput<typeof earlierPaymentsSchema>;

/** What a Stronghold file chosen for a restore says of itself without a password. */
const chosenFileSchema = v.strictObject({
  file: v.string(),
  /** 2 or 3. */
  version: count,
  /** log2 of scrypt's N; null in version 2. */
  workFactor: v.nullable(count),
  size: count,
});
export type ChosenFile = v.InferOutput<typeof chosenFileSchema>;

/** As people typed it from a sheet, in any case, with or without hyphens. */
const typedSheetSchema = v.strictObject({
  serial: v.pipe(v.string(), v.maxLength(64)),
  fingerprint: v.pipe(v.string(), v.maxLength(64)),
});
const wordGroup = v.strictObject({ group: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)) });
const wrongPlaces = v.strictObject({ wrong: v.array(v.number()) });
const rollText = v.pipe(v.string(), v.maxLength(20_000));
/** Words, or shares, as people type them from their sheets. */
const backupSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('words'), words: wordNumbers }),
  v.strictObject({
    kind: v.literal('shares'),
    shares: v.pipe(v.array(wordNumbers), v.maxLength(256)),
    /** Printable ASCII, only for a set that another tool made with one. A wrong one gives another vault. */
    passphrase: v.exactOptional(passwordSchema),
  }),
]);

export const ceremonyVerbs = {
  /**
   * The ceremony under way; null when there is none. With nobody signed in at the caller it tells no account, address or
   * balance: `contents`, `found`, `former`, `cameBack` and `moves` are null.
   */
  'ceremony.read': { input: none, output: v.nullable(ceremonyViewSchema) },
  'ceremony.list': { input: v.strictObject(acting), output: v.array(pastCeremonySchema) },
  /**
   * Begins a ceremony with the officers present, each proven by their password. `vault` names the vault to be made
   * (create, rotate, restore); `vaultId` is the vault to split (shares) or to replace (rotate).
   */
  'ceremony.begin': {
    input: v.strictObject({
      ...acting,
      plan: ceremonyPlanSchema,
      vault: v.nullable(v.strictObject({ name: typed, kind: v.picklist(['hot', 'cold']) })),
      vaultId: v.nullable(uuidSchema),
      officers: v.pipe(
        v.array(v.strictObject({ officerId: uuidSchema, password: passwordSchema })),
        v.minLength(1),
        v.maxLength(20),
      ),
    }),
    output: none,
  },
  /** Draws the words, with the officers' rolls mixed in; null: without. */
  'ceremony.draw': {
    input: v.strictObject({
      rolls: v.nullable(v.strictObject({ kind: v.picklist(['dice', 'coin']), text: rollText })),
    }),
    output: none,
  },
  /** Six of the drawn words, as numbers of the BIP-39 English list; group 0 to 3. Refuses `sheet-first`. */
  'ceremony.show-words': { input: wordGroup, output: v.strictObject({ words: wordNumbers }) },
  'ceremony.words-written': { input: none, output: none },
  /** Six words read back from the sheet; answers the places (0 to 5) that are wrong. */
  'ceremony.check-words': {
    input: v.strictObject({ ...wordGroup.entries, words: wordNumbers }),
    output: wrongPlaces,
  },
  /** Back to the showing of the words (or of the present share), to correct what was written down. */
  'ceremony.show-again': { input: none, output: none },
  'ceremony.split': { input: none, output: none },
  /** Six words of the present share, as numbers of the SLIP-39 list; the last group is shorter. */
  'ceremony.show-share': { input: wordGroup, output: v.strictObject({ words: wordNumbers }) },
  'ceremony.share-written': { input: none, output: none },
  /** The whole share read back; answers the places that are wrong. */
  'ceremony.check-share': { input: v.strictObject({ words: wordNumbers }), output: wrongPlaces },
  /** The officers say that serial and fingerprint of a sheet (counted from 0) are written by hand. */
  'ceremony.sheet-by-hand': { input: v.strictObject({ sheet: indexSchema }), output: none },
  /** Serial and fingerprint typed back from each sheet, in the order of the view's `sheets`. */
  'ceremony.sheets-labelled': {
    input: v.strictObject({ sheets: v.pipe(v.array(typedSheetSchema), v.maxLength(300)) }),
    output: none,
  },
  /** Everything typed again on an empty form, restored in a clean store. */
  'ceremony.rehearse': { input: backupSchema, output: v.strictObject({ matches: v.boolean() }) },
  /** The words or shares of an existing backup (shares, restore, check-backup). */
  'ceremony.enter': { input: backupSchema, output: none },
  /** Asks for a Stronghold file in the system's own dialog; null when the person cancels. */
  'ceremony.choose-file': { input: none, output: v.nullable(chosenFileSchema) },
  /** Opens the chosen file (restore). */
  'ceremony.open-file': { input: v.strictObject({ password: passwordSchema }), output: none },
  /** The officers confirm that the first address is the expected one. */
  'ceremony.confirm-address': { input: none, output: none },
  /**
   * Asks for the folder of another wallet in the system's own dialog, reads it and shows in the view what would come:
   * a dry run. False when the person cancels.
   */
  'ceremony.choose-wallet-folder': { input: none, output: v.strictObject({ chosen: v.boolean() }) },
  /** Goes on without that folder. */
  'ceremony.leave-wallet-folder': { input: none, output: none },
  /** Asks the official library for a second opinion about the vault whose backup was checked; null passes it over. */
  'ceremony.ask-library': {
    input: v.strictObject({ ...acting, password: v.nullable(passwordSchema), unenclosed: v.boolean() }),
    output: none,
  },
  /** Looks for used accounts on the network, or passes it over. */
  'ceremony.search': { input: v.strictObject({ passOver: v.boolean() }), output: none },
  /** Sets the password (typed twice) and writes the Stronghold file. */
  'ceremony.write': {
    input: v.strictObject({ password: passwordSchema, again: passwordSchema }),
    output: none,
  },
  'ceremony.prepare-sweep': { input: none, output: none },
  'ceremony.retire-old-vault': { input: none, output: none },
  'ceremony.note-deviation': { input: v.strictObject({ officerId: uuidSchema, text: typed }), output: none },
  'ceremony.abandon': { input: v.strictObject(acting), output: none },
  /** One officer present signs the transcript (and what else the ceremony needs of them). The last one ends it. */
  'ceremony.sign': {
    input: v.strictObject({ officerId: uuidSchema, password: passwordSchema }),
    output: none,
  },
  /** Leaves the view of an ended ceremony. */
  'ceremony.dismiss': { input: none, output: none },
  /**
   * Saves a blank sheet of the ceremony under way as PDF; `sheet` counts from 0. Null when the person cancels. Before its words
   * are shown each sheet has to be saved, or said to be written by hand.
   */
  'ceremony.save-sheet': { input: v.strictObject({ sheet: indexSchema }), output: savedFile },
  /** Payments of another wallet that came in with a ceremony: history, no balance. */
  'ceremony.earlier-payments': {
    input: v.strictObject({ ...acting, id: uuidSchema, offset: pageInput.offset, limit: pageInput.limit }),
    output: earlierPaymentsSchema,
  },
  /** Saves the transcript of a completed ceremony. */
  'ceremony.save-transcript': {
    input: v.strictObject({ ...acting, id: uuidSchema, format: v.picklist(['pdf', 'json']) }),
    output: savedFile,
  },
} as const;
