import * as v from 'valibot';
import { rejectionSchema } from '../../approval/approval.ts';
import type { VerifySignature } from '../../officer/officer.ts';
import type { SignedPolicy } from '../../policy/policy.ts';
import type { Result } from '../../result.ts';
import { hex32Schema, timeSchema, uuidSchema } from '../../schema.ts';
import { checkRejection } from '../officers-word.ts';

/** A code of any version: what a newer station refuses with is shown as it is where it is not known. */
export const anyCodeSchema = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9-]{0,60}$/, 'expected a code of lower-case letters, digits and hyphens'),
);

/** How a movement ends for good. */
export const toldEnds = ['final', 'failed', 'rejected', 'cancelled', 'expired'] as const;

/** Movements whose end one status tells, at most. */
export const MOST_ENDED = 2000;

/**
 * Kind `status`: how things stand at a station, dated by its head. A station that must not act on old knowledge asks for one
 * of the last days.
 */
export const statusSchema = v.strictObject({
  /** The newest time and epoch that the ledger itself gave; null where the station has none. */
  ledger: v.nullable(
    v.strictObject({
      epoch: v.nullable(
        v.pipe(v.string(), v.regex(/^(0|[1-9][0-9]{0,18})$/, 'expected the number of an epoch')),
      ),
      at: timeSchema,
    }),
  ),
  /** Rejections and stops that officers signed and that still bind: of requests that could be asked for again. */
  rejections: v.pipe(v.array(rejectionSchema), v.maxLength(10_000)),
  /** What freezes the station, each by its code, and since when. */
  frozen: v.pipe(v.array(v.strictObject({ code: anyCodeSchema, since: timeSchema })), v.maxLength(100)),
  /** What became of proposals that the station gave out: those that are at their end, each with the digest of its bytes. */
  ended: v.pipe(
    v.array(
      v.strictObject({
        movementId: uuidSchema,
        digest: hex32Schema,
        state: v.picklist(toldEnds),
        at: timeSchema,
      }),
    ),
    v.maxLength(MOST_ENDED),
  ),
});
export type Status = Readonly<v.InferOutput<typeof statusSchema>>;

/**
 * Checks the signatures of a status.
 * @param policies all of the treasury, from the first on
 * @returns refuses as {@link checkRejection} does
 */
export function checkStatus(
  { rejections }: Status,
  policies: readonly SignedPolicy[],
  verify: VerifySignature,
): Result<void> {
  for (const rejection of rejections) {
    const checked = checkRejection(rejection, policies, verify);
    if (!checked.ok) return checked;
  }
  return { ok: true, value: undefined };
}
