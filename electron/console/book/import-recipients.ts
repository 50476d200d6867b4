import type { ImportView } from '../../contract/address-book.ts';
import { aliasKey } from '../../core/account/alias.ts';
import { lookAlikes } from '../../core/book/look-alikes.ts';
import { type ImportedRow, readImport } from '../../core/book/read-import.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import type { EntryDraft } from '../recorder.ts';
import type { BookRecords } from './book-log.ts';
import { afterChange, type BookParts, type Described, readDescription, requireKeeper } from './book-parts.ts';
import { checkNewRecipient, draftEntry } from './enter-recipient.ts';
import { trustedAddresses } from './trusted-addresses.ts';

/** A row that can be entered. */
type Enterable = Described & { readonly address: string };
interface Judged {
  readonly row: ImportedRow;
  readonly read: Result<Enterable>;
}

/** Entries that are written with one commit. */
const AT_ONCE = 100;

/** Says of each row of a file whether it would be entered, and why not; nothing is written. Refuses `book-import-malformed`. */
export async function checkImport(
  station: BookParts,
  { text }: { readonly text: string },
): Promise<Result<ImportView>> {
  const records = await station.addressBook.read();
  if (!records.ok) return records;
  const judged = await judgeRows(station, records.value, text);
  if (!judged.ok) return judged;
  const trusted = trustedAddresses(station, records.value);
  return ok({
    rows: judged.value.map(({ row, read }) => ({
      row: row.row,
      name: row.name,
      address: row.address,
      problem: read.ok ? null : { code: read.code, message: read.message },
      alike: read.ok ? lookAlikes(read.value.address, trusted).map(({ name }) => name) : [],
    })),
  });
}

/**
 * Enters every row of a file that can be entered, each signed by the officer who acts; each is verified afterwards as one that was typed.
 * @returns how many were entered; refuses as `requireKeeper` does, and `book-import-malformed`
 */
export async function importRecipients(
  station: BookParts,
  actor: Actor,
  { text }: { readonly text: string },
): Promise<Result<{ readonly entered: number }>> {
  const keeper = requireKeeper(station, actor);
  if (!keeper.ok) return keeper;
  const imported = await station.addressBook.inTurn(async () => {
    const records = await station.addressBook.read();
    if (!records.ok) return records;
    const judged = await judgeRows(station, records.value, text);
    if (!judged.ok) return judged;
    const rows = judged.value.flatMap(({ read }) => (read.ok ? [read.value] : []));
    for (let from = 0; from < rows.length; from += AT_ONCE) {
      const entries: EntryDraft[] = [];
      for (const row of rows.slice(from, from + AT_ONCE)) {
        const draft = await draftEntry(station, actor, keeper.value, { ...row, id: station.effects.uuid() });
        if (!draft.ok) return draft;
        entries.push(draft.value);
      }
      const written = await station.recorder.commit({ expects: [], entries, answer: undefined });
      if (!written.ok) return written;
    }
    return ok({ entered: rows.length });
  });
  await afterChange(station);
  return imported;
}

/** A name or an address that is twice in a file is entered once: the second row is refused as one that is known. */
async function judgeRows(
  station: BookParts,
  records: BookRecords,
  text: string,
): Promise<Result<readonly Judged[]>> {
  const rows = readImport(text);
  if (!rows.ok) return rows;
  const names = new Set<string>();
  const addresses = new Set<string>();
  const judged: Judged[] = [];
  for (const row of rows.value) {
    const read = await judgeRow(station, records, row);
    if (!read.ok) {
      judged.push({ row, read });
      continue;
    }
    const name = aliasKey(read.value.name);
    const { address } = read.value;
    if (addresses.has(address)) {
      judged.push({ row, read: refuse('book-address-known', 'a row above has this address') });
    } else if (names.has(name)) {
      judged.push({ row, read: refuse('book-name-known', 'a row above has this name') });
    } else {
      names.add(name);
      addresses.add(address);
      judged.push({ row, read });
    }
  }
  return ok(judged);
}

async function judgeRow(
  station: BookParts,
  records: BookRecords,
  row: ImportedRow,
): Promise<Result<Enterable>> {
  const described = readDescription(row);
  if (!described.ok) return described;
  const address = await checkNewRecipient(station, records, { ...described.value, address: row.address });
  return address.ok ? ok({ ...described.value, address: address.value }) : address;
}
