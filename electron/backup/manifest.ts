import * as v from 'valibot';
import { checkFormat } from '../core/file-version.ts';
import { isRecord, readJson } from '../core/json.ts';
import { networkSchema } from '../core/network-id.ts';
import { roles } from '../core/officer/officer.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { hex32Schema, nameSchema, parseWith, timeSchema, uuidSchema } from '../core/schema.ts';
import { BOOKS_NAME, isBackupName } from './names.ts';
import { MAX_FILE_BYTES } from './tar-header.ts';

/** Files in one backup; a treasury has a dozen, and two a ceremony. */
export const MAX_FILES = 20_000;
/** Bytes of the manifest. */
export const MAX_MANIFEST_BYTES = 8 * 1024 * 1024;

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const fileSchema = v.strictObject({ name: v.string(), size, sha256: hex32Schema });

/** What a backup says of itself, beside its files: shown before anything is restored. */
export const backupAboutSchema = v.strictObject({
  /** When its files were copied, milliseconds. */
  madeAt: timeSchema,
  /** Version of the Sallyport that made it. */
  app: v.pipe(v.string(), v.regex(/^[\w.+-]{1,40}$/, 'expected a version')),
  treasury: v.strictObject({ id: uuidSchema, name: nameSchema, network: networkSchema }),
  /** The station that signed the journal then. Its key is not in the backup. */
  station: v.strictObject({ stationId: uuidSchema, stationKey: hex32Schema }),
  /** The newest journal entry in it. */
  head: v.strictObject({ seq: v.pipe(size, v.minValue(1)), hash: hex32Schema, at: timeSchema }),
  policyVersion: v.pipe(size, v.minValue(1)),
  vaults: v.array(
    v.strictObject({
      id: uuidSchema,
      name: nameSchema,
      kind: v.picklist(['hot', 'cold']),
      /** Whether its Stronghold file is in the backup. */
      hasFile: v.boolean(),
    }),
  ),
  officers: v.array(
    v.strictObject({
      id: uuidSchema,
      name: nameSchema,
      roles: v.array(v.picklist(roles)),
      hasFile: v.boolean(),
    }),
  ),
});
export type BackupAbout = Readonly<v.InferOutput<typeof backupAboutSchema>>;

/** The first file in a backup: what it is of, and every other file in their order. */
export const manifestSchema = v.strictObject({
  format: v.literal('sallyport/backup/1'),
  about: backupAboutSchema,
  files: v.pipe(v.array(fileSchema), v.maxLength(MAX_FILES)),
});
export type BackupManifest = Readonly<v.InferOutput<typeof manifestSchema>>;
export type BackupFile = BackupManifest['files'][number];

export const manifestBytes = (manifest: BackupManifest): Uint8Array =>
  new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);

/**
 * Reads a manifest, not believing any of it.
 * @returns refuses `backup-foreign` for another program's file, `file-newer` and `file-older`, `backup-entry` for a name
 * that no backup of ours has or has twice, `backup-oversize`, and `backup-damaged` for the rest
 */
export function parseManifest(bytes: Uint8Array): Result<BackupManifest> {
  const json = readJson(new TextDecoder().decode(bytes));
  const found = json.ok ? json.value : null;
  const format = isRecord(found) ? found['format'] : null;
  const known = checkFormat('the backup', format, { name: 'backup', version: 1 });
  if (!known.ok) {
    return known.code === 'input-malformed' ? refuse('backup-foreign', known.message) : known;
  }
  const parsed = parseWith(manifestSchema, found);
  if (!parsed.ok) return refuse('backup-damaged', `its manifest: ${parsed.message}`);
  return checkFiles(parsed.value);
}

function checkFiles(manifest: BackupManifest): Result<BackupManifest> {
  const seen = new Set<string>();
  for (const { name, size: bytes } of manifest.files) {
    if (!isBackupName(name)) {
      return refuse('backup-entry', 'expected names of files of a treasury, got another one');
    }
    if (seen.has(name)) return refuse('backup-entry', `expected ${name} once, got it twice`);
    if (bytes > MAX_FILE_BYTES) {
      return refuse('backup-oversize', `${name}: expected at most ${MAX_FILE_BYTES} bytes, got ${bytes}`);
    }
    seen.add(name);
  }
  return seen.has(BOOKS_NAME) && seen.has('treasury.json')
    ? ok(manifest)
    : refuse('backup-damaged', 'expected treasury.json and treasury.sqlite among its files');
}
