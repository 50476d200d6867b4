import * as v from 'valibot';
import { ceremonyViewSchema, chosenFileSchema, heldCeremonySchema } from '../console/ceremony-views.ts';
import { type Topic, topics } from '../console/topics.ts';
import {
  accountRowSchema,
  addressRowSchema,
  dashboardViewSchema,
  depositRowSchema,
  journalReportSchema,
  journalRowSchema,
  movementDetailSchema,
  movementRowSchema,
  page,
  pageInput,
  sweepPlanSchema,
  treasuryViewSchema,
  withdrawalPreviewSchema,
} from '../console/views.ts';
import { ceremonyPlanSchema } from '../core/ceremony/ceremony-plan.ts';
import { errorCodes } from '../core/error-code.ts';
import type { Result } from '../core/result.ts';
import { addressSchema, hex32Schema, indexSchema, uuidSchema } from '../core/schema.ts';

/**
 * Everything that a window can ask of the main process. Inputs are checked on arrival in main, answers before they
 * leave it. A call answers with a `Result`; it never rejects for an expected failure.
 */
const none = v.strictObject({});
const passwordSchema = v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'bytes');
const wordNumbers = v.custom<Uint16Array>(
  (input) => input instanceof Uint16Array && input.length <= 64,
  'word numbers',
);
const wordGroup = v.strictObject({ group: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10)) });
const wrongPlaces = v.strictObject({ wrong: v.array(v.number()) });
const rollText = v.pipe(v.string(), v.maxLength(20_000));
const savedFile = v.strictObject({ file: v.nullable(v.string()) });
/** Words, or shares, as people type them from their sheets. */
const backupSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('words'), words: wordNumbers }),
  v.strictObject({ kind: v.literal('shares'), shares: v.pipe(v.array(wordNumbers), v.maxLength(256)) }),
]);
const typed = v.pipe(v.string(), v.maxLength(1000));
const movementId = v.strictObject({ id: uuidSchema });

