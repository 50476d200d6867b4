import type { ProofWork } from '../../chains/proof-work.ts';
import { bytesToHex, digestTags } from '../../core/digest.ts';
import { claimOf, saysNewer } from '../../core/envelope/claim.ts';
import { type Envelope, readEnvelope } from '../../core/envelope/envelope.ts';
import { type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { hashInTurns } from './hash-in-turns.ts';
import { unpackEnvelope } from './pack-envelope.ts';

/** A text up to so many bytes is read at once: some ten milliseconds. */
const AT_ONCE = 2 ** 20;
/** What a station that is not known says is no longer than that: a card, or the treasury of a settled desk. */
const OF_STRANGERS = 4 * 2 ** 20;

/**
 * Unpacks and reads an envelope. A large one is held against its signature first, in turns: only who has the key of the station that it
 * names, and is known here, is listened to for so long. Then it is read in a thread of its own.
 * @param isKnown whether a station is known here by this key
 * @returns refuses as `unpackEnvelope` and `readEnvelope` do, and `envelope-station-unknown` for a large one of a stranger
 */
export async function readPacked(
  file: Uint8Array,
  isKnown: (stationId: string, stationKey: string) => boolean,
  work: Pick<ProofWork, 'envelope'>,
): Promise<Result<Envelope>> {
  const text = await unpackEnvelope(file);
  if (!text.ok) return text;
  return text.value.length > AT_ONCE
    ? readLarge(text.value, isKnown, work)
    : readEnvelope(text.value, verifySignature);
}

async function readLarge(
  text: Uint8Array,
  isKnown: (stationId: string, stationKey: string) => boolean,
  work: Pick<ProofWork, 'envelope'>,
): Promise<Result<Envelope>> {
  const claim = claimOf(text);
  if (claim === null) {
    return saysNewer(text)
      ? refuse('envelope-newer', 'the envelope has a later version than this Sallyport reads')
      : refuse('envelope-malformed', 'expected canonical JSON inside the envelope');
  }
  const { stationId, stationKey, signature, statement } = claim;
  if (text.length > OF_STRANGERS && !isKnown(stationId, stationKey)) {
    return refuse('envelope-station-unknown', 'the envelope was made by a station that is not known here');
  }
  const unsigned = refuse(
    'envelope-signature-bad',
    'expected an envelope that is signed by the station which it names',
  );
  const digest = await hashInTurns(new TextEncoder().encode(digestTags.envelope), statement);
  if (!verifySignature(stationKey, bytesToHex(digest), signature)) return unsigned;
  const read = await work.envelope(text);
  if (!read.ok) return read;
  const { station } = read.value.statement;
  return verifySignature(station.key, read.value.digest, signature) ? read : unsigned;
}
