import { journalHash, parseEntry } from '../../core/journal/journal-entry.ts';
import { ok, type Result } from '../../core/result.ts';
import { stationAt } from '../../core/station/station-chain.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { addressOf, nodeAfter } from './change-node.ts';

/** Only a kill leaves a change of the node half done, and what was written beside it at that moment is little. */
const NEWEST = 100;

/**
 * Carries out a change of the node that a kill kept from `treasury.json`: the newest entries of the journal name it. Refuses
 * `file-not-written`.
 */
export async function settleNode({
  treasury,
  books,
  hold,
}: Pick<Station, 'treasury' | 'books' | 'hold'>): Promise<Result<void>> {
  const head = await books.journal.head();
  if (!head) return ok(undefined);
  const newest = await books.journal.raw(Math.max(0, head.seq - NEWEST), NEWEST);
  for (const json of newest.toReversed()) {
    const entry = parseEntry(storedJson(json));
    if (!entry.ok || entry.value.kind !== 'node-changed') continue;
    const { seq, stationId, hash, stationSignature, body } = entry.value;
    const station = stationAt(hold.stations(), seq);
    const isOurs =
      station?.stationId === stationId &&
      journalHash(entry.value) === hash &&
      verifySignature(station.stationKey, hash, stationSignature);
    const file = treasury.file();
    if (!isOurs || body.to === addressOf(file.node)) return ok(undefined);
    const node = nodeAfter(file.node, body.to);
    return node ? treasury.adopt({ ...file, node }) : ok(undefined);
  }
  return ok(undefined);
}
