import { bytesToHex } from '../../../../core/digest.ts';
import type { Result } from '../../../../core/result.ts';
import type { ProvenCreation } from '../../../chain.ts';
import { decodeCertificate } from '../ledger/certificate.ts';
import type { Committee } from '../ledger/committee.ts';
import { creationOf, readCreation } from './creation-proof.ts';
import { refuseForeign, weighCertificate } from './verify-certificate.ts';
import { firstForged, type Vote } from './verify-together.ts';
import { votersOf } from './voters.ts';

/** A proof of which all is verified but the signature of its certificate. */
interface Pending {
  readonly vote: Vote;
  /** Equal for the same certificate of the same checkpoint. */
  readonly name: string;
  readonly foreign: ReturnType<typeof refuseForeign>;
  readonly creation: Result<ProvenCreation>;
}

/**
 * Verifies what transactions made. Each certificate is verified once, however many transactions its checkpoint has, and all of them
 * together.
 * @param committeeOf null for an epoch whose committee is not known
 * @returns what each proof proves, up to the first that is refused for anything but `committee-unknown`. Refuses as `verifyEffects` does
 */
export function verifyCreations(
  proofs: readonly Uint8Array[],
  committeeOf: (epoch: bigint) => Committee | null,
): readonly Result<ProvenCreation>[] {
  const weigh = weigher(committeeOf);
  const answers: (Pending | Result<ProvenCreation>)[] = [];
  for (const proof of proofs) {
    const weighed = weigh(proof);
    answers.push(weighed);
    if ('ok' in weighed ? !weighed.ok && weighed.code !== 'committee-unknown' : !weighed.creation.ok) break;
  }
  return upToForged(answers);
}

/** Decodes keys that the committee before had too only once. */
function weigher(committeeOf: (epoch: bigint) => Committee | null) {
  let former: Committee | undefined;
  return (proof: Uint8Array): Pending | Result<never> => {
    const creation = readCreation(proof, committeeOf);
    if (!creation.ok) return creation;
    const { read, summary, certificate: bytes, committee } = creation.value;
    const voters = votersOf(committee, former);
    if (!voters.ok) return voters;
    former = committee;
    const certificate = decodeCertificate(bytes);
    if (!certificate.ok) return certificate;
    const weighed = weighCertificate(read, certificate.value, voters.value);
    if (!weighed.ok) return weighed;
    return {
      vote: { summary, certificate: certificate.value, committee, voters: voters.value },
      name: `${bytesToHex(summary)} ${bytesToHex(bytes)}`,
      foreign: refuseForeign(read),
      creation: creationOf(creation.value),
    };
  };
}

function upToForged(
  answers: readonly (Pending | Result<ProvenCreation>)[],
): readonly Result<ProvenCreation>[] {
  const distinct = new Map<string, Vote>();
  for (const answer of answers) if (!('ok' in answer)) distinct.set(answer.name, answer.vote);
  const forgedAt = firstForged([...distinct.values()]);
  const forged = forgedAt === null ? undefined : [...distinct.keys()][forgedAt];
  const verified: Result<ProvenCreation>[] = [];
  for (const answer of answers) {
    const isForged = !('ok' in answer) && answer.name === forged;
    verified.push('ok' in answer ? answer : isForged ? answer.foreign : answer.creation);
    if (isForged) break;
  }
  return verified;
}
