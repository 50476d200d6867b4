import { officerOf } from '../../core/actor.ts';
import { verifyTranscript } from '../../core/ceremony/verify-transcript.ts';
import { mandateDigest } from '../../core/mandate/mandate.ts';
import { hasKey, hasSigned, type VerifySignature } from '../../core/officer/officer.ts';
import { policyDigest } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { isSignedByMaker } from '../movements/expire-requests.ts';
import type { TreasuryFile } from '../treasury/treasury-folder.ts';
import { type CeremonyRecord, recordDigest } from './ceremony-record.ts';

/**
 * Whether everybody present has signed the ceremony of a record, and all that follows from it is what they signed. A record is
 * a file in the folder: anybody who can write there could put one beside the others.
 * @returns refuses `treasury-damaged`
 */
export function requireSigned(
  record: CeremonyRecord,
  { id, policies }: Pick<TreasuryFile, 'id' | 'policies'>,
  verify: VerifySignature,
): Result<void> {
  const { transcriptFile, vaultFile, retires, requests, mandates = [], stationSignature } = record;
  const { transcript, officers } = transcriptFile;
  const wrong = (what: string) => refuse('treasury-damaged', `ceremonies/${transcript.id}.json: ${what}`);
  const verified = verifyTranscript(transcriptFile, verify);
  if (!verified.ok) return wrong(verified.message);
  const under = policies.find(({ policy }) => policyDigest(policy) === transcript.policy.digest)?.policy;
  if (transcript.treasury.id !== id || !under) return wrong('expected a ceremony of this treasury');
  const byId = (officerId: string | null) => under.officers.find(({ id: known }) => known === officerId);
  const isTheirs = ({ id: officerId, publicKey }: (typeof officers)[number]) => {
    const officer = byId(officerId);
    return officer !== undefined && hasKey(officer, publicKey);
  };
  if (!officers.every(isTheirs)) {
    return wrong('expected the signatures of officers of this treasury');
  }
  if (retires !== (transcript.replaces?.id ?? null)) return wrong('expected the vault that was replaced');
  if (vaultFile !== null && vaultFile.vaultId !== transcript.vault?.id) {
    return wrong('expected the file of the vault that it was about');
  }
  const unsigned =
    requests.some((request) => request.statement.vaultId !== retires || !isSignedByMaker(under, request)) ||
    mandates.some(({ statement, signature }) => {
      const maker = byId(officerOf(statement.actor));
      return maker === undefined || !hasSigned(maker, mandateDigest(statement), signature, verify);
    });
  if (unsigned) return wrong('expected moves that their makers have signed');
  // What was carried out already is told by the journal.
  const isOfStation =
    transcriptFile.entry !== null ||
    (stationSignature !== undefined &&
      verify(transcript.station.publicKey, recordDigest(record), stationSignature));
  return isOfStation ? ok(undefined) : wrong('expected the names, marks and files that its station wrote');
}
