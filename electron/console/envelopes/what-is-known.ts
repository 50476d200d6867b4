import type { Knowledge } from '../../core/envelope/check-envelope.ts';
import type { EnvelopeStatement } from '../../core/envelope/envelope.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import { ok, type Result } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { readVaultMark } from '../vaults/vault-mark.ts';

/**
 * What this station knows when it is given an envelope: its policies, its journal, the envelopes that it took in, and the sealed
 * states of vaults that it holds. Nothing of it is from the envelope, which only says where to look.
 * @returns refuses `books-differ`, and as `readVaultMark` does
 */
export async function whatIsKnown(
  {
    treasury,
    books,
    hold,
    envelopes,
    policy,
    effects,
  }: Pick<Station, 'treasury' | 'books' | 'hold' | 'envelopes' | 'policy' | 'effects'>,
  { heads, marks }: EnvelopeStatement,
): Promise<Result<Knowledge>> {
  const records = await envelopes.read();
  if (!records.ok) return records;
  const { taken, stations } = records.value;
  const { id, network, policies, vaultFiles } = treasury.file();
  const { stationId, publicKey } = treasury.key;
  const hashes = new Map(taken.map((each) => [`${each.stationId} ${each.seq}`, each.hash]));
  for (const { seq } of heads.filter((head) => head.stationId === stationId)) {
    const entry = parseEntry(storedJson((await books.journal.entry(seq)) ?? ''));
    if (entry.ok) hashes.set(`${stationId} ${seq}`, entry.value.hash);
  }
  const held = new Map<string, StateMark>();
  for (const { vaultId } of marks.filter((mark) => vaultFiles[mark.vaultId] !== undefined)) {
    const mark = await readVaultMark(books, hold.stations(), vaultId);
    if (!mark.ok) return mark;
    held.set(vaultId, mark.value);
  }
  return ok({
    now: effects.now(),
    treasury: { id, network, policies, inForce: policy.present().version },
    own: { stationId, stationKey: publicKey, seq: (await books.journal.head())?.seq ?? 0 },
    stations: stations.map((met) => ({
      ...met,
      taken: taken.filter((each) => each.stationId === met.stationId),
    })),
    entryHash: (of, seq) => hashes.get(`${of} ${seq}`) ?? null,
    mark: (vaultId) => held.get(vaultId) ?? null,
    verify: verifySignature,
  });
}
