import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { transcriptFileSchema } from '../../core/ceremony/verify-transcript.ts';
import { stateMarkSchema } from '../../core/journal/state-mark.ts';
import { signedPolicySchema } from '../../core/policy/policy.ts';
import { signedRequestSchema } from '../../core/proposal/request.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import {
  addressSchema,
  indexSchema,
  nameSchema,
  parseWith,
  pathSchema,
  uuidSchema,
} from '../../core/schema.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { isSystemError } from './discard-written.ts';

/**
 * A ceremony that everybody present has signed, with all that follows from it. It is written before anything follows,
 * so that a station that dies goes on where it stopped. It holds no secret.
 */
export const ceremonyRecordSchema = v.strictObject({
  format: v.literal('sallyport/ceremony/1'),
  transcriptFile: transcriptFileSchema,
  /** The treasury's next policy, where a vault was added. */
  policy: v.nullable(signedPolicySchema),
  vaultFile: v.nullable(v.strictObject({ vaultId: uuidSchema, file: v.string() })),
  /** Where the sealed state of the vault that was written stands after it took its policy; null where none was. */
  mark: v.nullable(stateMarkSchema),
  accounts: v.array(v.strictObject({ account: indexSchema, alias: nameSchema })),
  addresses: v.array(v.strictObject({ address: addressSchema, path: pathSchema, issued: v.boolean() })),
  /** The vault that is retired. */
  retires: v.nullable(uuidSchema),
  requests: v.array(v.strictObject({ request: signedRequestSchema, source: addressSchema })),
});

export type CeremonyRecord = Readonly<v.InferOutput<typeof ceremonyRecordSchema>>;

const folderOf = (treasuryFolder: string) => path.join(treasuryFolder, 'ceremonies');

/** Refuses `file-not-written`; what was there before stays. */
export async function writeCeremonyRecord(
  treasuryFolder: string,
  record: CeremonyRecord,
): Promise<Result<void>> {
  // A record that cannot be read again would keep the whole treasury shut.
  const readable = parseWith(ceremonyRecordSchema, record);
  if (!readable.ok) throw new Error(`a ceremony cannot be written down: ${readable.message}`);
  const file = recordFile(treasuryFolder, record.transcriptFile.transcript.id);
  const written = await replaceAtomically({
    file,
    bytes: new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`),
    verify: () => ok(undefined),
  });
  return written.ok ? written : refuse('file-not-written', `the ceremony's record: ${written.message}`);
}

/** Whether a ceremony's record lies on the disk: a writing can also fail after the file got its name. */
export async function hasCeremonyRecord(treasuryFolder: string, id: string): Promise<boolean> {
  try {
    return (await lstat(recordFile(treasuryFolder, id))).isFile();
  } catch (error) {
    if (isSystemError(error)) return false;
    throw error;
  }
}

const recordFile = (treasuryFolder: string, id: string) => path.join(folderOf(treasuryFolder), `${id}.json`);

/** All records of a treasury, oldest first. Refuses `treasury-damaged` and `file-not-read` where one cannot be read. */
export async function readCeremonyRecords(
  treasuryFolder: string,
): Promise<Result<readonly CeremonyRecord[]>> {
  try {
    return await readAll(treasuryFolder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return refuse('file-not-read', `the records of the ceremonies cannot be read (${error.code})`);
  }
}

async function readAll(treasuryFolder: string): Promise<Result<readonly CeremonyRecord[]>> {
  const folder = folderOf(treasuryFolder);
  const records: CeremonyRecord[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.endsWith('.json')) continue;
    const parsed = parseWith(
      ceremonyRecordSchema,
      parseJson(await readFile(path.join(folder, name), 'utf8')),
    );
    if (!parsed.ok) return refuse('treasury-damaged', `ceremonies/${name}: ${parsed.message}`);
    records.push(parsed.value);
  }
  return ok(
    records.toSorted((a, b) => a.transcriptFile.transcript.endedAt - b.transcriptFile.transcript.endedAt),
  );
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
