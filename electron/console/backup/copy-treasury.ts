import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeRefusal } from '../../backup/faults.ts';
import { BOOKS_NAME, backupFolders, isBackupName } from '../../backup/names.ts';
import type { Books } from '../../books/books.ts';
import type { JournalHead } from '../../core/journal/journal-entry.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { stateFileName } from '../../signer/state-file.ts';
import type { Station } from '../station.ts';
import { type TreasuryFile, treasuryPaths } from '../treasury/treasury-folder.ts';

/** Files change when officers sign or hold a ceremony; nobody does so many times in a row. */
const MOST_ROUNDS = 6;

export type OpenBooks = (file: string) => Promise<Result<Books>>;

/** A copy of a treasury as it was at one moment. */
export interface TreasuryCopy {
  /** Names of the files in the draft, in their order in the backup. */
  readonly names: readonly string[];
  /** The journal's newest entry in it. */
  readonly head: JournalHead & { readonly at: number };
}

/**
 * Copies a treasury into its draft as it is at one moment, while the work goes on: sealed states, records and the
 * treasury's file before the books, and all of them again where one has changed by the time the books are copied. So the
 * copy is what a power cut at that moment would have left. The station's key stays out of it.
 * @param withOfficers whether the officers' Stronghold files go along; a vault's is put into the draft by its own act
 * @returns refuses `backup-busy` where files kept changing, what the disk refuses, and what opening the copy refuses
 */
export async function copyTreasury(
  { treasury, books }: Pick<Station, 'treasury' | 'books'>,
  { openBooks, withOfficers }: { readonly openBooks: OpenBooks; readonly withOfficers: boolean },
): Promise<Result<TreasuryCopy>> {
  const { folder } = treasury;
  const draft = treasuryPaths(folder).backupDraft;
  try {
    const copied = await copyAtOnce(treasury, books, draft);
    if (!copied.ok) return copied;
    const head = await provenHead(path.join(draft, BOOKS_NAME), openBooks);
    if (!head.ok) return head;
    if (withOfficers) await copyOfficers(treasury.file(), folder);
    await copyPracticeLedger(folder, draft);
    return ok({ names: await namesIn(draft), head: head.value });
  } catch (error) {
    return writeRefusal(error, 'the copy of the treasury');
  }
}

/** An empty draft, with its folders. Throws system errors. */
export async function makeDraft(folder: string): Promise<void> {
  const draft = treasuryPaths(folder).backupDraft;
  await removeDraft(folder);
  for (const part of ['', ...backupFolders]) await mkdir(path.join(draft, part), { mode: 0o700 });
}

/** Removes the copies of a backup that has ended, or was killed. */
export async function removeDraft(folder: string): Promise<void> {
  await rm(treasuryPaths(folder).backupDraft, { recursive: true, force: true });
}

async function copyAtOnce(treasury: Station['treasury'], books: Books, draft: string): Promise<Result<void>> {
  const target = path.join(draft, BOOKS_NAME);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = await readSmall(treasury);
    await rm(target, { force: true });
    const copied = await books.copyTo(target);
    if (!copied.ok) return copied;
    if (digestOf(before) !== digestOf(await readSmall(treasury))) continue;
    for (const [name, bytes] of before) {
      await writeFile(path.join(draft, name), bytes, { mode: 0o600, flag: 'wx' });
    }
    return ok(undefined);
  }
  return refuse('backup-busy', `expected files that stay the same for a moment, got ${MOST_ROUNDS} changes`);
}

/** What changes with the books, by name: all but key files and the practice network's ledger. */
async function readSmall({ folder, file }: Station['treasury']): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  const take = async (name: string): Promise<void> => {
    const bytes = await readIfThere(path.join(folder, name));
    if (bytes !== null) found.set(name, bytes);
  };
  await take('treasury.json');
  for (const vault of Object.values(file().vaultFiles)) await take(`vaults/${stateFileName(vault)}`);
  for (const records of ['ceremonies', 'imports']) {
    for (const name of await readdirIfThere(path.join(folder, records))) {
      if (isBackupName(`${records}/${name}`)) await take(`${records}/${name}`);
    }
  }
  return found;
}

function digestOf(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of files) hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return hash.digest('hex');
}

/** Opens the copy as a station would, reads it whole for damage, and says how far its journal is. */
async function provenHead(file: string, openBooks: OpenBooks): Promise<Result<TreasuryCopy['head']>> {
  const opened = await openBooks(file);
  if (!opened.ok) return opened;
  try {
    const whole = await opened.value.check();
    if (!whole.ok) return whole;
    const head = await opened.value.journal.head();
    return head ? ok(head) : refuse('treasury-damaged', 'the journal is empty');
  } finally {
    await opened.value.close();
  }
}

async function copyOfficers({ officerFiles }: TreasuryFile, folder: string): Promise<void> {
  for (const name of Object.values(officerFiles)) {
    const bytes = await readIfThere(treasuryPaths(folder).officer(name));
    const target = path.join(treasuryPaths(folder).backupDraft, 'officers', name);
    if (bytes !== null) await writeFile(target, bytes, { mode: 0o600, flag: 'wx' });
  }
}

/** After the books: the network is never behind them. A last line that is just being written is cut off at its next start. */
async function copyPracticeLedger(folder: string, draft: string): Promise<void> {
  const name = 'practice-node/practice-ledger.jsonl';
  await copyFile(path.join(folder, name), path.join(draft, name)).catch(unlessMissing);
}

async function namesIn(draft: string): Promise<readonly string[]> {
  const names: string[] = [];
  for (const folder of ['', ...backupFolders]) {
    for (const name of await readdir(path.join(draft, folder))) {
      const full = folder === '' ? name : `${folder}/${name}`;
      if (isBackupName(full)) names.push(full);
    }
  }
  return names.sort();
}

const readIfThere = (file: string): Promise<Uint8Array | null> =>
  readFile(file).catch((error) => {
    unlessMissing(error);
    return null;
  });

const readdirIfThere = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error) => {
    unlessMissing(error);
    return [];
  });

function unlessMissing(error: unknown): void {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
  throw error;
}
