import * as v from 'valibot';
import type { Policy } from '../../policy/policy.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { addressSchema, pathSchema, textSchema, uuidSchema } from '../../schema.ts';

/** Text that a screen shows as it is: visible characters and ends of lines. */
const plainText = v.pipe(
  textSchema,
  v.minLength(1),
  v.maxLength(2000),
  v.regex(
    /^[^\p{Cf}\p{Zl}\p{Zp}\p{Cc}]*(?:\n[^\p{Cf}\p{Zl}\p{Zp}\p{Cc}]*)*$/u,
    'expected visible characters and line ends',
  ),
);

/** Kind `message`: a text to be signed with the key of an address, to prove to somebody whose it is. */
export const messageSchema = v.strictObject({
  vaultId: uuidSchema,
  address: addressSchema,
  /** Where the key of the address lies in the vault. */
  path: pathSchema,
  text: plainText,
});
export type MessageToSign = Readonly<v.InferOutput<typeof messageSchema>>;

/**
 * Checks whose vault a message is for.
 * @param vaults those that this station holds; null: it holds none, and only shows
 * @returns refuses `envelope-other-vault`
 */
export function checkMessage(
  { vaultId }: MessageToSign,
  policy: Policy,
  vaults: readonly string[] | null,
): Result<void> {
  return policy.vaults.some(({ id }) => id === vaultId) && (vaults?.includes(vaultId) ?? true)
    ? ok(undefined)
    : refuse('envelope-other-vault', 'the message is for a vault of another station, or of no station here');
}
