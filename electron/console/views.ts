import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import { journalKinds } from '../core/journal/journal-entry.ts';
import { movementActions } from '../core/movement/movement-actions.ts';
import { movementStates } from '../core/movement/movement-state.ts';
import { networkIds } from '../core/network-id.ts';
import { roles } from '../core/officer/officer.ts';
import {
  addressSchema,
  hex32Schema,
  nanosSchema,
  pathSchema,
  timeSchema,
  uuidSchema,
} from '../core/schema.ts';

/**
 * What the use cases tell a screen. Amounts are nanos as decimal strings, times are milliseconds since the epoch,
 * digests are as their screen shows them.
 */
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const text = v.string();
const signedNanos = v.pipe(v.string(), v.regex(/^-?(0|[1-9][0-9]*)$/));
const trouble = v.strictObject({ code: v.picklist(errorCodes), message: text });

export const officerViewSchema = v.strictObject({
  id: uuidSchema,
  name: text,
  roles: v.array(v.picklist(roles)),
});
export type OfficerView = v.InferOutput<typeof officerViewSchema>;

export const vaultViewSchema = v.strictObject({
  id: uuidSchema,
  name: text,
  kind: v.picklist(['hot', 'cold']),
  state: v.picklist(['locked', 'opening', 'open']),
  /** Irreversible balance of all its known addresses. */
  balance: nanosSchema,
  /** Held by proposals on their way. */
  reserved: nanosSchema,
  receiveAddress: addressSchema,
  accounts: count,
  /** Replaced by a rotation. */
  retired: v.boolean(),
});
export type VaultView = v.InferOutput<typeof vaultViewSchema>;

export const nodeViewSchema = v.strictObject({
  url: text,
  state: v.picklist(['connecting', 'connected', 'trouble']),
  trouble: v.nullable(trouble),
  /** Sequence number of the last checkpoint taken in; null before the first. */
  checkpoint: v.nullable(text),
  /** When the last checkpoint was taken in. */
  asOf: v.nullable(timeSchema),
});
export type NodeView = v.InferOutput<typeof nodeViewSchema>;

export const treasuryViewSchema = v.strictObject({
  id: uuidSchema,
  name: text,
  folder: text,
  network: v.picklist(networkIds),
  chain: text,
  /** One station of this version is always a desk; cold stations follow. */
  stationRole: v.picklist(['desk', 'cold']),
  stationId: uuidSchema,
  node: nodeViewSchema,
  officers: v.array(officerViewSchema),
  /** Who is signed in at this desk. */
  signedIn: v.nullable(uuidSchema),
  vaults: v.array(vaultViewSchema),
  waitsForMe: v.strictObject({ withdrawals: count, sweeps: count }),
  /** Practice treasuries show the password of their files, so that a newcomer can go on at once. */
  practicePassword: v.nullable(text),
});
export type TreasuryView = v.InferOutput<typeof treasuryViewSchema>;

export type { MovementAction } from '../core/movement/movement-actions.ts';
export type { MovementState } from '../core/movement/movement-state.ts';

/** A withdrawal or a sweep in a list. */
export const movementRowSchema = v.strictObject({
  id: uuidSchema,
  kind: v.picklist(['withdrawal', 'sweep']),
  state: v.picklist(movementStates),
  vaultId: uuidSchema,
  vaultName: text,
  recipient: addressSchema,
  /** Name of the own vault that receives; null for outsiders. */
  recipientName: v.nullable(text),
  amount: nanosSchema,
  reference: text,
  makerName: text,
  createdAt: timeSchema,
  updatedAt: timeSchema,
  approvals: count,
  /** Null until the policy's rule is known. */
  approvalsNeeded: v.nullable(count),
  /** True where the signed-in officer can do the next step. */
  waitsForMe: v.boolean(),
  trouble: v.nullable(trouble),
});
export type MovementRow = v.InferOutput<typeof movementRowSchema>;

/** The decoded bytes of a proposal: the part of the screen on which a decision rests. */
export const decodedViewSchema = v.strictObject({
  transactionDigest: hex32Schema,
  viewDigest: hex32Schema,
  /** The transaction digest as explorers write it. */
  digestText: text,
  wordCode: v.array(text),
  network: v.picklist(networkIds),
  chain: text,
  sender: addressSchema,
  senderPath: pathSchema,
  payments: v.array(
    v.strictObject({
      recipient: addressSchema,
      legacy: text,
      amount: nanosSchema,
      ownVaultName: v.nullable(text),
    }),
  ),
  total: nanosSchema,
  gasBudget: nanosSchema,
  gasPrice: nanosSchema,
  changeTo: addressSchema,
  /** What the inputs hold, proven from their evidence. */
  inputsTotal: nanosSchema,
  /** Least that returns: inputs - payments - whole gas budget. */
  changeAtLeast: nanosSchema,
  inputs: v.array(v.strictObject({ id: addressSchema, version: text, digest: text, balance: nanosSchema })),
  bytesLength: count,
});
export type DecodedView = v.InferOutput<typeof decodedViewSchema>;

