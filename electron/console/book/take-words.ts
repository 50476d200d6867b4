import { type BookWord, bookWordDigest } from '../../core/book/book-word.ts';
import type { Actor } from '../actor.ts';
import type { EntryDraft } from '../recorder.ts';
import type { BookRecords } from './book-log.ts';

const kinds = {
  'book-entry': 'recipient-entered',
  'book-verification': 'recipient-verified',
  'book-removal': 'recipient-removed',
} as const;

/** The entries by which a station takes over documents of the address book that it does not have, in their order. */
export function entriesOfWords(
  words: readonly BookWord[],
  actor: Actor,
  known: Pick<BookRecords, 'words'> = { words: [] },
): readonly EntryDraft[] {
  const here = new Set(known.words.map(bookWordDigest));
  const names = new Map<string, string>();
  return words.flatMap((word): EntryDraft[] => {
    const { id: recipientId } = word.document.statement;
    if (word.kind === 'book-entry') names.set(recipientId, word.document.statement.name);
    if (here.has(bookWordDigest(word))) return [];
    const documents = [word];
    const body = { recipientId, name: names.get(recipientId) ?? recipientId };
    return [{ kind: kinds[word.kind], actor, documents, body }];
  });
}
