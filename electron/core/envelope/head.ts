import * as v from 'valibot';
import { journalHeadSchema } from '../journal/journal-entry.ts';
import { stateMarkSchema } from '../journal/state-mark.ts';
import { networkSchema } from '../network-id.ts';
import { hex32Schema, timeSchema, uuidSchema } from '../schema.ts';
import { policyReferenceSchema } from '../statement.ts';

export const ENVELOPE_VERSION = 1;
export const ENVELOPE_FORMAT = 'sallyport/envelope/1';

/** How long an envelope can be taken in at most, milliseconds: 30 days. */
export const ENVELOPE_LIFETIME_MS = 30 * 86_400_000;

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(1_000_000));

/** What every kind of envelope says. Times are milliseconds. */
export const envelopeHead = {
  format: v.literal(ENVELOPE_FORMAT),
  /** Versions of envelopes that the station reads which made it. */
  reads: v.pipe(v.array(version), v.minLength(1), v.maxLength(20)),
  treasuryId: uuidSchema,
  network: networkSchema,
  /** The newest policy that the station knows. */
  policy: policyReferenceSchema,
  /** The station that made it; `key`: its Ed25519 public key. */
  station: v.strictObject({ id: uuidSchema, key: hex32Schema }),
  /** Envelopes that this station has made, this one included: no two have one number. */
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  createdAt: timeSchema,
  /** From then on it is not taken in. */
  expiresAt: timeSchema,
  /** The newest journal entries that the station knows: its own, and those of other stations. */
  heads: v.pipe(v.array(journalHeadSchema), v.minLength(1), v.maxLength(100)),
  /** The newest sealed states of vaults that the station knows. */
  marks: v.pipe(
    v.array(v.strictObject({ vaultId: uuidSchema, ...stateMarkSchema.entries })),
    v.maxLength(100),
  ),
} as const;

const envelopeHeadSchema = v.strictObject(envelopeHead);
export type EnvelopeHead = Readonly<v.InferOutput<typeof envelopeHeadSchema>>;

/** The head of the station that made an envelope: `whyHeadBad` has found one. */
export const ownHead = ({ heads, station }: Pick<EnvelopeHead, 'heads' | 'station'>) =>
  heads.find(({ stationId }) => stationId === station.id);

/** What no schema of a member finds; null for nothing. */
export function whyHeadBad(head: EnvelopeHead): string | null {
  const { createdAt, expiresAt, heads, marks } = head;
  if (expiresAt <= createdAt || expiresAt > createdAt + ENVELOPE_LIFETIME_MS) {
    return 'expected an envelope that can be taken in for some time, and for 30 days at most';
  }
  if (!ownHead(head)) return 'expected the newest entry of the journal of the station that made it';
  if (new Set(heads.map(({ stationId }) => stationId)).size !== heads.length) {
    return 'expected one newest entry of each station';
  }
  return new Set(marks.map(({ vaultId }) => vaultId)).size === marks.length
    ? null
    : 'expected one sealed state of each vault';
}
