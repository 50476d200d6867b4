import { Button } from '@mantine/core';
import { IconAlertTriangle, IconListSearch } from '@tabler/icons-react';
import type { BooksCheckView, TreasuryView } from '../../electron/contract/treasury.ts';
import { useNavigation } from '../state/navigation.ts';
import { texts } from '../texts/texts.ts';

const text = texts.band;

/** That the books are still being checked against the journal; nothing once they are. */
export function BooksChecking({ books }: { readonly books: BooksCheckView }) {
  if (books.state !== 'checking') return null;
  return (
    <span className="band-item band-fixed band-checking" role="status">
      <IconListSearch size={16} aria-hidden />
      {text.booksChecking(books.entries, books.of)}
    </span>
  );
}

/** The alarm on every screen: that the books differ, or did and officers have not settled it; and where to do that. */
export function BooksAlarm({ treasury }: { readonly treasury: TreasuryView }) {
  const go = useNavigation((navigation) => navigation.go);
  const { books, booksAlarms } = treasury;
  if (books.state !== 'differs' && booksAlarms.length === 0) return null;
  const found = books.state === 'differs' ? [books] : booksAlarms;
  const lines = found.flatMap(({ differences }) => differences);
  const all = found.reduce((sum, { count }) => sum + count, 0);
  const [first, ...others] = lines;
  return (
    <div className="evaluation" data-tone="bad" role="alert">
      <IconAlertTriangle size={15} aria-hidden />
      <span>
        <strong>{whatOf(books)}</strong> {nextOf(books)} {first}
        {others.length > 0 && (
          <details>
            <summary>{text.booksDifferMore(all - 1)}</summary>
            <ul>
              {others.map((difference) => (
                <li key={difference}>{difference}</li>
              ))}
            </ul>
          </details>
        )}
      </span>
      <Button size="compact-xs" variant="default" onClick={() => go({ screen: 'settings' })}>
        {text.booksSettings}
      </Button>
    </div>
  );
}

function whatOf(books: BooksCheckView): string {
  if (books.state !== 'differs') return text.booksUnsettled;
  return books.damaged ? text.booksDamaged : text.booksDiffer;
}

function nextOf(books: BooksCheckView): string {
  if (books.state !== 'differs') return text.booksUnsettledNext;
  if (books.damaged) return text.booksDamagedNext;
  return books.canRebuild ? text.booksDifferNext : text.booksBroken;
}
