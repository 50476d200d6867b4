import type { BookVerification, BookWord } from '../../core/book/book-word.ts';
import { type Result, refuse } from '../../core/result.ts';
import type { Actor, OfficerSession } from '../actor.ts';
import type { BookRecords } from './book-log.ts';
import { afterChange, type BookParts, headOf, requireKeeper } from './book-parts.ts';

/** What a verifier says: what they have on their screen, and the address from another source. */
export interface TypedVerification {
  readonly id: string;
  /** Digest of the entry that waits, as the screen showed it. */
  readonly digest: string;
  /** The whole address as they typed or scanned it. */
  readonly address: string;
}

/**
 * Verifies a recipient: another officer types or scans the whole address from another source. What was entered is never shown before,
 * and no refusal says where both differ.
 * @returns refuses as `requireKeeper` and the address's form do, `book-entry-unknown`, `book-entry-settled` where nothing of this
 * digest waits, `book-verifier-same`, `book-address-differs`
 */
export async function verifyRecipient(
  station: BookParts,
  actor: Actor,
  { id, digest, address: typed }: TypedVerification,
): Promise<Result<void>> {
  const keeper = requireKeeper(station, actor);
  if (!keeper.ok) return keeper;
  const address = station.chain.address.parse(typed);
  if (!address.ok) return address;
  const verified = await station.addressBook.inTurn(async () => {
    const records = await station.addressBook.read();
    if (!records.ok) return records;
    const refusal = whyNotVerify(records.value, keeper.value.officer, { id, digest });
    if (refusal) return refusal;
    if (records.value.held.find(id)?.address !== address.value) {
      return refuse('book-address-differs', 'expected the address that was entered, got another one');
    }
    return write(station, actor, keeper.value, {
      records: records.value,
      id,
      digest,
      address: address.value,
    });
  });
  if (verified.ok) await afterChange(station);
  return verified;
}

/** Why an officer may not verify an entry; null where they may. */
export function whyNotVerify(
  records: BookRecords,
  officer: { readonly id: string },
  { id, digest }: { readonly id: string; readonly digest: string },
) {
  const held = records.held.find(id);
  if (!held) return refuse('book-entry-unknown', 'the address book has no such recipient');
  if (held.pending?.digest !== digest) {
    return refuse('book-entry-settled', 'expected an entry that waits to be verified, as it was shown');
  }
  return held.pending.people.includes(officer.id)
    ? refuse('book-verifier-same', 'expected another officer than those who have signed for it already')
    : null;
}

async function write(
  station: BookParts,
  actor: Actor,
  keeper: OfficerSession,
  {
    records,
    id,
    digest,
    address,
  }: {
    readonly records: BookRecords;
    readonly id: string;
    readonly digest: string;
    readonly address: string;
  },
): Promise<Result<void>> {
  const verification: BookVerification = {
    ...headOf(station, keeper),
    id,
    entry: digest,
    address,
    verifiedAt: station.effects.now(),
  };
  const signed = await keeper.signer.ask('sign-statement', { kind: 'book-verification', verification });
  if (!signed.ok) return signed;
  const word: BookWord = {
    kind: 'book-verification',
    document: { statement: verification, signature: signed.value.signature },
  };
  const name = records.signed.get(digest)?.statement.name ?? '';
  return station.recorder.commit({
    expects: [],
    entries: [{ kind: 'recipient-verified', actor, documents: [word], body: { recipientId: id, name } }],
    answer: undefined,
  });
}
