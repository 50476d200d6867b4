import { officerCardDigest } from '../../core/envelope/kinds/officer-card.ts';
import { documentOf } from '../../core/journal/documents.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignedSettlement } from '../../core/station/settlement.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { readEpochEnds } from './epoch-ends.ts';
import type { EnvelopeContents } from './make-envelope.ts';

/**
 * What another station needs to know this treasury: its name, its policies, which station took whose place, its address book, and
 * who certifies the ledger, where the node tells it.
 */
export async function treasuryContents(
  station: Pick<Station, 'treasury' | 'books' | 'line' | 'chain' | 'policy' | 'addressBook'>,
): Promise<Result<EnvelopeContents>> {
  const { treasury, books } = station;
  const { name, policies } = treasury.file();
  const settlements: SignedSettlement[] = [];
  for (const json of await books.journal.settling()) {
    const entry = parseEntry(storedJson(json));
    if (!entry.ok) return entry;
    const settlement = documentOf(entry.value.documents, 'settlement');
    if (settlement) settlements.push(settlement);
  }
  const records = await station.addressBook.read();
  if (!records.ok) return records;
  const { words } = records.value;
  const epochs = await readEpochEnds(station);
  return ok({
    kind: 'treasury',
    contents: {
      name,
      policies: [...policies],
      lists: [],
      settlements,
      ...(words.length === 0 ? {} : { book: [...words] }),
      epochs,
    },
  });
}

/** The card of the officer who acts: this key is theirs, at this station. */
export async function cardContents(
  { treasury }: Pick<Station, 'treasury'>,
  actor: Actor,
): Promise<Result<EnvelopeContents>> {
  const session = requireOfficer(actor);
  if (!session.ok) return session;
  const { officer, signer } = session.value;
  const { stationId, publicKey } = treasury.key;
  const { id, name, keys } = officer;
  for (const key of keys) {
    const card = {
      treasuryId: treasury.file().id,
      network: treasury.network,
      station: { id: stationId, key: publicKey },
      officer: { id, name, publicKey: key.publicKey },
    };
    const signed = await signer.ask('sign-statement', { kind: 'officer-card', card });
    if (!signed.ok) return signed;
    const { signature } = signed.value;
    // Which of several keys is here, its signature tells.
    if (verifySignature(key.publicKey, officerCardDigest(card), signature)) {
      return ok({ kind: 'officer-card', contents: { officer: card.officer, signature } });
    }
  }
  return refuse('officer-unknown', `the key that is open here is not one of ${name}`);
}
