import type { Books } from '../../books/books.ts';
import type { JournalPart } from '../../books/journal-passes.ts';
import type { JournalReport } from '../../core/journal/verify-journal.ts';
import { ok, type Result } from '../../core/result.ts';

/**
 * Reads the journal whole, in the thread of the books: this thread only hands its parts on.
 * @param write takes the lines of a part, while the next one is read; nothing of them is believed before the end
 * @returns refuses as the journal's verification does
 */
export async function readJournalWhole(
  { passes }: Pick<Books, 'passes'>,
  purpose: 'verify' | 'export',
  write: (lines: Uint8Array) => Promise<void> = async () => {},
): Promise<Result<JournalReport>> {
  const pass = await passes.begin(purpose);
  try {
    let part: JournalPart = await passes.next(pass);
    while (part.state === 'reading') [part] = await Promise.all([passes.next(pass), write(part.lines)]);
    if (part.state === 'refused') return part.refusal;
    await write(part.lines);
    return ok(part.report);
  } finally {
    await passes.end(pass);
  }
}
