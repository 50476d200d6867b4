import type { BooksCheck } from '../books/books-check.ts';
import type { JournalKind } from '../core/journal/bodies.ts';
import type { Version } from '../core/projection/version.ts';
import { ok, type Result } from '../core/result.ts';

/** What is asked of the check of the books before an entry is written. */
export interface RowsCheck {
  view(): BooksCheck;
  /**
   * Waits until the check has ended, and not for long. Refuses `books-being-checked`, `books-differ` and `store-damaged`.
   * @param mostMs how long at most; the usual time where left out
   */
  whole(mostMs?: number): Promise<Result<void>>;
  /**
   * Whether the rows of one movement follow from what is signed, whatever differs elsewhere and whether or not it is settled.
   * Refuses as `whole` does, and `journal-*`.
   * @param mostMs as for `whole`, which is waited for where this movement cannot be compared alone
   */
  rowsOf(id: string, mostMs?: number): Promise<Result<void>>;
}

/** So many movements are compared one by one; more wait for the whole check. */
const MOST_ALONE = 8;

/** Accounts as the tables have them. */
const ofAccounts: ReadonlySet<Version['of']> = new Set<Version['of']>(['alias', 'account', 'next-account']);
/** Entries that add addresses to an account. */
const addsAddresses: ReadonlySet<JournalKind> = new Set<JournalKind>(['addresses-derived', 'money-found']);

/**
 * Whether the rows that a decision rests on are as the journal has them. An entry is for good, and a row may have been put
 * there while nobody looked: a paid payment that its row calls signed must not be sent into the journal once more.
 * @returns null where nothing has to be waited for; refuses as the check does
 */
export function checkRows(
  check: RowsCheck,
  {
    expects,
    entries,
  }: { readonly expects: readonly Version[]; readonly entries: readonly { readonly kind: JournalKind }[] },
): Promise<Result<void>> | null {
  if (entries.length === 0 || check.view().state === 'whole') return null;
  const kinds = entries.map(({ kind }) => kind);
  if (expects.some(({ of }) => ofAccounts.has(of)) || kinds.some((kind) => addsAddresses.has(kind))) {
    return check.whole();
  }
  const movements = expects.flatMap((each) => (each.of === 'movement' && each.version > 0 ? [each.id] : []));
  if (movements.length === 0) return null;
  return movements.length > MOST_ALONE ? check.whole() : eachRow(check, movements);
}

async function eachRow(
  check: Pick<RowsCheck, 'rowsOf'>,
  movements: readonly string[],
): Promise<Result<void>> {
  for (const id of movements) {
    const compared = await check.rowsOf(id);
    if (!compared.ok) return compared;
  }
  return ok(undefined);
}
