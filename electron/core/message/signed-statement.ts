import * as v from 'valibot';
import { readJson } from '../json.ts';
import { networkSchema } from '../network-id.ts';
import { ok, type Result, refuse } from '../result.ts';
import { addressSchema, parseWith, textSchema } from '../schema.ts';

/** A statement that was signed, as it is handed to whoever asked for it. */
const signedStatementSchema = v.strictObject({
  format: v.literal('sallyport/signed-message/1'),
  /** Where the address is used. The signature does not cover it. */
  network: networkSchema,
  address: addressSchema,
  /** As it was signed: `\n` ends lines. */
  text: v.pipe(textSchema, v.maxLength(8000)),
  /** Serialized as the chain's wallets take it, base64. */
  signature: v.pipe(v.string(), v.base64(), v.maxLength(4000)),
});
export type SignedStatement = Readonly<v.InferOutput<typeof signedStatementSchema>>;

/** The longest such file, bytes. */
export const MOST_STATEMENT_BYTES = 65_536;

/** Writes a signed statement as a file: JSON that people can read, with a line end behind it. */
export const writeSignedStatement = (statement: SignedStatement): string =>
  `${JSON.stringify(statement, null, 2)}\n`;

/** Reads such a file; its form alone. Refuses `message-malformed`. */
export function readSignedStatement(file: string): Result<SignedStatement> {
  const json = readJson(file);
  const parsed = json.ok ? parseWith(signedStatementSchema, json.value) : json;
  return parsed.ok ? ok(parsed.value) : refuse('message-malformed', parsed.message);
}
