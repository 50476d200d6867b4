import type { Books } from '../../books/books.ts';
import { aliasKey } from '../../core/account/alias.ts';
import { ceremonyEntryBody } from '../../core/ceremony/verify-transcript.ts';
import type { ErrorCode } from '../../core/error-code.ts';
import type { JournalDocument } from '../../core/journal/documents.ts';
import { parseEntry, type TypedEntry } from '../../core/journal/journal-entry.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import { type KnownPolicy, policyDigest } from '../../core/policy/policy.ts';
import { readChain } from '../../core/policy/read-chain.ts';
import { knownVaults } from '../../core/policy/standing.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { theStation } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import { buildQueued } from '../movements/build-proposal.ts';
import { expireApprovals } from '../movements/expire-approvals.ts';
import type { Decision } from '../recorder.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { raiseFileAlarm } from '../treasury/books-alarm.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { namesHere } from './account-names.ts';
import {
  type CeremonyRecord,
  nameOf,
  readCeremonyFiles,
  setAside,
  writeCeremonyRecord,
} from './ceremony-record.ts';
import { discardUnfinished, isSystemError } from './discard-written.ts';
import { discardLooseHistories } from './former-history-file.ts';
import { restoreRecords } from './missing-records.ts';
import { requireSigned } from './signed-record.ts';

/**
 * Carries out what follows from every signed ceremony that was not carried out yet: at its end, before the next one
 * begins, and at every start. Files that ceremonies left which nobody signed are removed then, too.
 * A record that nobody has signed is set aside with an alarm; one that the journal tells of and that is missing is written anew, with one too.
 * @returns refuses `books-being-checked` and `books-differ` while one waits for the check of the books, `treasury-damaged` where two were signed on one policy, and `file-not-written` where the disk does not take it; asked
 * again, it goes on where it stopped
 */
export async function settleCeremonies(station: Station): Promise<Result<void>> {
  try {
    const settled = await settleAll(station);
    if (settled.ok || !diskCodes.has(settled.code)) return settled;
    return notCarriedOut(settled.message);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return notCarriedOut(error.message);
  }
}

/** A disk that is full, failing, or read-only, as the books say it. */
const diskCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'store-full',
  'store-read-only',
  'store-damaged',
]);

const notCarriedOut = (why: string) =>
  refuse('file-not-written', `a signed ceremony could not be carried out: ${why}`);

async function settleAll(station: Station): Promise<Result<void>> {
  const { treasury, ceremonies } = station;
  const files = await readCeremonyFiles(treasury.folder);
  if (!files.ok) return files;
  const { records, strange } = files.value;
  const isSigned = (record: CeremonyRecord) => requireSigned(record, treasury.file(), verifySignature).ok;
  const cleared = await setStrangeAside(station, [
    ...strange,
    ...records.filter((record) => !isSigned(record)).map(nameOf),
  ]);
  if (!cleared.ok) return cleared;
  const pending = records.filter((record) => record.transcriptFile.entry === null && isSigned(record));
  const ready = await waitForBooks(station, pending);
  if (!ready.ok) return ready;
  for (const record of pending) {
    const settled = await settle(station, record);
    if (!settled.ok) return settled;
  }
  ceremonies.restoring = null;
  const restored = await restoreRecords(station);
  if (!restored.ok) return restored;
  const all = [...records, ...restored.value];
  const recorded = all.map(({ transcriptFile }) => transcriptFile.transcript.id);
  await discardLooseHistories(treasury.folder, new Set(recorded));
  await discardUnfinished(treasury, new Set(all.flatMap(({ vaultFile }) => vaultFile?.file ?? [])));
  return ok(undefined);
}

/**
 * Names of accounts rest on rows, and an entry is for good: so what was signed waits for books that are found whole. Until then a
 * vault that was restored does not open by its old file.
 */
