import * as v from 'valibot';
import { digestTags, type Hex32, taggedDigest } from '../../digest.ts';
import { officerSchema, type VerifySignature } from '../../officer/officer.ts';
import { ok, type Result, refuse } from '../../result.ts';
import { hex32Schema, hex64Schema } from '../../schema.ts';
import { type EnvelopeHead, envelopeHead } from '../head.ts';

const cardOfficerSchema = v.strictObject({
  id: officerSchema.entries.id,
  name: officerSchema.entries.name,
  publicKey: hex32Schema,
});

/** What an officer signs of a card: that this key is theirs, at this station, for this treasury. */
export const cardStatementSchema = v.strictObject({
  treasuryId: envelopeHead.treasuryId,
  network: envelopeHead.network,
  station: envelopeHead.station,
  officer: cardOfficerSchema,
});
export type CardStatement = Readonly<v.InferOutput<typeof cardStatementSchema>>;

/** Kind `officer-card`: a person and the key that they hold at the station that made the envelope. */
export const officerCardSchema = v.strictObject({
  officer: cardOfficerSchema,
  /** By that key, over {@link officerCardDigest}. */
  signature: hex64Schema,
});
export type OfficerCard = Readonly<v.InferOutput<typeof officerCardSchema>>;

/** What the officer's key signs. */
export function officerCardDigest({ treasuryId, network, station, officer }: CardStatement): Hex32 {
  return taggedDigest(digestTags.officerCard, {
    treasuryId,
    network: { id: network.id, genesis: network.genesis },
    station: { id: station.id, key: station.key },
    officer: { ...officer },
  });
}

/**
 * Checks that the key on a card signed it. That the card is the person's is what people compare by its digest, and policy
 * admins sign.
 * @returns refuses `officer-card-bad`
 */
export function checkOfficerCard(
  { officer, signature }: OfficerCard,
  { treasuryId, network, station }: Pick<EnvelopeHead, 'treasuryId' | 'network' | 'station'>,
  verify: VerifySignature,
): Result<void> {
  return verify(officer.publicKey, officerCardDigest({ treasuryId, network, station, officer }), signature)
    ? ok(undefined)
    : refuse(
        'officer-card-bad',
        'expected a card that is signed by the key on it, for this treasury and station',
      );
}
