import { type BooksCheck, differenceText } from '../../books/books-check.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { type Actor, requireOfficer, theStation } from '../actor.ts';
import { confirmation, requireTwo } from '../officers/two-officers.ts';
import type { EntryDraft } from '../recorder.ts';
import type { Station } from '../station.ts';
import { readSettled } from './read-settled.ts';
import { stationRole } from './station-role.ts';

type Differs = Extract<BooksCheck, { readonly state: 'differs' }>;

/** Differences that an alarm names; all are counted. */
const MOST_NAMED = 20;
const MOST_CHARACTERS = 300;

/** The entry of an alarm. */
export const differedEntry = ({
  count,
  differences,
}: Pick<Differs, 'count' | 'differences'>): Extract<EntryDraft, { readonly kind: 'books-differed' }> => ({
  kind: 'books-differed',
  actor: theStation('books-checked'),
  body: { count, differences: differences.slice(0, MOST_NAMED).map((each) => line(differenceText(each))) },
});

const line = (text: string) => text.slice(0, MOST_CHARACTERS).toWellFormed();

/** Whether the table of alarms is known to be as it should be: a row in it may have been put there to hide a new alarm. */
const tellsAlarms = ({ count, differences }: Differs): boolean =>
  count === differences.length &&
  differences.every(
    (difference) =>
      difference.kind === 'words' || (difference.kind === 'row' && difference.table !== 'book_alarms'),
  );

/**
 * Writes down that the check has found differences, once for each alarm that officers have not settled yet. An alarm of the
 * official library about a vault is another matter: it hides no damage to the books.
 */
export async function raiseAlarm(
  { books, recorder, effects }: Pick<Station, 'books' | 'recorder' | 'effects'>,
  check: Differs,
): Promise<Result<void>> {
  const open = (await books.alarms.open()).filter(({ vaultId }) => vaultId === null);
  if (tellsAlarms(check) && open.length > 0) return ok(undefined);
  const written = await recorder.commit({ expects: [], entries: [differedEntry(check)], answer: undefined });
  effects.notify(['app', 'journal']);
  return written;
}

/**
 * Writes down that the treasury's file differs from the journal, in words; once, while officers have not settled that. It is
 * an alarm as those of the tables are.
 */
export async function raiseFileAlarm(
  { books, recorder, effects }: Pick<Station, 'books' | 'recorder' | 'effects'>,
  words: string,
): Promise<Result<void>> {
  const difference = line(words);
  const open = await books.alarms.open();
  if (open.some(({ differences }) => differences.includes(difference))) return ok(undefined);
  const written = await recorder.commit({
    expects: [],
    entries: [
      {
        kind: 'books-differed',
        actor: theStation('books-checked'),
        body: { count: 1, differences: [difference] },
      },
    ],
    answer: undefined,
  });
  effects.notify(['app', 'journal']);
  return written;
}

/**
 * Makes the tables anew from the signed journal and the facts that are kept, as an officer; the check begins again then.
 * @returns refuses `officer-not-signed-in`, `books-being-checked`, `books-differ` where the journal itself is not whole or
 * nothing differs, and as a commit does
 */
export async function rebuildTables(
  station: Pick<
    Station,
    | 'treasury'
    | 'books'
    | 'hold'
    | 'envelopes'
    | 'messages'
    | 'addressBook'
    | 'recorder'
    | 'check'
    | 'effects'
  >,
  actor: Actor,
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const found = station.check.view();
  if (found.state === 'checking') {
    return refuse('books-being-checked', 'expected a check that is over, got one that goes on');
  }
  if (found.state === 'whole') return refuse('books-whole', 'expected books that differ, got whole ones');
  if (found.rebuild === null) {
    return refuse('books-not-rebuilt', 'expected a journal that is whole, got one that was changed');
  }
  const written = await station.recorder.commit({
    expects: [],
    entries: [{ kind: 'books-rebuilt', actor, body: { differences: found.count, facts: found.rebuild } }],
    rebuild: found.rebuild,
    answer: undefined,
  });
  if (written.ok) {
    await readAnew(station);
    await station.check.again();
  }
  station.effects.notify(['app', 'accounts', 'deposits', 'movements', 'journal']);
  return written;
}

/** What was read of the journal at the opening: an entry of it may have been hidden from whoever looked for its kind. */
async function readAnew({
  treasury,
  books,
  hold,
  envelopes,
  messages,
  addressBook,
}: Pick<Station, 'treasury' | 'books' | 'hold' | 'envelopes' | 'messages' | 'addressBook'>): Promise<void> {
  envelopes.readAnew();
  messages.readAnew();
  addressBook.readAnew();
  const settled = await readSettled(books, treasury.file(), verifySignature);
  if (settled.ok) hold.readAnew(settled.value);
}

/**
 * Settles the alarms that officers name, and no other, once the check finds them whole. It takes two officers; a practice treasury with one
 * is excepted, and an officer's desk, which has one officer's key. Until then nothing is built, approved or signed.
 * @param input.alarms the entries that raised them
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`, `books-being-checked`, `books-differ`, and `books-whole`
 * where one of them is not open, or none is named
 */
export async function settleAlarm(
  station: Pick<Station, 'books' | 'line' | 'treasury' | 'policy' | 'recorder' | 'check' | 'effects'>,
  actor: Actor,
  { second, alarms }: { readonly second: Actor | null; readonly alarms: readonly number[] },
): Promise<Result<void>> {
  const enough =
    stationRole(station) === 'officer' ? requireOfficer(actor) : requireTwo(station, { actor, second });
  if (!enough.ok) return enough;
  const whole = await station.check.whole();
  if (!whole.ok) return whole;
  const open = (await station.books.alarms.open()).map(({ entry }) => entry);
  const named = [...new Set(alarms)];
  const closed = named.find((entry) => !open.includes(entry));
  if (closed !== undefined || named.length === 0) {
    return refuse(
      'books-whole',
      `expected alarms that are open (${open.join(', ')}), got ${closed ?? 'none'}`,
    );
  }
  const written = await station.recorder.commit({
    expects: [],
    entries: named.flatMap((entry) => [
      ...confirmation(second, { act: 'books-settled', vaultId: null, from: null, to: entry }),
      { kind: 'books-settled', actor, body: { alarm: entry } } as const,
    ]),
    answer: undefined,
  });
  station.effects.notify(['app', 'movements', 'journal']);
  return written;
}