export const movementDetailSchema = v.strictObject({
  row: movementRowSchema,
  /** Decoded from the stored bytes at this very reading; null before a proposal is built. */
  decoded: v.nullable(decodedViewSchema),
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
      digestText: text,
      signedAt: timeSchema,
      sentAt: v.nullable(timeSchema),
      finalAt: v.nullable(timeSchema),
      checkpoint: v.nullable(text),
      gasUsed: v.nullable(signedNanos),
    }),
  ),
  history: v.array(
    v.strictObject({
      at: timeSchema,
      kind: v.picklist(journalKinds),
      officerName: v.nullable(text),
      note: text,
    }),
  ),
  /** Each action of the present state; where it is not allowed, why. */
  actions: v.array(
    v.strictObject({
      action: v.picklist(movementActions),
      allowed: v.boolean(),
      reason: v.nullable(trouble),
    }),
  ),
});
export type MovementDetail = v.InferOutput<typeof movementDetailSchema>;

export const dashboardViewSchema = v.strictObject({
  hot: v.strictObject({
    balance: nanosSchema,
    reserved: nanosSchema,
    band: v.strictObject({ min: nanosSchema, target: nanosSchema, max: nanosSchema }),
    position: v.picklist(['below', 'inside', 'above']),
    /** 0 to 1000: where balance, min, target and max stand on a common scale, so that a screen need not calculate. */
    scale: v.strictObject({ balance: count, min: count, target: count, max: count }),
  }),
  cold: v.strictObject({ balance: nanosSchema }),
  depositsToday: v.strictObject({ count, total: nanosSchema }),
  pending: v.array(movementRowSchema),
  recent: v.array(v.lazy(() => journalRowSchema)),
  recentDeposits: v.array(v.lazy(() => depositRowSchema)),
});
export type DashboardView = v.InferOutput<typeof dashboardViewSchema>;

export const accountRowSchema = v.strictObject({
  vaultId: uuidSchema,
  vaultName: text,
  vaultKind: v.picklist(['hot', 'cold']),
  index: count,
  alias: text,
  issuedAddresses: count,
  balance: nanosSchema,
  createdAt: timeSchema,
});
export type AccountRow = v.InferOutput<typeof accountRowSchema>;

export const addressRowSchema = v.strictObject({
  address: addressSchema,
  legacy: text,
  path: pathSchema,
  pathText: text,
  balance: nanosSchema,
  issuedAt: timeSchema,
});
export type AddressRow = v.InferOutput<typeof addressRowSchema>;

export const depositRowSchema = v.strictObject({
  id: text,
  /** seen: executed, can still vanish. final: in a checkpoint; credit from here on. */
  state: v.picklist(['seen', 'final']),
  amount: nanosSchema,
  address: addressSchema,
  accountAlias: text,
  vaultName: text,
  sender: addressSchema,
  transaction: text,
  seenAt: timeSchema,
  finalAt: v.nullable(timeSchema),
  checkpoint: v.nullable(text),
});
export type DepositRow = v.InferOutput<typeof depositRowSchema>;

export const journalRowSchema = v.strictObject({
  seq: count,
  at: timeSchema,
  kind: v.picklist(journalKinds),
  officerName: v.nullable(text),
  /** One line in plain words. */
  summary: text,
  hash: hex32Schema,
  signedByOfficer: v.boolean(),
  /** The entry's body as RFC 8785 JSON. */
  body: text,
});
export type JournalRow = v.InferOutput<typeof journalRowSchema>;

export const journalReportSchema = v.strictObject({
  entries: count,
  head: hex32Schema,
  stationKey: text,
  signedByOfficers: count,
});
export type JournalReportView = v.InferOutput<typeof journalReportSchema>;

export const withdrawalPreviewSchema = v.strictObject({
  recipient: addressSchema,
  legacy: text,
  amount: nanosSchema,
  ruleTitle: text,
  approvals: count,
  /** Most gas it can cost. */
  gasBudget: nanosSchema,
});
export type WithdrawalPreview = v.InferOutput<typeof withdrawalPreviewSchema>;

export const sweepPlanSchema = v.strictObject({
  fromVaultId: uuidSchema,
  toVaultId: uuidSchema,
  balance: nanosSchema,
  surplus: nanosSchema,
  moves: v.array(v.strictObject({ from: addressSchema, accountAlias: text, amount: nanosSchema })),
});
export type SweepPlanView = v.InferOutput<typeof sweepPlanSchema>;

/** A window of a list: `total` rows match, `rows` are those from `offset` on. */
export const page = <S extends v.GenericSchema>(row: S) =>
  v.strictObject({ total: count, rows: v.array(row) });

export const pageInput = {
  search: v.pipe(v.string(), v.maxLength(200)),
  offset: count,
  limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
};
