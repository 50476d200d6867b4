import { IconAlertTriangle, IconListSearch } from '@tabler/icons-react';
import type { BooksCheckView } from '../../electron/contract/treasury.ts';
import { texts } from '../texts/texts.ts';

/** That the books are still being checked against the journal; nothing once they are. */
export function BooksChecking({ books }: { readonly books: BooksCheckView }) {
  if (books.state !== 'checking') return null;
  return (
    <span className="band-item band-fixed" role="status">
      <IconListSearch size={16} aria-hidden />
      {texts.band.booksChecking(books.entries, books.of)}
    </span>
  );
}

/** The alarm where the books differ from the journal: what differs, and what to do. */
export function BooksAlarm({ books }: { readonly books: BooksCheckView }) {
  if (books.state !== 'differs') return null;
  const [first, ...others] = books.differences;
  return (
    <div className="evaluation" data-tone="bad" role="alert">
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        <strong>{texts.band.booksDiffer}</strong> {texts.band.booksDifferNext} {first}
        {others.length > 0 && (
          <details>
            <summary>{texts.band.booksDifferMore(books.count - 1)}</summary>
            <ul>
              {others.map((difference) => (
                <li key={difference}>{difference}</li>
              ))}
            </ul>
          </details>
        )}
      </span>
    </div>
  );
}