async function waitForBooks(
  { check, ceremonies }: Pick<Station, 'check' | 'ceremonies'>,
  pending: readonly CeremonyRecord[],
): Promise<Result<void>> {
  const whole = pending.length === 0 ? ok(undefined) : await check.whole();
  ceremonies.waits = !whole.ok;
  if (!whole.ok) ceremonies.restoring = pending[0]?.vaultFile?.vaultId ?? null;
  return whole;
}

/** Carries out what waited for the check of the books, once that has found them whole. */
export async function settleWaiting(station: Station): Promise<void> {
  if (station.ceremonies.waits && station.check.view().state === 'whole') await settleCeremonies(station);
}

/** Files that nobody present at a ceremony has signed are carried out by nobody, and keep nobody out: they are an alarm. */
async function setStrangeAside(station: Station, names: readonly string[]): Promise<Result<void>> {
  const [first] = names;
  if (first === undefined) return ok(undefined);
  const which = names.length === 1 ? first : `${first} and ${names.length - 1} more files`;
  const words = `ceremonies/${which}: no officers have signed that, it was set aside`;
  const raised = await raiseFileAlarm(station, words);
  if (!raised.ok) return raised;
  await setAside(station.treasury.folder, names);
  return ok(undefined);
}

/** Each step can be repeated: the treasury's file, the books with their journal entry, and last the record itself. */
async function settle(station: Station, record: CeremonyRecord): Promise<Result<void>> {
  const { treasury, policy, effects } = station;
  const adopted = await adoptPolicy(station, record, { knownSince: effects.now(), isTold: false });
  if (!adopted.ok) return adopted;
  const entry = await chainTranscript(station, record);
  if (!entry.ok) return entry;
  const told = await adoptPolicy(station, record, { knownSince: entry.value.at, isTold: true });
  if (!told.ok) return told;
  const noted = await writeCeremonyRecord(treasury.folder, {
    ...record,
    transcriptFile: { ...record.transcriptFile, entry: entry.value },
  });
  if (!noted.ok) return noted;
  for (const vault of knownVaults(policy.standing()).vaults) await updateVault(station, vault.id);
  await expireApprovals(station); // approvals of the old policy are void
  effects.notify(['app', 'accounts', 'movements', 'journal', 'ceremony']);
  for (const { statement } of record.requests) {
    const built = await buildQueued(station, theStation('request-built'), statement.id);
    // What cannot be built now stays queued, and says why; a node that is away is not waited for once for each.
    if (!built.ok && built.code.startsWith('node-')) break;
  }
  return ok(undefined);
}

/**
 * Puts the ceremony's policy and vault file into the treasury's file. Refuses `treasury-damaged` before anything is
 * written where another policy is in its place: of two ceremonies on the same base one cannot be carried out, and
 * a vault that no policy names must not get into the books.
 */
async function adoptPolicy(
  { treasury }: Pick<Station, 'treasury'>,
  { policy, vaultFile }: CeremonyRecord,
  known: Knowing,
): Promise<Result<void>> {
  const file = treasury.file();
  const next = policy && { ...policy, knownSince: known.knownSince };
  const policies = policiesWith(file.policies, next, { isTold: known.isTold, verify: verifySignature });
  if (!policies.ok) return policies;
  const vaultFiles = vaultFile
    ? { ...file.vaultFiles, [vaultFile.vaultId]: vaultFile.file }
    : file.vaultFiles;
  const adopted = await treasury.adopt({ ...file, vaultFiles, policies: [...policies.value] });
  return adopted.ok
    ? adopted
    : refuse('file-not-written', `a ceremony was completed, and its policy is not: ${adopted.message}`);
}

interface Knowing {
  /** Since when the policy is known, milliseconds. */
  readonly knownSince: number;
  /** Whether the journal says so: then that time is the true one. */
  readonly isTold: boolean;
}

