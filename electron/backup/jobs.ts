import * as v from 'valibot';
import { errorCodes } from '../core/error-code.ts';
import type { Result } from '../core/result.ts';
import { hex32Schema } from '../core/schema.ts';
import type { ExtractBackup } from './extract-backup.ts';
import { type BackupManifest, manifestSchema } from './manifest.ts';
import type { WriteBackup, WrittenBackup } from './write-backup.ts';

/** A backup that was read to its end, and what opens it again without its passphrase. */
export interface LookedAt {
  readonly manifest: BackupManifest;
  /** Of the encrypted file, hex. */
  readonly sha256: string;
  /** Bytes of the encrypted file. */
  readonly size: number;
  /** 32 bytes, secret; the caller zeroes it. */
  readonly wrapKey: Uint8Array;
}

/** What a thread of backups is started for, once. */
export type BackupJob =
  | ({ readonly kind: 'write' } & WriteBackup)
  | { readonly kind: 'look'; readonly file: string; readonly passphrase: Uint8Array }
  | ({ readonly kind: 'extract' } & ExtractBackup);

/** Writes, reads and unpacks backups where nothing waits for it. */
export interface BackupWork {
  /** See `writeBackup`. */
  write(job: WriteBackup): Promise<Result<WrittenBackup>>;
  /** See `readBackup`. */
  look(file: string, passphrase: Uint8Array): Promise<Result<LookedAt>>;
  /** See `extractBackup`. */
  extract(job: ExtractBackup): Promise<Result<BackupManifest>>;
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const refusal = v.strictObject({ ok: v.literal(false), code: v.picklist(errorCodes), message: v.string() });
const answer = <S extends v.GenericSchema>(value: S) =>
  v.variant('ok', [v.strictObject({ ok: v.literal(true), value }), refusal]);

/** What the thread may answer to each kind of job. */
export const jobAnswers = {
  write: answer(v.strictObject({ sha256: hex32Schema, size: count, files: count })),
  look: answer(
    v.strictObject({
      manifest: manifestSchema,
      sha256: hex32Schema,
      size: count,
      wrapKey: v.custom<Uint8Array>((input) => input instanceof Uint8Array && input.length === 32),
    }),
  ),
  extract: answer(manifestSchema),
} as const;
