import * as v from 'valibot';
import { periodSchema, zoneSchema } from '../core/period/period.ts';
import { movementKinds } from '../core/proposal/request.ts';
import { addressSchema, timeSchema, uuidSchema } from '../core/schema.ts';
import { skippedSchema } from './network.ts';
import {
  acting,
  count,
  none,
  page,
  restsOnSchema,
  savedFile,
  signedUnits,
  text,
  unitsSum,
} from './shared.ts';

/** A period by the clocks of a zone (IANA name). */
const ofPeriod = { ...acting, period: periodSchema, zone: zoneSchema } as const;

export const exportedTables = ['statement', 'deposits', 'movements', 'accounts', 'journal'] as const;
export type ExportedTable = (typeof exportedTables)[number];

const vaultStatementSchema = v.strictObject({
  vaultId: uuidSchema,
  name: text,
  kind: v.picklist(['hot', 'cold']),
  opening: signedUnits,
  deposits: signedUnits,
  withdrawals: signedUnits,
  /** From other own vaults, less what went to them. */
  sweeps: signedUnits,
  fees: signedUnits,
  /** By transactions that no movement knows. */
  unknown: signedUnits,
  /** Found when addresses were restored. */
  found: signedUnits,
  closing: signedUnits,
  /** What the inputs proven now come to, less all that is known to have come and gone. */
  unexplained: signedUnits,
});

const statementViewSchema = v.strictObject({
  from: timeSchema,
  to: timeSchema,
  zone: text,
  /**
   * How far the ledger was followed, and on whose word; null before the first checkpoint. `validators`: by their signatures, from
   * when this desk first asked by gRPC on.
   */
  followedTo: v.nullable(v.strictObject({ checkpoint: text, at: timeSchema, restsOn: restsOnSchema })),
  /** Time of the ledger within the period that this treasury did not see: what came or went then is in no line. */
  skipped: v.array(skippedSchema),
  /** Whether the ledger may still bring something of this period. */
  open: v.boolean(),
  vaults: v.array(vaultStatementSchema),
  /** All of them together; sweeps come to nothing. */
  all: v.omit(vaultStatementSchema, ['vaultId', 'name', 'kind']),
  lines: count,
});
export type StatementView = v.InferOutput<typeof statementViewSchema>;
export type VaultStatementView = StatementView['vaults'][number];

const statementLineSchema = v.strictObject({
  id: text,
  at: timeSchema,
  kind: v.picklist(['deposit', 'withdrawal', 'sweep', 'fee', 'unknown']),
  vaultName: text,
  account: v.nullable(text),
  address: v.nullable(addressSchema),
  amount: signedUnits,
  reference: v.nullable(text),
  party: v.nullable(text),
  /** The own vault that `party` is the receiving address of. */
  partyVault: v.nullable(text),
  /** What the movement is that the money moved by. */
  movement: v.nullable(v.picklist(movementKinds)),
  checkpoint: text,
  restsOn: restsOnSchema,
  transaction: text,
});
export type StatementLine = v.InferOutput<typeof statementLineSchema>;

/** Whole units as a number, near enough to be drawn and never shown. */
const drawn = v.pipe(v.number(), v.finite());

const dayFiguresSchema = v.strictObject({
  /** Such as `2026-11-27`. */
  day: text,
  inflow: unitsSum,
  outflow: unitsSum,
  /** At the end of the day, or now. */
  float: signedUnits,
  cold: signedUnits,
  band: v.nullable(v.strictObject({ min: unitsSum, target: unitsSum, max: unitsSum })),
  drawn: v.strictObject({
    inflow: drawn,
    outflow: drawn,
    float: drawn,
    min: v.nullable(drawn),
    target: v.nullable(drawn),
    max: v.nullable(drawn),
  }),
});
export type DayFigures = v.InferOutput<typeof dayFiguresSchema>;

const exportStateSchema = v.nullable(
  v.strictObject({ what: v.picklist(exportedTables), rows: count, of: count }),
);
export type ExportState = v.InferOutput<typeof exportStateSchema>;

export const statementVerbs = {
  'statement.read': { input: v.strictObject(ofPeriod), output: statementViewSchema },
  'statement.lines': {
    input: v.strictObject({
      ...ofPeriod,
      offset: count,
      limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500)),
    }),
    output: page(statementLineSchema),
  },
  /** What came and went on each of the last days, and what there was at its end. */
  'statement.days': {
    input: v.strictObject({
      ...acting,
      zone: zoneSchema,
      days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(366)),
    }),
    output: v.array(dayFiguresSchema),
  },
  /** Asks for a file in the system's own dialog and writes it; null when the person cancels. Only statements are PDF too. */
  'export.save': {
    input: v.strictObject({
      ...ofPeriod,
      what: v.picklist(exportedTables),
      format: v.picklist(['csv', 'pdf']),
    }),
    output: savedFile,
  },
  /** What is being written just now; null for nothing. */
  'export.state': { input: v.strictObject(acting), output: exportStateSchema },
  /** Calls off what is being written. */
  'export.stop': { input: v.strictObject(acting), output: none },
} as const;
