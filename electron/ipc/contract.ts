import * as v from 'valibot';
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
import { errorCodes } from '../core/error-code.ts';
import type { Result } from '../core/result.ts';
import { addressSchema, hex32Schema, indexSchema, uuidSchema } from '../core/schema.ts';

/**
 * Everything that a window can ask of the main process. Inputs are checked on arrival in main, answers before they
 * leave it. A call answers with a `Result`; it never rejects for an expected failure.
 */
const none = v.strictObject({});
const passwordSchema = v.custom<Uint8Array>((input) => input instanceof Uint8Array, 'bytes');
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
