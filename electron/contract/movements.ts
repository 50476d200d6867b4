import * as v from 'valibot';
import { journalKinds } from '../core/journal/bodies.ts';
import { unitsSchema } from '../core/money.ts';
import { movementActions } from '../core/movement/movement-actions.ts';
import { movementStates } from '../core/movement/movement-state.ts';
import { networkIdSchema } from '../core/network-id.ts';
import { movementKinds } from '../core/proposal/request.ts';
import { addressSchema, hex32Schema, timeSchema, transactionTextSchema, uuidSchema } from '../core/schema.ts';
import { alikeSchema, knownRecipientSchema } from './address-book.ts';
import { mandateViewSchema } from './mandates.ts';
import {
  acting,
  count,
  listInput,
  none,
  otherFormSchema,
  page,
  problemSchema,
  restsOnSchema,
  signedUnits,
  spendableSchema,
  text,
  typed,
  unitsSum,
} from './shared.ts';

export type { MovementAction } from '../core/movement/movement-actions.ts';
export type { MovementState } from '../core/movement/movement-state.ts';

/** A withdrawal or a sweep in a list. */
export const movementRowSchema = v.strictObject({
  id: uuidSchema,
  kind: v.picklist(movementKinds),
  state: v.picklist(movementStates),
  vaultId: uuidSchema,
  vaultName: text,
  recipient: addressSchema,
  /** Name of our vault that receives; null for outsiders. */
  recipientName: v.nullable(text),
  amount: unitsSchema,
  reference: text,
  makerName: text,
  createdAt: timeSchema,
  updatedAt: timeSchema,
  /** An approver has stopped it. Where it is signed or sent all the same, its vault had signed before. */
  stopped: v.boolean(),
  approvals: count,
  /** Whether it is part of a mandate. */
  mandated: v.boolean(),
  /** Null until the policy's rule is known. */
  approvalsNeeded: v.nullable(count),
  /** True where the officer who looks can do the next step. */
  waitsForMe: v.boolean(),
  problem: v.nullable(problemSchema),
});
export type MovementRow = v.InferOutput<typeof movementRowSchema>;

const validUntilSchema = v.nullable(
  v.variant('kind', [
    /** `present`: the ledger's epoch now; null where it is not known. */
    v.strictObject({ kind: v.literal('epoch'), epoch: text, present: v.nullable(text) }),
    v.strictObject({ kind: v.literal('time'), at: timeSchema }),
  ]),
);

/** What is strange about an address that is paid, a key of the screens' texts; null for nothing. */
const strangeSchema = v.nullable(text);

/** The decoded intent of a proposal: the part of the screen on which a decision rests. */
const decodedViewSchema = v.strictObject({
  digest: hex32Schema,
  viewDigest: hex32Schema,
  /** The digest as explorers write it. */
  digestText: text,
  wordCode: v.array(text),
  network: networkIdSchema,
  genesis: text,
  /** Kind of chain: which texts name the details. */
  chain: text,
  /** The vault that pays, by the policy. */
  vaultName: text,
  /** `problem`: it is not what that vault has signed. */
  payers: v.array(
    v.strictObject({ address: addressSchema, path: v.nullable(text), problem: v.nullable(problemSchema) }),
  ),
  payments: v.array(
    v.strictObject({
      recipient: addressSchema,
      otherForms: v.array(otherFormSchema),
      strange: strangeSchema,
      amount: unitsSchema,
      ownVaultName: v.nullable(text),
      /** The verified recipient of the address book that has this address; null for none. */
      inBook: v.nullable(knownRecipientSchema),
      /** Trusted addresses for which this one, which is none of them, may be taken. */
      alike: v.array(alikeSchema),
    }),
  ),
  total: unitsSum,
  feeAtMost: unitsSchema,
  changeTo: v.nullable(addressSchema),
  changeProblem: v.nullable(problemSchema),
  /** What the inputs are worth, proven from their evidence. */
  inputsTotal: unitsSum,
  /** Least that returns: inputs - payments - whole fee. */
  changeAtLeast: unitsSum,
  inputs: v.array(v.strictObject({ key: text, reference: text, amount: unitsSchema })),
  /**
   * What stands behind the inputs; null where one of them is spent. Of a proposal of another station: `certified` where
   * certificates prove that each came, else `desk`.
   */
  grade: v.nullable(v.picklist(['proven', 'existed', 'unproven', 'certified', 'desk'])),
  /** The newest checkpoint in which one of them came, of a proposal of another station; null where none is proven. */
  certified: v.nullable(v.strictObject({ inputs: count, checkpoint: text, at: timeSchema })),
  validUntil: validUntilSchema,
  memo: v.nullable(text),
  /** The chain's own facts. */
  details: v.array(v.strictObject({ name: text, value: text })),
  bytesLength: count,
});
export type DecodedView = v.InferOutput<typeof decodedViewSchema>;

