import * as v from 'valibot';
import { networkIdSchema } from '../core/network-id.ts';
import { roles } from '../core/officer/officer.ts';
import { timeSchema, uuidSchema } from '../core/schema.ts';
import { confirmed, count, none, passwordSchema, text, typed } from './shared.ts';

/** When a treasury was backed up last, for its frame. */
export const backupStateSchema = v.strictObject({
  /** Null where it never was, as far as its journal tells. */
  last: v.nullable(
    v.strictObject({
      at: timeSchema,
      officerName: v.nullable(text),
      /** Whose Stronghold files went along. */
      keys: v.picklist(['none', 'vaults', 'officers', 'both']),
    }),
  ),
  /** A ceremony was completed since: the backup has neither its vault nor its policy. */
  isOutdated: v.boolean(),
});
export type BackupStateView = v.InferOutput<typeof backupStateSchema>;

/** What is in a backup; nothing of it is restored yet. */
export const backupViewSchema = v.strictObject({
  file: text,
  sha256: text,
  /** Bytes. */
  size: count,
  madeAt: timeSchema,
  /** Version of the Sallyport that made it. */
  app: text,
  treasuryId: uuidSchema,
  name: text,
  network: networkIdSchema,
  stationId: uuidSchema,
  /** The journal's newest entry in it. */
  head: v.strictObject({ seq: count, hash: text, at: timeSchema }),
  policyVersion: count,
  /** Files in it. */
  files: count,
  /** This computer knows a newer journal of the treasury, which the backup does not have; null where it does not. */
  newer: v.nullable(v.strictObject({ seq: count, at: timeSchema })),
  vaults: v.array(
    v.strictObject({ id: uuidSchema, name: text, kind: v.picklist(['hot', 'cold']), hasFile: v.boolean() }),
  ),
  officers: v.array(
    v.strictObject({ id: uuidSchema, name: text, roles: v.array(v.picklist(roles)), hasFile: v.boolean() }),
  ),
});
export type BackupView = v.InferOutput<typeof backupViewSchema>;

export const backupVerbs = {
  /**
   * Writes a verified backup of the whole treasury where the person says; null when the person cancels. Files of vaults,
   * each with its password, and of officers go along only where asked for; that takes two officers.
   */
  'backup.write': {
    input: v.strictObject({
      ...confirmed,
      passphrase: passwordSchema,
      again: passwordSchema,
      vaults: v.pipe(
        v.array(v.strictObject({ vaultId: uuidSchema, password: passwordSchema })),
        v.maxLength(100),
      ),
      officers: v.boolean(),
    }),
    output: v.nullable(v.strictObject({ file: text, sha256: text, size: count, files: count })),
  },
  /** Asks for a backup file in the system's own dialog; null when the person cancels. */
  'backup.choose-file': { input: none, output: v.strictObject({ file: v.nullable(v.string()) }) },
  /** Reads a backup to its end and says what is in it. Nothing is written. */
  'backup.look': {
    input: v.strictObject({ file: typed, passphrase: passwordSchema }),
    output: backupViewSchema,
  },
  /** Asks for an empty folder in the system's own dialog; null when the person cancels. */
  'backup.choose-target': { input: none, output: v.strictObject({ folder: v.nullable(v.string()) }) },
  /** Makes a treasury's folder of the backup that this caller has looked at last. */
  'backup.restore': { input: v.strictObject({ folder: typed }), output: v.strictObject({ folder: text }) },
  /** Forgets the backup that this caller has looked at. */
  'backup.leave': { input: none, output: none },
} as const;
