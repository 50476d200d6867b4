import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBooks } from '../../../../electron/books/sqlite/client.ts';
import { spawnSourceBooks } from '../../../../electron/books/sqlite/source-worker.ts';
import { writeJournal } from '../../../../electron/console/journal/export-journal.ts';
import { verifyJournal } from '../../../../electron/console/journal/verify-journal.ts';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { officers, signAs, uuid } from '../../../support/core-samples.ts';
import { freeHold } from '../../../support/free-hold.ts';
import { alarm, journalOf, station, verifyExport } from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
import { codeOf } from '../../../support/treasury-steps.ts';

type Parts = Parameters<typeof writeJournal>[0] & Parameters<typeof verifyJournal>[0];

/** A folder, and books with a journal of three entries whose station has this key. */
async function journaled(key: Pick<typeof station, 'key' | 'publicKey'> = station) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-export-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const books = must(await openBooks(path.join(folder, 'treasury.sqlite'), spawnSourceBooks));
  onTestFinished(() => books.close());
  const entries = journalOf([alarm('one'), alarm('two')]).map((entry) => must(typedEntry(entry)));
  must(await books.commit({ expects: [], entries, changes: [] }));
  const treasury = {
    key: {
      stationId: uuid(0x57a),
      publicKey: key.publicKey,
      sign: (digest: string) => signAs(key, digest),
    },
  };
  return { folder, parts: { books, treasury, hold: freeHold(treasury.key) } as unknown as Parts };
}

describe('the whole journal', () => {
  it('is verified, and an export of it is what an auditor verifies', async () => {
    const { folder, parts } = await journaled();
    expect(must(await verifyJournal(parts))).toMatchObject({ entries: 3, stationKey: station.publicKey });
    const file = path.join(folder, 'journal.jsonl');
    must(await writeJournal(parts, file));
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const parsed = lines.map((line): unknown => JSON.parse(line));
    expect(verifyExport(parsed.slice(0, -1), parsed.at(-1))).toBe('accepted');
  });

  it("that another station began is refused, though every signature in it is that station's", async () => {
    const { parts } = await journaled({ key: officers.ben.key, publicKey: officers.ben.key.publicKey });
    expect(codeOf(await verifyJournal(parts))).toBe('journal-signature-bad');
  });

  it('is not exported to a place that cannot be written', async () => {
    const { folder, parts } = await journaled();
    for (const place of ['gone/journal.jsonl', '.']) {
      expect(codeOf(await writeJournal(parts, path.join(folder, place)))).toBe('file-not-written');
    }
  });
});