/** An earlier payment of the same payee, amount and reference that is paid or may still be. */
const earlierSchema = v.strictObject({
  id: uuidSchema,
  state: v.picklist(movementStates),
  createdAt: timeSchema,
  makerName: text,
});
export type EarlierPayment = v.InferOutput<typeof earlierSchema>;

const related = v.strictObject({ id: uuidSchema, state: v.picklist(movementStates) });

/** A movement, how many inputs it holds of what was asked for, and what they come to. */
const holderSchema = v.strictObject({
  id: uuidSchema,
  kind: v.picklist(movementKinds),
  state: v.picklist(movementStates),
  amount: unitsSchema,
  reference: text,
  inputs: count,
  held: unitsSum,
  /** Not signed: when it ends by itself, and gives back what it holds, at the latest. Null: it is signed, the ledger decides. */
  until: v.nullable(timeSchema),
});

const movementDetailSchema = v.strictObject({
  row: movementRowSchema,
  /** What the signed request says beside the payment. `signed`: its maker has signed it, and the bytes carry this one. */
  requested: v.strictObject({
    reference: text,
    /** What a program calls it in its own books; null where none asked for it. */
    externalId: v.nullable(text),
    makerName: text,
    signed: v.boolean(),
  }),
  /** What it repeats, the newest first. `meant`: its maker has said so in the signed request; else nobody may approve it. */
  repeats: v.strictObject({ earlier: v.array(earlierSchema), meant: v.boolean() }),
  /** Until when its maker asks for it, by the signed request. */
  asksUntil: timeSchema,
  /** A time of it is over by this computer's clock alone: it ends once the ledger's time is that late. */
  waitsToEnd: v.boolean(),
  /** It may have happened in time of the ledger that was skipped: nothing that is followed tells. */
  mayBeUnseen: v.boolean(),
  /** Decoded from the stored bytes; null before a proposal is built, and for bytes that cannot be read. */
  decoded: v.nullable(decodedViewSchema),
  /** Why the stored bytes cannot be read. Nobody can approve, reject or sign them: what asked for them is stopped. */
  unreadable: v.nullable(problemSchema),
  /** What it is approved by, together with others; null for one that is approved by itself. */
  mandate: v.nullable(mandateViewSchema),
  ruleTitle: v.nullable(text),
  approvals: v.array(
    v.strictObject({
      officerId: uuidSchema,
      officerName: text,
      approvedAt: timeSchema,
      expiresAt: timeSchema,
    }),
  ),
  rejection: v.nullable(v.strictObject({ officerName: text, reason: text, at: timeSchema })),
  transaction: v.nullable(
    v.strictObject({
      idText: text,
      signedAt: timeSchema,
      sentAt: v.nullable(timeSchema),
      finalAt: v.nullable(timeSchema),
      checkpoint: v.nullable(text),
      /** On whose word it is final, or failed; null before it is. */
      restsOn: v.nullable(restsOnSchema),
      feePaid: v.nullable(signedUnits),
    }),
  ),
  /** The payment that this cancels, and the newest cancellation of this. */
  cancels: v.nullable(related),
  cancelledBy: v.nullable(related),
  history: v.array(
    v.strictObject({
      at: timeSchema,
      kind: v.picklist(journalKinds),
      officerName: v.nullable(text),
      note: text,
    }),
  ),
  /** Which movements a queued one waits for: what they hold of its vault, or nothing where it only comes after them. */
  waitsFor: v.array(holderSchema),
  /** Each action of the present state; where it is not allowed, why. */
  actions: v.array(
    v.strictObject({
      action: v.picklist(movementActions),
      allowed: v.boolean(),
      reason: v.nullable(problemSchema),
    }),
  ),
});
export type MovementDetail = v.InferOutput<typeof movementDetailSchema>;

