import { base64 } from '@scure/base';
import type { InputProofs } from '../../core/envelope/kinds/proposals.ts';
import type { ProvenInput } from '../../core/envelope/kinds/proven-input.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import type { NetworkId } from '../../core/network-id.ts';
import type { Proposal } from '../../core/proposal/proposal.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { believedEntry } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import type { ProvingParts } from './committees.ts';

/** What the proofs beside a proposal prove of its inputs. */
type InputsOf = (proposal: Proposal, proofs: readonly string[]) => Result<InputProofs>;

/**
 * Verifies the proofs beside proposals, each once, and says what they prove of inputs.
 * @param committees verified ones, base64
 * @param all every proof of the envelope, base64
 * @returns a function that refuses `envelope-malformed` for a proof of nothing that the proposal consumes; a committee that is not known
 * proves nothing and refuses nothing. Refuses `envelope-malformed` for proofs on a ledger that proves none, and what is wrong with a
 * certificate
 */
export async function inputProver(
  { chain: { creationProofs }, proofs: work }: ProvingParts,
  network: NetworkId,
  { committees, all }: { readonly committees: readonly string[]; readonly all: readonly string[] },
): Promise<Result<InputsOf>> {
  if (all.length === 0) return ok(() => ok({ proven: [], unknown: null }));
  if (creationProofs === null) {
    return refuse('envelope-malformed', 'expected no proofs of inputs: this ledger proves none');
  }
  const each = [...new Set(all)];
  const bytesOf = (texts: readonly string[]) => texts.map((text) => base64.decode(text));
  const answers = await work.creations(network, bytesOf(committees), bytesOf(each));
  const bad = answers.find((answer) => !answer.ok && answer.code !== 'committee-unknown');
  if (bad && !bad.ok) return bad;
  const verified = new Map(each.map((text, i) => [text, answers[i]]));
  return ok(({ evidence }, proofs) => {
    const proven = new Map<string, ProvenInput>();
    let unknown: Refusal | null = null;
    for (const proof of proofs) {
      const creation = verified.get(proof);
      if (!creation?.ok) {
        unknown = creation ?? null;
        continue;
      }
      const { checkpoint, at, made } = creation.value;
      const inputs = evidence.filter((input) => creationProofs.isMade(input, made));
      if (inputs.length === 0) {
        return refuse('envelope-malformed', 'expected proofs of what the proposal consumes, got another');
      }
      for (const { key } of inputs) proven.set(key, { key, checkpoint: checkpoint.toString(), at });
    }
    return ok({ proven: [...proven.values()], unknown });
  });
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
