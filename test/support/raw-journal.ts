import { DatabaseSync } from 'node:sqlite';
import { journalColumns } from '../../electron/books/sqlite/append.ts';
import { openFile } from '../../electron/books/sqlite/open-file.ts';
import { canonicalJson } from '../../electron/core/canonical-json.ts';
import { parseEntry } from '../../electron/core/journal/journal-entry.ts';
import type { JsonValue } from '../../electron/core/json.ts';
import { must } from './must.ts';

const noEntry = { station_id: '', at: 0, kind: '', witnessed: 0, shown: '{}', found_by: '' };

/** Makes books whose journal has these entries, right or wrong, row after row. */
export function writeRawJournal(file: string, entries: readonly unknown[]): void {
  must(openFile(file)).close();
  const db = new DatabaseSync(file);
  try {
    for (const [i, entry] of entries.entries()) {
      const typed = parseEntry(entry);
      const follows = typed.ok ? journalColumns(typed.value) : noEntry;
      const columns = { ...follows, seq: i + 1, hash: `row ${i + 1}` };
      const names = [...Object.keys(columns), 'entry'];
      db.prepare(`INSERT INTO journal (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(
        ...Object.values(columns),
        new TextEncoder().encode(canonicalJson(entry as JsonValue)),
      );
    }
  } finally {
    db.close();
  }
}