const withdrawalPreviewSchema = v.strictObject({
  recipient: addressSchema,
  otherForms: v.array(otherFormSchema),
  strange: strangeSchema,
  inBook: v.nullable(knownRecipientSchema),
  alike: v.array(alikeSchema),
  amount: unitsSchema,
  ruleTitle: text,
  approvals: count,
  feeAtMost: unitsSchema,
  /** What the vault has free now, and whether that covers amount and fee: else it is queued until money comes free. */
  free: unitsSum,
  covered: v.boolean(),
  /** It covers them, and no single address does: a gather would. */
  scattered: v.boolean(),
  /** Earlier payments of the same payee, amount and reference, the newest first: who requests it all the same names that one. */
  repeats: v.array(earlierSchema),
});
export type WithdrawalPreview = v.InferOutput<typeof withdrawalPreviewSchema>;

const sweepPlanSchema = v.strictObject({
  fromVaultId: uuidSchema,
  toVaultId: uuidSchema,
  balance: unitsSum,
  surplus: unitsSum,
  /** What the moves come to: less than the surplus where it is held, or too little at an address. */
  moving: unitsSum,
  /** Of the hot vaults: what movements on their way hold, and what can be spent now. */
  reserved: unitsSum,
  free: unitsSum,
  spendable: spendableSchema,
  moves: v.array(v.strictObject({ from: addressSchema, accountAlias: text, amount: unitsSum })),
});
export type SweepPlanView = v.InferOutput<typeof sweepPlanSchema>;

const found = v.strictObject({ id: uuidSchema });
const movement = v.strictObject({ ...acting, id: uuidSchema });

export const movementVerbs = {
  'movement.list': {
    input: v.strictObject({
      ...acting,
      ...listInput,
      kind: v.nullable(v.picklist(movementKinds)),
      states: v.exactOptional(v.nullable(v.array(v.picklist(movementStates)))),
      makerId: v.exactOptional(v.nullable(uuidSchema)),
      filter: v.picklist(['all', 'open', 'mine']),
    }),
    output: page(movementRowSchema),
  },
  'movement.read': { input: movement, output: movementDetailSchema },
  /** Which movements hold the most of a vault, or of one account of it, the most first. */
  'movement.holders': {
    input: v.strictObject({ ...acting, vaultId: uuidSchema, account: v.nullable(count) }),
    output: v.array(holderSchema),
  },
  /** Amount, recipient and reference as typed; no reference where left out. */
  'withdrawal.preview': {
    input: v.strictObject({
      ...acting,
      vaultId: uuidSchema,
      recipient: typed,
      amount: typed,
      reference: v.exactOptional(typed),
      bookEntry: v.exactOptional(uuidSchema),
    }),
    output: withdrawalPreviewSchema,
  },
  /**
   * `repeats`: the newest earlier payment of the same payee, amount and reference, where this one is meant beside it.
   * `bookEntry`: the recipient of the address book that was chosen: its vault pays nothing but that one's address. `externalId`: what a
   * program calls it in its own books; it is never taken twice.
   */
  'withdrawal.request': {
    input: v.strictObject({
      ...acting,
      vaultId: uuidSchema,
      recipient: typed,
      amount: typed,
      reference: typed,
      bookEntry: v.exactOptional(uuidSchema),
      repeats: v.exactOptional(uuidSchema),
      externalId: v.exactOptional(typed),
    }),
    output: found,
  },
  'sweep.plan': { input: v.strictObject(acting), output: sweepPlanSchema },
  /** Requests every move of the present plan; several of one vault under one mandate, which is approved once. */
  'sweep.request': { input: v.strictObject(acting), output: v.strictObject({ ids: v.array(uuidSchema) }) },
  /**
   * Both digests are those of the mandate, or else of the decoded view, that the officer has on the screen; `repeats` is the newest
   * earlier payment on it, where there is one.
   */
  'movement.approve': {
    input: v.strictObject({
      ...movement.entries,
      digest: hex32Schema,
      viewDigest: hex32Schema,
      repeats: v.exactOptional(uuidSchema),
    }),
    output: none,
  },
  'movement.reject': { input: v.strictObject({ ...movement.entries, reason: typed }), output: none },
  /** Stops it at once, and all that is left of its mandate; its vault locked or not. The reason may be empty. */
  'movement.stop': { input: v.strictObject({ ...movement.entries, reason: typed }), output: none },
  /** Asks for a transaction that voids a signed payment; answers the cancellation. The reason may be empty. */
  'movement.void': { input: v.strictObject({ ...movement.entries, reason: typed }), output: found },
  'movement.sign': { input: movement, output: none },
  'movement.submit': { input: movement, output: none },
  'movement.cancel': { input: movement, output: none },
  /** Puts the id of a transaction that these books know on the clipboard; anything else is refused. */
  'transaction.copy': {
    input: v.strictObject({ ...acting, transaction: transactionTextSchema }),
    output: none,
  },
} as const;
