import { base64 } from '@scure/base';
import type { Chain, ProvenCreation } from '../../chains/chain.ts';
import type { InputProofs } from '../../core/envelope/kinds/proposals.ts';
import type { ProvenInput } from '../../core/envelope/kinds/proven-input.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import type { Proposal } from '../../core/proposal/proposal.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { creationVerifier } from './committees.ts';

/**
 * Says what the proofs beside proposals prove of their inputs. Each proof is verified once, however many proposals name it.
 * @param committees verified ones, base64
 * @returns a function that refuses `envelope-malformed` for a proof of nothing that the proposal consumes, and what is wrong
 * with a certificate; a committee that is not known proves nothing and refuses nothing
 */
export function inputProver(
  chain: Chain,
  committees: readonly string[],
): (proposal: Proposal, proofs: readonly string[]) => Result<InputProofs> {
  const verify = creationVerifier(chain, committees);
  const verified = new Map<string, Result<ProvenCreation>>();
  return ({ evidence }, proofs) => {
    const proven = new Map<string, ProvenInput>();
    let unknown: Refusal | null = null;
    for (const proof of proofs) {
      if (verify === null) {
        return refuse('envelope-malformed', 'expected no proofs of inputs: this ledger proves none');
      }
      const creation = verified.get(proof) ?? verify(base64.decode(proof));
      verified.set(proof, creation);
      if (!creation.ok && creation.code === 'committee-unknown') {
        unknown = creation;
        continue;
      }
      if (!creation.ok) return creation;
      const { checkpoint, at, made } = creation.value;
      const inputs = evidence.filter(made);
      if (inputs.length === 0) {
        return refuse('envelope-malformed', 'expected proofs of what the proposal consumes, got another');
      }
      for (const { key } of inputs) proven.set(key, { key, checkpoint: checkpoint.toString(), at });
    }
    return ok({ proven: [...proven.values()], unknown });
  };
}

/**
 * Which inputs of a movement's bytes were proven when its proposal came from another station, as this station's journal tells;
 * null for a proposal that was built here.
 * @param digest of the bytes
 */
export async function provenOnArrival(
  station: Pick<Station, 'books' | 'hold' | 'treasury'>,
  movementId: string,
  digest: string,
): Promise<readonly ProvenInput[] | null> {
  const json = await station.books.journal.received(movementId);
  if (json === undefined) return null;
  const written = parseEntry(storedJson(json));
  if (!written.ok) return [];
  const entry = believedEntry(json, written.value.seq, entrySigners(station));
  if (entry?.kind !== 'proposal-received') return [];
  const { body } = entry;
  return body.movementId === movementId && body.digest === digest ? (body.proven ?? []) : [];
}
