import { transcriptDigest } from '../../core/ceremony/transcript.ts';
import { TRANSCRIPT_FORMAT } from '../../core/ceremony/verify-transcript.ts';
import { documentOf, documentsOf } from '../../core/journal/documents.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { isRecord } from '../../core/json.ts';
import { keyThatSigned } from '../../core/officer/officer.ts';
import { policyDigest } from '../../core/policy/policy.ts';
import { ok, type Result } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { raiseFileAlarm } from '../treasury/books-alarm.ts';
import type { TreasuryFile } from '../treasury/treasury-folder.ts';
import { type CeremonyRecord, nameOf, writeCeremonyRecord } from './ceremony-record.ts';
import { requireSigned } from './signed-record.ts';
import { readToldRecords } from './told-records.ts';

/** Entries that are read at once. */
const PAGE = 50;

type Completed = Extract<TypedEntry, { readonly kind: 'ceremony-completed' }>;

/**
 * Writes anew, from the signed entry, the record of every ceremony that the journal tells of and whose own record is missing or
 * says something else. That is an alarm: nothing of this program takes one away.
 * @returns those that were written; refuses as `readToldRecords` and a commit do, and `file-not-written`
 */
export async function restoreRecords(
  station: Pick<Station, 'treasury' | 'books' | 'hold' | 'recorder' | 'effects'>,
): Promise<Result<readonly CeremonyRecord[]>> {
  const { treasury } = station;
  const told = await readToldRecords(station);
  if (!told.ok) return told;
  const here = new Set(told.value.map(({ transcriptFile }) => transcriptFile.transcript.id));
  const missing = (await ceremoniesBut(here, station))
    .map((entry) => recordOf(entry, treasury.file()))
    .filter((record) => record !== null)
    .filter((record) => requireSigned(record, treasury.file(), verifySignature).ok);
  const [first] = missing;
  if (!first) return ok([]);
  const which =
    missing.length === 1 ? nameOf(first) : `${nameOf(first)} and ${missing.length - 1} more records`;
  const words = `ceremonies/${which}: missing or altered, written anew from the journal`;
  const raised = await raiseFileAlarm(station, words);
  if (!raised.ok) return raised;
  for (const record of missing) {
    const written = await writeCeremonyRecord(treasury.folder, record);
    if (!written.ok) return written;
  }
  return ok(missing);
}

/** Every ceremony of the journal but these, by the ids of their transcripts: an entry may have a hundred thousand addresses. */
async function ceremoniesBut(
  ids: ReadonlySet<unknown>,
  { treasury, books, hold }: Pick<Station, 'treasury' | 'books' | 'hold'>,
): Promise<readonly Completed[]> {
  const signers = entrySigners({ treasury, hold });
  const completed: Completed[] = [];
  for (let after = 0; ; ) {
    const page = await books.journal.ceremonies(after, PAGE);
    for (const { seq, json } of page) {
      after = seq;
      if (ids.has(transcriptIdOf(storedJson(json)))) continue;
      const entry = believedEntry(json, seq, signers);
      if (entry?.kind === 'ceremony-completed') completed.push(entry);
    }
    if (page.length < PAGE) return completed;
  }
}

const transcriptIdOf = (entry: unknown): unknown =>
  isRecord(entry) && isRecord(entry['body']) ? entry['body']['transcriptId'] : undefined;

/** Pure: the record of a ceremony, as the entry that carried it out tells it. Null for an entry without its transcript. */
export function recordOf(
  entry: Completed,
  { policies }: Pick<TreasuryFile, 'policies'>,
): CeremonyRecord | null {
  const { documents, body } = entry;
  const signed = documentOf(documents, 'transcript');
  if (!signed) return null;
  const { transcript, signatures } = signed;
  const under = policies.find(({ policy }) => policyDigest(policy) === transcript.policy.digest)?.policy;
  const digest = transcriptDigest(transcript);
  const officers = transcript.officers.map(({ id, name }) => {
    const officer = under?.officers.find((each) => each.id === id);
    const signature = signatures.find(({ officerId }) => officerId === id)?.signature ?? '';
    const publicKey = officer && keyThatSigned(officer, { digest, signature }, verifySignature);
    return { id, name, publicKey: publicKey ?? '' };
  });
  const { era, counter, vaultId, vaultFile, imported } = body;
  const mandates = documentsOf(documents, 'mandate');
  return {
    format: 'sallyport/ceremony/2',
    transcriptFile: { format: TRANSCRIPT_FORMAT, transcript, signatures: [...signatures], officers, entry },
    policy: documentOf(documents, 'policy') ?? null,
    vaultFile: vaultId !== null && vaultFile !== null ? { vaultId, file: vaultFile } : null,
    mark: era !== null && counter !== null ? { era, counter } : null,
    accounts: [...body.accounts],
    addresses: [...body.addresses],
    attestations: [...documentsOf(documents, 'attestation')],
    ...(imported ? { imported } : {}),
    retires: body.retires,
    requests: [...documentsOf(documents, 'request')],
    ...(mandates.length > 0 ? { mandates: [...mandates] } : {}),
  };
}
