import { readDescription } from '../../console/book/book-parts.ts';
import type { BookEntry, BookRemoval, BookVerification } from '../../core/book/book-word.ts';
import { readImport } from '../../core/book/read-import.ts';
import { sameNetwork } from '../../core/network-id.ts';
import { type Said, typedAs } from './said.ts';

type Head = Pick<BookRemoval, 'treasuryId' | 'network' | 'officerId'>;

/** Of this treasury and network, by the officer of the call. */
const isOwn = ({ treasuryId, network, officerId }: Head, { input, here }: Said): boolean =>
  treasuryId === here.treasuryId && sameNetwork(network, here.network) && officerId === input['as'];

/**
 * An entry with what the call typed: a new one with its address, one of the rows of an imported file, or a change, whose address no
 * vault takes but the one that the recipient has.
 */
export function isThisEntry(entry: BookEntry, said: Said): boolean {
  const { verb, input } = said;
  if (!isOwn(entry, said)) return false;
  if (verb === 'book.change') return entry.id === input['id'] && isDescribed(entry, input);
  if (verb === 'book.enter') return isDescribed(entry, input) && isAddress(entry, input['address'], said);
  const { text } = input;
  const rows = typeof text === 'string' ? readImport(text) : null;
  return (
    rows?.ok === true &&
    rows.value.some((row) => isDescribed(entry, { ...row }) && isAddress(entry, row.address, said))
  );
}

/** Of the entry that was on the screen, with the address that was typed. */
export const isThisVerification = (verification: BookVerification, said: Said): boolean =>
  isOwn(verification, said) &&
  verification.id === said.input['id'] &&
  verification.entry === said.input['digest'] &&
  isAddress(verification, said.input['address'], said);

export const isThisRemoval = (removal: BookRemoval, said: Said): boolean =>
  isOwn(removal, said) && removal.id === said.input['id'];

const isAddress = (
  { address }: { readonly address: string },
  typed: unknown,
  { here: { chain } }: Said,
): boolean => address === typedAs(typed, chain.address.parse);

function isDescribed({ name, note, groups }: BookEntry, typed: Readonly<Record<string, unknown>>): boolean {
  const [typedName, typedNote, typedGroups] = [typed['name'], typed['note'], typed['groups']];
  if (typeof typedName !== 'string' || typeof typedNote !== 'string' || typeof typedGroups !== 'string') {
    return false;
  }
  const read = readDescription({ name: typedName, note: typedNote, groups: typedGroups });
  return (
    read.ok &&
    read.value.name === name &&
    read.value.note === note &&
    read.value.groups.length === groups.length &&
    read.value.groups.every((group, i) => group === groups[i])
  );
}
