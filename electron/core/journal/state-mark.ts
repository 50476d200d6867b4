import * as v from 'valibot';
import { parseWith } from '../schema.ts';

/**
 * Which sealed state of a vault is the present one. An era begins with each state that is made from nothing (a new vault,
 * or a restore whose old state is lost for good); the counter rises with each change within it. Counters of two eras
 * cannot be compared.
 */
export const stateMarkSchema = v.strictObject({
  /** 16 random bytes, hex. */
  era: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/, 'expected 32 lower-case hex digits')),
  counter: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

export type StateMark = Readonly<v.InferOutput<typeof stateMarkSchema>>;

/** The mark of a vault that a journal entry names; null where it names none. */
export function markOfEntry(
  { body }: { readonly body: Readonly<Record<string, unknown>> },
  vaultId: string,
): StateMark | null {
  if (body['vaultId'] !== vaultId) return null;
  const parsed = parseWith(stateMarkSchema, { era: body['era'], counter: body['counter'] });
  return parsed.ok ? parsed.value : null;
}
