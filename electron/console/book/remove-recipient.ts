import type { BookRemoval, BookWord } from '../../core/book/book-word.ts';
import { type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { afterChange, type BookParts, headOf, requireKeeper } from './book-parts.ts';
import { nameOf } from './recipient-name.ts';

/**
 * Takes a recipient out of the address book, at once and for good, on the word of one officer. Vaults that are open seal it or are
 * locked; the others are told before anything else when they open.
 * @returns refuses as `requireKeeper` does, and `book-entry-unknown`
 */
export async function removeRecipient(
  station: BookParts,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Result<void>> {
  const keeper = requireKeeper(station, actor);
  if (!keeper.ok) return keeper;
  const removed = await station.addressBook.inTurn(async () => {
    const records = await station.addressBook.read();
    if (!records.ok) return records;
    const held = records.value.held.find(id);
    if (!held) return refuse('book-entry-unknown', 'the address book has no such recipient');
    const removal: BookRemoval = {
      ...headOf(station, keeper.value),
      id,
      removedAt: station.effects.now(),
    };
    const signed = await keeper.value.signer.ask('sign-statement', { kind: 'book-removal', removal });
    if (!signed.ok) return signed;
    const word: BookWord = {
      kind: 'book-removal',
      document: { statement: removal, signature: signed.value.signature },
    };
    const body = { recipientId: id, name: nameOf(records.value, held) };
    return station.recorder.commit({
      expects: [],
      entries: [{ kind: 'recipient-removed', actor, documents: [word], body }],
      answer: undefined,
    });
  });
  if (removed.ok) await afterChange(station);
  return removed;
}
