import * as v from 'valibot';
import { assetIdSchema } from '../asset.ts';
import { envelopeKinds } from '../envelope/envelope-kinds.ts';
import { ledgerEpochSchema } from '../envelope/kinds/ledger-epoch.ts';
import { ownAddressSchema } from '../envelope/kinds/own-addresses.ts';
import { provenInputSchema } from '../envelope/kinds/proven-input.ts';
import { toldEnds } from '../envelope/kinds/status.ts';
import { networkSchema, trustRootSchema } from '../network-id.ts';
import { hex32Schema, nameSchema, textSchema, timeSchema, uuidSchema } from '../schema.ts';
import { count, digest, epoch, movementId, transactionId } from './body-parts.ts';

/** An envelope that came: its digest, who made it, its number, and the newest entry of its station's journal that it names. */
const arrived = {
  envelope: digest,
  from: v.strictObject({ stationId: uuidSchema, stationKey: hex32Schema }),
  number: count,
  head: v.strictObject({ seq: count, hash: hex32Schema }),
};

/** Who certifies the ledger, epoch by epoch, as the envelope proved beyond what was known; in the chain's own bytes. */
const committees = v.exactOptional(
  v.pipe(v.array(v.pipe(v.string(), v.base64(), v.maxLength(200_000))), v.maxLength(2001)),
);

/** What entries about envelopes say. */
export const envelopeBodies = {
  /**
   * The first entry of a station that came to a treasury by an envelope: its policies are among the documents, from the first
   * on. `officerId`: whose desk it is.
   */
  'station-joined': v.strictObject({
    treasuryId: uuidSchema,
    name: nameSchema,
    network: networkSchema,
    trustRoot: v.nullable(trustRootSchema),
    asset: assetIdSchema,
    stationKey: hex32Schema,
    officerId: uuidSchema,
    /** Since when the station that made the envelope has known of each policy, milliseconds. */
    knownSince: v.pipe(v.array(timeSchema), v.minLength(1), v.maxLength(1000)),
    ...arrived,
    committees,
  }),
  /** Officers have compared the card of a station that was not known: it is, from here on. */
  'station-introduced': v.strictObject({ ...arrived, officerId: uuidSchema }),
  /** An envelope was made: from here on it may be anywhere. */
  'envelope-made': v.strictObject({
    envelope: digest,
    contents: v.picklist(envelopeKinds),
    number: count,
    expiresAt: timeSchema,
    /** What it is about: proposals that were given out, or answered, each with the digest of its bytes. */
    movements: v.pipe(v.array(v.strictObject({ movementId, digest })), v.maxLength(2000)),
  }),
  /** An officer chose the folder where this station leaves envelopes and finds those of others: absolute path; null for none. */
  'drop-folder-set': v.strictObject({
    folder: v.nullable(v.pipe(textSchema, v.minLength(1), v.maxLength(2000))),
  }),
  /** All of an envelope was taken in, with what entries before this one tell. */
  'envelope-taken': v.strictObject({
    ...arrived,
    contents: v.picklist(envelopeKinds),
    movementIds: v.pipe(v.array(movementId), v.maxLength(2000)),
    /** The ledger's epoch, by the word of the station that made it; null where it says none. */
    epoch: v.nullable(ledgerEpochSchema),
    /** The known station whose place the one that made it has taken, as officers have settled. */
    retires: v.exactOptional(uuidSchema),
    committees,
  }),
  /** A movement that came in an envelope is at its end, by the word of the station that gave it out. */
  'movement-ended-elsewhere': v.strictObject({
    movementId,
    envelope: digest,
    digest,
    state: v.picklist(toldEnds),
  }),
  /** A mandate that was not known came in an envelope: it is among the documents. The proposals under it follow. */
  'mandate-received': v.strictObject({ mandate: digest, vaultId: uuidSchema, envelope: digest }),
  /**
   * A proposal came in an envelope: it is among the documents, with the approvals that are new here, and what vaults have signed of
   * the addresses. `known`: the movement was here before, with the same bytes, or with others that these take the place of
   * (or with the same, and approvals that count no more).
   */
  'proposal-received': v.strictObject({
    movementId,
    envelope: digest,
    known: v.exactOptional(v.picklist(['bytes', 'other-bytes'])),
    /** The mandate that it is under, told before; null where it is under that no more; left out where it never was. */
    mandate: v.exactOptional(v.nullable(digest)),
    digest,
    viewDigest: digest,
    digestText: transactionId,
    lastEpoch: v.nullable(epoch),
    ruleId: nameSchema,
    approvalsNeeded: count,
    reached: v.boolean(),
    addresses: v.pipe(v.array(ownAddressSchema), v.maxLength(1000)),
    /** Inputs whose creation the certificates in the envelope proved. */
    proven: v.exactOptional(v.pipe(v.array(provenInputSchema), v.maxLength(4096))),
  }),
} as const;
