import * as v from 'valibot';
import { channels, refusalSchema } from '../../contract/contract.ts';
import { topics } from '../../contract/topics.ts';
import { uuidSchema } from '../../core/schema.ts';
import { officerStatementSchema } from '../../signer/protocol.ts';

/**
 * What crosses between the process that has a treasury open and one that is attached to it: one JSON value a line. The
 * attached one calls the verbs of the contract; the other one asks it back for what only it can do.
 */
const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const success = v.strictObject({ ok: v.literal(true), value: v.unknown() });
export const answerSchema = v.variant('ok', [success, refusalSchema]);

const saveRequest = v.strictObject({
  title: v.string(),
  name: v.string(),
  kind: v.strictObject({ name: v.string(), extension: v.string() }),
});

/** What the caller is asked to do for its call. */
export const askSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('sign'), officerId: uuidSchema, statement: officerStatementSchema }),
  v.strictObject({ kind: v.literal('choose-stronghold') }),
  v.strictObject({ kind: v.literal('choose-wallet-folder') }),
  v.strictObject({ kind: v.literal('choose-save-file'), request: saveRequest }),
  v.strictObject({ kind: v.literal('copy-address'), address: v.string() }),
  v.strictObject({ kind: v.literal('copy-transaction'), id: v.string() }),
]);
export type Ask = v.InferOutput<typeof askSchema>;

/** From the attached process. */
export const fromCallerSchema = v.union([
  v.strictObject({ id, verb: v.picklist(channels), input: v.unknown() }),
  /** An officer's key is open in the attached process; it proves that by a signature when asked. */
  v.strictObject({ id, admit: uuidSchema }),
  v.strictObject({ asked: id, answer: answerSchema }),
]);
export type FromCaller = v.InferOutput<typeof fromCallerSchema>;

/** From the process that has the treasury open. */
export const fromStationSchema = v.union([
  /** The first line: which treasury this is. */
  v.strictObject({ sallyport: v.literal(1), treasuryId: uuidSchema }),
  v.strictObject({ id, answer: answerSchema }),
  v.strictObject({ ask: id, what: askSchema }),
  v.strictObject({ notice: v.array(v.picklist(topics)) }),
  /** This officer was signed out here; the open key is to be ended. */
  v.strictObject({ signedOut: uuidSchema }),
]);
export type FromStation = v.InferOutput<typeof fromStationSchema>;