export const settingsSchema = v.strictObject({
  theme: v.picklist(['light', 'dark', 'system']),
  /** Seconds without mouse or keyboard until vaults and officers are locked. */
  idleLockSeconds: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(3600)),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

export const appViewSchema = v.strictObject({
  version: v.string(),
  runtime: v.strictObject({
    /** official: the declared Electron release. evaluation: a community repack; practice networks alone. */
    kind: v.picklist(['official', 'evaluation']),
    electron: v.string(),
  }),
  /** Whether this system can keep the window out of screenshots and shared screens while a ceremony is held. */
  canProtectContent: v.boolean(),
  /** How long deriving one file key takes on this machine, estimated, milliseconds; null until it is known. */
  keyMs: v.nullable(v.number()),
  settings: settingsSchema,
  /** Treasuries opened before on this machine, latest first. */
  recent: v.array(v.strictObject({ name: v.string(), folder: v.string() })),
  treasury: v.nullable(treasuryViewSchema),
});
export type AppView = v.InferOutput<typeof appViewSchema>;

export const contract = {
  'app.read': { input: none, output: appViewSchema },
  'settings.write': { input: settingsSchema, output: none },

  'treasury.create-practice': {
    input: v.strictObject({ name: typed, password: passwordSchema }),
    output: none,
  },
  /** Asks for a folder in the system's own dialog; null when the person cancels. */
  'treasury.choose-folder': { input: none, output: v.strictObject({ folder: v.nullable(v.string()) }) },
  'treasury.open': { input: v.strictObject({ folder: typed }), output: none },
  'treasury.close': { input: none, output: none },

  'officer.sign-in': {
    input: v.strictObject({ officerId: uuidSchema, password: passwordSchema }),
    output: none,
  },
  'officer.sign-out': { input: none, output: none },
  'vault.unlock': { input: v.strictObject({ vaultId: uuidSchema, password: passwordSchema }), output: none },
  'vault.lock': { input: v.strictObject({ vaultId: uuidSchema }), output: none },
  /** Locks every vault and signs the officer out. */
  'station.lock': { input: none, output: none },

  'dashboard.read': { input: none, output: dashboardViewSchema },

  'account.list': {
    input: v.strictObject({ ...pageInput, vaultId: v.nullable(uuidSchema) }),
    output: page(accountRowSchema),
  },
  'account.create': {
    input: v.strictObject({ vaultId: uuidSchema, alias: typed }),
    output: accountRowSchema,
  },
  'address.list': {
    input: v.strictObject({ ...pageInput, vaultId: uuidSchema, account: indexSchema }),
    output: page(addressRowSchema),
  },
  'address.issue': {
    input: v.strictObject({ vaultId: uuidSchema, account: indexSchema }),
    output: addressRowSchema,
  },
  /** Puts an address of this treasury on the clipboard; anything else is refused. */
  'address.copy': { input: v.strictObject({ address: addressSchema }), output: none },

  'deposit.list': {
    input: v.strictObject({ ...pageInput, state: v.nullable(v.picklist(['seen', 'final'])) }),
    output: page(depositRowSchema),
  },

  'movement.list': {
    input: v.strictObject({
      ...pageInput,
      kind: v.nullable(v.picklist(['withdrawal', 'sweep'])),
      filter: v.picklist(['all', 'open', 'mine']),
    }),
    output: page(movementRowSchema),
  },
  'movement.read': { input: movementId, output: movementDetailSchema },
  /** Amount and recipient as typed. */
  'withdrawal.preview': {
    input: v.strictObject({ vaultId: uuidSchema, recipient: typed, amount: typed }),
    output: withdrawalPreviewSchema,
  },
  'withdrawal.request': {
    input: v.strictObject({ vaultId: uuidSchema, recipient: typed, amount: typed, reference: typed }),
    output: movementId,
  },
  'sweep.plan': { input: none, output: sweepPlanSchema },
  /** Requests every move of the present plan; the digests of all of them are decided one by one. */
  'sweep.request': { input: none, output: v.strictObject({ ids: v.array(uuidSchema) }) },
  'movement.build': { input: movementId, output: none },
  /** Both digests are those of the decoded view that the officer has on the screen. */
  'movement.approve': {
    input: v.strictObject({ id: uuidSchema, transactionDigest: hex32Schema, viewDigest: hex32Schema }),
    output: none,
  },
  'movement.reject': { input: v.strictObject({ id: uuidSchema, reason: typed }), output: none },
  'movement.sign': { input: movementId, output: none },
  'movement.submit': { input: movementId, output: none },
  'movement.cancel': { input: movementId, output: none },

  /** The ceremony under way; null when there is none. */
  'ceremony.read': { input: none, output: v.nullable(ceremonyViewSchema) },
  'ceremony.list': { input: none, output: v.array(heldCeremonySchema) },
  /**
   * Begins a ceremony with the officers present, each proven by the own password. `vault` names the vault to be made
   * (create, rotate, restore); `vaultId` is the vault to split (shares) or to replace (rotate).
   */
  'ceremony.begin': {
    input: v.strictObject({
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
  /** Six of the drawn words, as numbers of the BIP-39 English list; group 0 to 3. */
  'ceremony.show-words': { input: wordGroup, output: v.strictObject({ words: wordNumbers }) },
  'ceremony.words-written': { input: none, output: none },
  /** Six words read back from the sheet; answers the places (0 to 5) that are wrong. */
  'ceremony.check-words': {
    input: v.strictObject({ ...wordGroup.entries, words: wordNumbers }),
    output: wrongPlaces,
  },
  /** Back to the showing of the words (or of the share at hand), to correct what was written down. */
  'ceremony.show-again': { input: none, output: none },
  'ceremony.split': { input: none, output: none },
  /** Six words of the share at hand, as numbers of the SLIP-39 list; the last group is shorter. */
  'ceremony.show-share': { input: wordGroup, output: v.strictObject({ words: wordNumbers }) },
  'ceremony.share-written': { input: none, output: none },
  /** The whole share read back; answers the places that are wrong. */
  'ceremony.check-share': { input: v.strictObject({ words: wordNumbers }), output: wrongPlaces },
  'ceremony.sheets-labelled': { input: none, output: none },
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
  'ceremony.abandon': { input: none, output: none },
  /** One officer present signs the transcript (and what else the ceremony needs of them). The last one ends it. */
  'ceremony.sign': {
    input: v.strictObject({ officerId: uuidSchema, password: passwordSchema }),
    output: none,
  },
  /** Leaves the view of an ended ceremony. */
  'ceremony.dismiss': { input: none, output: none },
  /** Saves a blank sheet of the ceremony under way as PDF; `sheet` counts from 0. Null when the person cancels. */
  'ceremony.save-sheet': { input: v.strictObject({ sheet: indexSchema }), output: savedFile },
  /** Saves the transcript of a held ceremony. */
  'ceremony.save-transcript': {
    input: v.strictObject({ id: uuidSchema, format: v.picklist(['pdf', 'json']) }),
    output: savedFile,
  },

  /** Changes the password of a vault's file. */
  'vault.change-password': {
    input: v.strictObject({
      vaultId: uuidSchema,
      password: passwordSchema,
      next: passwordSchema,
      again: passwordSchema,
    }),
    output: none,
  },
  /** Writes a vault's old file (version 2) anew as version 3, by consent; the old one is kept aside. */
  'vault.migrate': { input: v.strictObject({ vaultId: uuidSchema, password: passwordSchema }), output: none },
  /** Saves a verified copy of a vault's file where the person says; null when the person cancels. */
  'vault.save-copy': {
    input: v.strictObject({ vaultId: uuidSchema, password: passwordSchema }),
    output: savedFile,
  },

  'journal.list': { input: v.strictObject({ ...pageInput }), output: page(journalRowSchema) },
  'journal.verify': { input: none, output: journalReportSchema },
  /** Asks for a file in the system's own dialog and writes JSON lines; null when the person cancels. */
  'journal.export': { input: none, output: v.strictObject({ file: v.nullable(v.string()) }) },

  /** Practice networks alone: a customer outside pays this address. Amount as typed. */
  'practice.deposit': { input: v.strictObject({ address: addressSchema, amount: typed }), output: none },
} as const;

export type Channel = keyof typeof contract;
export type Input<C extends Channel> = v.InferInput<(typeof contract)[C]['input']>;
export type Output<C extends Channel> = v.InferOutput<(typeof contract)[C]['output']>;

export const channels = Object.keys(contract) as readonly Channel[];

/** What has changed, pushed to every window; a screen reads again what it shows. */
export type { Topic } from '../console/topics.ts';
export const changeSchema = v.strictObject({ topics: v.array(v.picklist(topics)) });

/** The only thing that the preload script puts on `window`, as `window.sallyport`, frozen. */
export interface Bridge {
  call<C extends Channel>(channel: C, input: Input<C>): Promise<Result<Output<C>>>;
  /** @returns a function that ends the subscription */
  onChange(listener: (topics: readonly Topic[]) => void): () => void;
}

/** The answer of a failed call as it crosses the border: code and message, no stack. */
export const refusalSchema = v.strictObject({
  ok: v.literal(false),
  code: v.picklist(errorCodes),
  message: v.string(),
});
