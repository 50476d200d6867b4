import type { TreasuryView } from '../../electron/contract/treasury.ts';

/** Whether an alarm stands over the screens that people have to settle: a held folder, books that differ, a freeze, a wrong clock. */
export function isAlarmed({
  hold,
  books,
  booksAlarms,
  freezes,
  vaults,
}: Pick<TreasuryView, 'hold' | 'books' | 'booksAlarms' | 'freezes' | 'vaults'>): boolean {
  const isHeld = hold !== null && (hold.enrolment !== null || hold.older !== null || hold.spends.length > 0);
  return (
    isHeld ||
    books.state === 'differs' ||
    booksAlarms.length > 0 ||
    freezes.length > 0 ||
    vaults.some(({ sealedAhead }) => sealedAhead !== null)
  );
}
