import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSyncBooks } from '../../../electron/books/sqlite/sync-books.ts';
import { type JournalFileOutcome, verifyJournalFile } from '../../../electron/cli/journal-file.ts';
import { shownText } from '../../../electron/cli/shown-text.ts';
import type { JournalEntry } from '../../../electron/core/journal/journal-entry.ts';
import { type JournalFault, JournalVerifier } from '../../../electron/core/journal/verify-journal.ts';
import type { Refusal } from '../../../electron/core/result.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { SignaturesBeside } from '../../../electron/signer/signatures-beside.ts';
import { breaks, maybeBroken, plainFault } from '../../support/broken-journals.ts';
import { officers } from '../../support/core-samples.ts';
import { fc } from '../../support/fast-check.ts';
import { alarm, journalOf, sealOf, station } from '../../support/journal-samples.ts';
import { must } from '../../support/must.ts';
import { writeRawJournal } from '../../support/raw-journal.ts';

let folder = '';
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-alike-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const freshFile = (): string => path.join(folder, `${++files}.sqlite`);

/** Signatures verified beside, of which so many may wait. */
async function faultBeside(
  entries: readonly JournalEntry[],
  mostWaiting: number,
): Promise<JournalFault | null> {
  const signatures = new SignaturesBeside(mostWaiting);
  const verifier = new JournalVerifier(verifySignature, { verifyEntry: signatures.verify });
  let later: JournalFault | null = null;
  for (const [i, entry] of entries.entries()) {
    const added = verifier.add(entry);
    if (!added.ok) later = { entry: i + 1, refusal: added };
    if (!added.ok) break;
  }
  await signatures.settled();
  return signatures.fault() ?? later;
}

/** The check of the books behind the work. */
async function faultOfCheck(entries: readonly JournalEntry[]): Promise<JournalFault | null> {
  const file = freshFile();
  writeRawJournal(file, entries);
  const books = must(openSyncBooks(file));
  try {
    for (;;) {
      const found = books.audit.step(station.publicKey);
      if (found.state === 'checking') await breathe();
      else {
        if (found.state === 'whole') return null;
        const at = found.differences.flatMap((each) => (each.kind === 'entry' ? [each] : []));
        expect(at.length).toBeLessThanOrEqual(1);
        const [fault] = at;
        if (!fault) return null;
        // Rows before it were compared by their hash, which is another; no later one was.
        expect(found.count).toBe(fault.entry);
        return { entry: fault.entry, refusal: fault.refusal };
      }
    }
  } finally {
    books.close();
  }
}

/** A reading of the journal whole, as it is asked for to verify it and to export it. */
async function faultOfPass(
  entries: readonly JournalEntry[],
  purpose: 'verify' | 'export',
): Promise<Refusal | null> {
  const file = freshFile();
  writeRawJournal(file, entries);
  const books = must(openSyncBooks(file));
  try {
    const pass = books.passes.begin(purpose);
    for (;;) {
      const part = books.passes.next(pass);
      if (part.state === 'refused') return part.refusal;
      if (part.state === 'whole') return null;
      await breathe();
    }
  } finally {
    books.close();
  }
}

/** An exported file, as the auditor's command verifies it. */
async function faultOfFile(entries: readonly JournalEntry[]): Promise<JournalFileOutcome> {
  const file = path.join(folder, `${++files}.jsonl`);
  writeFileSync(file, [...entries, sealOf(entries)].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return verifyJournalFile(file, { head: null, stationKey: null });
}

async function expectAlike(entries: readonly JournalEntry[]): Promise<JournalFault | null> {
  const plain = plainFault(entries);
  for (const mostWaiting of [0, 1, 3, 96]) {
    expect(await faultBeside(entries, mostWaiting), `${mostWaiting} beside`).toEqual(plain);
  }
  // The check compares addresses by its tables: one that is not attested has a row without a proof.
  expect(await faultOfCheck(entries), 'the check').toEqual(plainFault(entries, { addresses: false }));
  expect(await faultOfPass(entries, 'verify'), 'verifying').toEqual(plain?.refusal ?? null);
  expect(await faultOfPass(entries, 'export'), 'exporting').toEqual(plain?.refusal ?? null);
  const inFile = await faultOfFile(entries);
  if (plain !== null) {
    const { code, message } = plain.refusal;
    expect(inFile).toEqual({ ok: false, code, line: plain.entry, message: shownText(message) });
  } else if (!inFile.ok) expect(inFile.line, "the seal is the first station's").toBe(entries.length + 1);
  return plain;
}

it('every way to verify a journal names the same first fault, whatever is wrong with it', async () => {
  await fc.assert(
    fc.asyncProperty(maybeBroken, async (entries) => void (await expectAlike(entries))),
    {
      numRuns: 25,
    },
  );
});

it.each(Object.keys(breaks))('a journal is refused alike in which %s', async (name) => {
  const journal = journalOf([alarm('a', officers.mara), alarm('b'), alarm('c', officers.ben), alarm('d')]);
  const entries = [...(breaks[name]?.(journal, 1) ?? [])];
  expect(await expectAlike(entries)).not.toBeNull();
});

it('a wrong signature is named before whatever is wrong with later entries, though it is verified after them', async () => {
  const journal = journalOf([alarm('a', officers.mara), alarm('b'), alarm('c'), alarm('d')]);
  const wrong = journal.with(1, { ...journal[1]!, witness: 'b'.repeat(128) });
  const twice = [...(breaks['the hash is another']?.(wrong, 3) ?? [])];
  expect(await expectAlike(twice)).toMatchObject({ entry: 2, refusal: { code: 'journal-signature-bad' } });
});