/** A treasury's policies with that of a ceremony, which may be among them already. */
export function policiesWith(
  policies: readonly KnownPolicy[],
  next: KnownPolicy | null,
  { isTold, verify }: Pick<Knowing, 'isTold'> & { readonly verify: VerifySignature },
): Result<readonly KnownPolicy[]> {
  if (next === null) return ok(policies);
  const { version } = next.policy;
  const present = policies[version - 1];
  if (present && policyDigest(present.policy) === policyDigest(next.policy)) {
    return ok(isTold ? policies.with(version - 1, { ...present, knownSince: next.knownSince }) : policies);
  }
  if (present) {
    return refuse(
      'treasury-damaged',
      `a ceremony was completed for a policy of version ${version}, and the treasury has another one of that version`,
    );
  }
  const checked = readChain([...policies, next], verify);
  return checked.ok
    ? ok([...policies, next])
    : refuse('treasury-damaged', `the policy of a completed ceremony: ${checked.message}`);
}

/** Writes the ceremony into the journal, once, with all that it changes in the books. @returns its entry */
async function chainTranscript(
  { books, recorder }: Pick<Station, 'books' | 'recorder'>,
  record: CeremonyRecord,
): Promise<Result<TypedEntry>> {
  const { id } = record.transcriptFile.transcript;
  const before = await books.journal.ceremony(id);
  if (before === undefined) {
    const written = await decideAndCommit(
      recorder,
      async () => ok(await freeAccounts(books, record)),
      (accounts) => ok(decideCompleted(record, accounts)),
    );
    if (!written.ok) return written;
  }
  const entry = before ?? (await books.journal.ceremony(id));
  if (entry === undefined) throw new Error('a ceremony was written into the journal and is not there');
  return parseEntry(storedJson(entry));
}

type NewAccounts = CeremonyRecord['accounts'];

/** The accounts that are new to the books, under names that are free. */
async function freeAccounts(books: Pick<Books, 'accounts'>, record: CeremonyRecord): Promise<NewAccounts> {
  const vaultId = record.vaultFile?.vaultId;
  if (vaultId === undefined) return [];
  const names = await namesHere(books, vaultId, record.accounts);
  return [...names].flatMap(([account, { alias, why }]) => (why === 'kept' ? [] : [{ account, alias }]));
}

/**
 * What a completed ceremony changes: its transcript is chained, and accounts, addresses, the retired vault and the
 * requests follow from the one entry.
 * @param accounts those of the record that are new to the books
 */
export function decideCompleted(record: CeremonyRecord, accounts: NewAccounts): Decision<void> {
  const { transcript, signatures } = record.transcriptFile;
  const { policy, vaultFile, mark, retires, requests, mandates = [], attestations } = record;
  const documents: JournalDocument[] = [
    { kind: 'transcript', document: { transcript, signatures } },
    ...(policy ? [{ kind: 'policy', document: policy } as const] : []),
    ...mandates.map((document) => ({ kind: 'mandate', document }) as const),
    ...requests.map((document) => ({ kind: 'request', document }) as const),
    ...(vaultFile ? attestations : []).map((document) => ({ kind: 'attestation', document }) as const),
  ];
  return {
    expects: [
      { of: 'ceremony', transcriptId: transcript.id, version: 0 },
      ...accounts.map(({ alias }) => ({ of: 'alias', key: aliasKey(alias), version: 0 }) as const),
    ],
    entries: [
      {
        kind: 'ceremony-completed',
        actor: theStation('ceremony-carried-out'),
        documents,
        body: {
          ...ceremonyEntryBody(transcript),
          policyVersion: policy?.policy.version ?? null,
          policy: policy && policyDigest(policy.policy),
          vaultFile: vaultFile?.file ?? null,
          era: mark?.era ?? null,
          counter: mark?.counter ?? null,
          accounts: [...accounts],
          addresses: vaultFile ? record.addresses : [],
          ...(record.imported ? { imported: record.imported } : {}),
          retires,
          movementIds: requests.map(({ statement }) => statement.id),
        },
      },
    ],
    answer: undefined,
  };
}
