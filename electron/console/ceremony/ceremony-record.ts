import { lstat, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { attestationSchema } from '../../core/attestation/attestation.ts';
import { importedSchema } from '../../core/ceremony/former-history.ts';
import { transcriptFileSchema } from '../../core/ceremony/verify-transcript.ts';
import { digestTags, type Hex32, taggedDigest } from '../../core/digest.ts';
import { checkFormat } from '../../core/file-version.ts';
import { stateMarkSchema } from '../../core/journal/state-mark.ts';
import { isRecord, type JsonValue } from '../../core/json.ts';
import { signedMandateSchema } from '../../core/mandate/mandate.ts';
import { signedPolicySchema } from '../../core/policy/policy.ts';
import { signedRequestSchema } from '../../core/proposal/request.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import {
  addressSchema,
  hex64Schema,
  indexSchema,
  nameSchema,
  parseWith,
  pathSchema,
  uuidSchema,
} from '../../core/schema.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { openWithoutWaiting, readUpTo } from '../../stronghold/plain-file.ts';
import { stillNotWritten } from '../../stronghold/write-fault.ts';
import { storedJson } from '../stored-json.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import { isSystemError } from './discard-written.ts';

/**
 * A ceremony that everybody present has signed, with all that follows from it. It is written before anything follows,
 * so that a station that dies goes on where it stopped. It has no secret in it.
 */
export const ceremonyRecordSchema = v.strictObject({
  format: v.literal('sallyport/ceremony/2'),
  transcriptFile: transcriptFileSchema,
  /** The treasury's next policy, where a vault was added. */
  policy: v.nullable(signedPolicySchema),
  vaultFile: v.nullable(v.strictObject({ vaultId: uuidSchema, file: v.string() })),
  /** Where the sealed state of the vault that was written is after it took its policy; null where none was. */
  mark: v.nullable(stateMarkSchema),
  accounts: v.array(v.strictObject({ account: indexSchema, alias: nameSchema })),
  addresses: v.array(v.strictObject({ address: addressSchema, path: pathSchema, issued: v.boolean() })),
  /** The vault's word for all of them. */
  attestations: v.array(attestationSchema),
  /** What came out of another wallet's folder; absent where nothing did. */
  imported: v.exactOptional(importedSchema),
  /** The vault that is retired. */
  retires: v.nullable(uuidSchema),
  /** Requests that empty the retired vault. */
  requests: v.array(signedRequestSchema),
  /** By which most of them are approved; absent where each is by itself. */
  mandates: v.exactOptional(v.array(signedMandateSchema)),
  /** Over {@link recordDigest}, by the station that the transcript names: nobody present signs names, marks and files. */
  stationSignature: v.exactOptional(hex64Schema),
});

export type CeremonyRecord = Readonly<v.InferOutput<typeof ceremonyRecordSchema>>;

/** All of a record but the entry that it is carried out by. */
export function recordDigest({ stationSignature: _, transcriptFile, ...record }: CeremonyRecord): Hex32 {
  const signed = { ...record, transcriptFile: { ...transcriptFile, entry: null } };
  return taggedDigest(digestTags.ceremonyRecord, signed as JsonValue);
}

const recordFile = (treasuryFolder: string, id: string) =>
  path.join(treasuryPaths(treasuryFolder).ceremonies, `${id}.json`);

/** Refuses `file-not-written`; what was there before stays. */
export async function writeCeremonyRecord(
  treasuryFolder: string,
  record: CeremonyRecord,
): Promise<Result<void>> {
  // A record that cannot be read again would keep the whole treasury shut.
  const readable = parseWith(ceremonyRecordSchema, record);
  if (!readable.ok) throw new Error(`a ceremony cannot be written down: ${readable.message}`);
  const written = await replaceAtomically({
    file: recordFile(treasuryFolder, record.transcriptFile.transcript.id),
    bytes: new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`),
    verify: () => ok(undefined),
  });
  return written.ok ? written : stillNotWritten("the ceremony's record", written);
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

/** What lies in the folder of the ceremonies' records. */
export interface CeremonyFiles {
  /** Oldest first. */
  readonly records: readonly CeremonyRecord[];
  /** Names of files that are no record of a ceremony. */
  readonly strange: readonly string[];
}

/**
 * All records of a treasury. Refuses `file-not-read` where one cannot be read, `file-newer` and `file-older` for one of another
 * version.
 */
export async function readCeremonyFiles(treasuryFolder: string): Promise<Result<CeremonyFiles>> {
  try {
    return await readAll(treasuryPaths(treasuryFolder).ceremonies);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return refuse('file-not-read', `the records of the ceremonies cannot be read (${error.code})`);
  }
}

/**
 * Puts files out of the way that no ceremony of this treasury has written: they stay beside the records under another name. What
 * cannot be renamed is read, and left out, again.
 */
export async function setAside(treasuryFolder: string, names: readonly string[]): Promise<void> {
  const { ceremonies } = treasuryPaths(treasuryFolder);
  for (const name of names) {
    const file = path.join(ceremonies, name);
    await rename(file, `${file}.set-aside`).catch(() => {});
  }
}

async function readAll(folder: string): Promise<Result<CeremonyFiles>> {
  const records: CeremonyRecord[] = [];
  const strange: string[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.endsWith('.json')) continue;
    const text = await readPlain(path.join(folder, name));
    const record = text === null ? ok(null) : parseRecord(name, text);
    if (!record.ok) return record;
    if (record.value === null) strange.push(name);
    else records.push(record.value);
  }
  const ended = ({ transcriptFile }: CeremonyRecord) => transcriptFile.transcript.endedAt;
  return ok({ records: records.toSorted((a, b) => ended(a) - ended(b)), strange });
}

/** Larger than any record: the addresses of a restored vault take some hundred bytes each. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Null for what is no plain file, or too large: a pipe would keep the opening waiting for good. Throws system errors. */
async function readPlain(file: string): Promise<string | null> {
  if (!(await lstat(file)).isFile()) return null;
  const handle = await openWithoutWaiting(file);
  try {
    const found = await handle.stat();
    if (!found.isFile() || found.size > MOST_BYTES) return null;
    return new TextDecoder().decode(await readUpTo(handle, found.size));
  } finally {
    await handle.close();
  }
}

/** @returns null for what is no record, or lies under the name of another one */
function parseRecord(name: string, text: string): Result<CeremonyRecord | null> {
  const json = storedJson(text);
  const format = isRecord(json) ? json['format'] : null;
  const known = checkFormat(`ceremonies/${name}`, format, { name: 'ceremony', version: 2 });
  if (!known.ok) return known.code === 'input-malformed' ? ok(null) : known;
  const parsed = parseWith(ceremonyRecordSchema, json);
  return ok(parsed.ok && name === nameOf(parsed.value) ? parsed.value : null);
}

/** The name of a record's file. */
export const nameOf = ({ transcriptFile }: CeremonyRecord): string => `${transcriptFile.transcript.id}.json`;

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    throw error;
  }
}
