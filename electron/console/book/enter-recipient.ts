import type { BookEntry, BookWord } from '../../core/book/book-word.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Actor, OfficerSession } from '../actor.ts';
import type { EntryDraft } from '../recorder.ts';
import type { BookRecords } from './book-log.ts';
import {
  afterChange,
  type BookParts,
  type Described,
  headOf,
  readDescription,
  requireKeeper,
  requireOwnName,
  type TypedRecipient,
} from './book-parts.ts';

/**
 * Enters a recipient, by the whole address as typed. Nobody can be paid by it before as many others have verified it as the policy
 * asks, and it has waited.
 * @returns its id; refuses as {@link requireKeeper}, {@link readDescription} and {@link checkNewRecipient} do
 */
export async function enterRecipient(
  station: BookParts,
  actor: Actor,
  { address, ...described }: TypedRecipient & { readonly address: string },
): Promise<Result<{ readonly id: string }>> {
  const keeper = requireKeeper(station, actor);
  if (!keeper.ok) return keeper;
  const read = readDescription(described);
  if (!read.ok) return read;
  const entered = await station.addressBook.inTurn(async () => {
    const records = await station.addressBook.read();
    if (!records.ok) return records;
    const checked = await checkNewRecipient(station, records.value, { ...read.value, address });
    if (!checked.ok) return checked;
    return write(station, actor, keeper.value, {
      ...read.value,
      id: station.effects.uuid(),
      address: checked.value,
    });
  });
  if (entered.ok) await afterChange(station);
  return entered;
}

/**
 * Changes name, note and groups of a recipient, which is verified as a new one is; until then what was verified before stands.
 * @returns refuses as {@link enterRecipient} does, and `book-entry-unknown`
 */
export async function changeRecipient(
  station: BookParts,
  actor: Actor,
  { id, ...described }: TypedRecipient & { readonly id: string },
): Promise<Result<void>> {
  const keeper = requireKeeper(station, actor);
  if (!keeper.ok) return keeper;
  const read = readDescription(described);
  if (!read.ok) return read;
  const changed = await station.addressBook.inTurn(async () => {
    const records = await station.addressBook.read();
    if (!records.ok) return records;
    const held = records.value.held.find(id);
    if (!held) return refuse('book-entry-unknown', 'the address book has no such recipient');
    const named = requireOwnName(records.value, id, read.value.name);
    if (!named.ok) return named;
    return write(station, actor, keeper.value, { ...read.value, id, address: held.address });
  });
  if (changed.ok) await afterChange(station);
  return changed.ok ? ok(undefined) : changed;
}

/**
 * Whether an address can be entered under a name.
 * @returns the address as the chain reads it; refuses as its form does, `address-own-vault`, `book-address-known`, `book-name-known`
 */
export async function checkNewRecipient(
  { chain, attested, policy }: Pick<BookParts, 'chain' | 'attested' | 'policy'>,
  records: BookRecords,
  { name, address: typed }: { readonly name: string; readonly address: string },
): Promise<Result<string>> {
  const parsed = chain.address.parse(typed);
  if (!parsed.ok) return parsed;
  const address = parsed.value;
  const [own] = await attested.known([address]);
  if (own || policy.present().vaults.some(({ receiveAddress }) => receiveAddress === address)) {
    return refuse('address-own-vault', 'this address belongs to an own vault');
  }
  if (records.held.ofAddress(address)) {
    return refuse('book-address-known', 'the address book has a recipient with this address');
  }
  const named = requireOwnName(records, '', name);
  return named.ok ? ok(address) : named;
}

async function write(
  station: BookParts,
  actor: Actor,
  keeper: OfficerSession,
  of: Described & Pick<BookEntry, 'id' | 'address'>,
): Promise<Result<{ readonly id: string }>> {
  const draft = await draftEntry(station, actor, keeper, of);
  return draft.ok
    ? station.recorder.commit({ expects: [], entries: [draft.value], answer: { id: of.id } })
    : draft;
}

/** Has the officer sign an entry. */
export async function draftEntry(
  station: Pick<BookParts, 'treasury' | 'policy' | 'effects'>,
  actor: Actor,
  keeper: OfficerSession,
  of: Described & Pick<BookEntry, 'id' | 'address'>,
): Promise<Result<EntryDraft>> {
  const statement: BookEntry = { ...headOf(station, keeper), ...of, enteredAt: station.effects.now() };
  const signed = await keeper.signer.ask('sign-statement', { kind: 'book-entry', entry: statement });
  if (!signed.ok) return signed;
  const word: BookWord = {
    kind: 'book-entry',
    document: { statement, signature: signed.value.signature },
  };
  return ok({
    kind: 'recipient-entered',
    actor,
    documents: [word],
    body: { recipientId: of.id, name: of.name },
  });
}
