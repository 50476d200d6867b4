import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../electron/books/sqlite/source-worker.ts';
import { verifyJournalFile } from '../../../electron/cli/journal-file.ts';
import { asOfficer, theStation } from '../../../electron/console/actor.ts';
import { writeJournal } from '../../../electron/console/journal/export-journal.ts';
import { type EntryDraft, Recorder } from '../../../electron/console/recorder.ts';
import type { TreasuryPart } from '../../../electron/console/station.ts';
import {
  createStationKey,
  readStationKey,
  type StationKey,
} from '../../../electron/console/treasury/station-key.ts';
import { journalWitnessDigest } from '../../../electron/core/journal/journal-entry.ts';
import { ok } from '../../../electron/core/result.ts';
import {
  hot,
  NOW,
  network,
  officers,
  policy,
  request,
  signAs,
  signPolicy,
} from '../../support/core-samples.ts';
import { sampleBodies } from '../../support/journal-bodies.ts';
import { must } from '../../support/must.ts';

export const program = new URL('../../../electron/cli/verify-journal.ts', import.meta.url);
export const effects = {
  keychain: null,
  uuid: () => crypto.randomUUID(),
  random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
};
export const any = { head: null, stationKey: null };

export let folder: string;
export let journal: string;
export let lines: string[];
export let station: StationKey;

/** Mara, whose signer signs what it is asked for. */
export const mara = asOfficer({
  officer: officers.mara,
  signer: {
    ask: async (_, statement) =>
      ok({
        signature:
          statement.kind === 'journal' ? signAs(officers.mara, journalWitnessDigest(statement.hash)) : '',
      }),
  },
});

/** What the journal says: the treasury, a withdrawal that an officer asks for, and a vault that is opened again and again. */
export function draftsOf(name: string, stationKey: string, count: number): readonly EntryDraft[] {
  const document = request();
  const opened = (counter: number): EntryDraft => ({
    kind: 'vault-opened',
    actor: theStation('ledger-followed'),
    body: { vaultId: hot.id, era: 'e4'.repeat(16), counter, rejected: [] },
  });
  return [
    {
      kind: 'treasury-created',
      actor: theStation('ledger-followed'),
      documents: [{ kind: 'policy', document: signPolicy(policy()) }],
      body: { ...sampleBodies['treasury-created'], name: `Treasury ${name}`, stationKey, addresses: [] },
    },
    {
      kind: 'withdrawal-requested',
      actor: mara,
      documents: [{ kind: 'request', document }],
      body: { movementId: document.statement.id },
    },
    ...Array.from({ length: count - 2 }, (_, i) => opened(i + 2)),
  ];
}

/** An exported journal of so many entries, without a treasury around it. */
export async function exportSample(
  name: string,
  entries: number,
  called = name,
): Promise<{ file: string; station: StationKey }> {
  const keyFile = path.join(folder, `${name}.key`);
  await createStationKey(keyFile, effects);
  const key = must(await readStationKey(keyFile, null));
  const books = must(await openBooks(path.join(folder, `${name}.sqlite`), spawnSourceBooks));
  const recorder = new Recorder({ books, key, now: () => NOW });
  const drafts = draftsOf(called, key.publicKey, entries);
  must(await recorder.commit({ expects: [], entries: drafts, answer: undefined }));
  const treasury: TreasuryPart = {
    folder,
    network,
    key,
    file: () => {
      throw new Error('a journal is exported without the file of its treasury');
    },
    adopt: async () => ok(undefined),
  };
  const file = path.join(folder, `${name}.jsonl`);
  must(await writeJournal({ books, treasury }, file));
  await books.close();
  return { file, station: key };
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-journal-'));
  const sample = await exportSample('true', 12);
  journal = sample.file;
  station = sample.station;
  lines = readFileSync(journal, 'utf8').trimEnd().split('\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function written(text: string | Uint8Array): string {
  const file = path.join(folder, 'attempt.jsonl');
  writeFileSync(file, text);
  return file;
}

export const fileOf = (changed: readonly string[]): string => written(`${changed.join('\n')}\n`);

export async function verdict(file: string) {
  const outcome = await verifyJournalFile(file, any);
  return outcome.ok ? null : { code: outcome.code, line: outcome.line };
}

/** The line of that number, from 1. */
export const line = (number: number): string => lines[number - 1] ?? '';
export const sealLine = () => line(lines.length);

/** An entry, 5 if nothing else is said, with something in it changed. */
export const edited = (change: (entry: Record<string, unknown>) => unknown, number = 5): string[] => {
  const entry = JSON.parse(line(number)) as Record<string, unknown>;
  change(entry);
  return lines.with(number - 1, JSON.stringify(entry));
};
