import { base64 } from '@scure/base';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { CertifiedEffects, Line } from '../../../line.ts';
import type { Committee } from '../../pure/ledger/committee.ts';
import { digestText } from '../../pure/ledger/digests.ts';
import { netGas } from '../../pure/ledger/gas-summary.ts';
import { madeBy, type VerifiedEffects, verifyEffects } from '../../pure/proof/creation-proof.ts';
import { creationProofs } from '../../pure/proof/creation-proofs.ts';
import { decodeCommittee } from '../../pure/proof/trust-root.ts';

/** Where the proofs of the past are read. */
type Source = Pick<Line, 'closings' | 'creations'>;

/** Verifies what transactions of earlier epochs did, by the committees that the trust root leads to. */
export class CertifiedPast {
  readonly #source: Source;
  readonly #trustRoot: string | null;
  readonly #committees = new Map<bigint, Committee>();
  /** The newest committee, in the chain's own form; null before the trust root was read. */
  #newest: Uint8Array | null = null;
  /** Whether the committees are known up to the present epoch. */
  #atEnd = false;

  constructor(source: Source, trustRoot: string | null) {
    this.#source = source;
    this.#trustRoot = trustRoot;
  }

  /** See `Line.certified`. */
  async read(ids: readonly string[]): Promise<Result<readonly (CertifiedEffects | null)[]>> {
    if (this.#trustRoot === null) return ok(ids.map(() => null));
    const proofs = await this.#source.creations(ids);
    if (!proofs.ok || proofs.value.every((proof) => proof === null))
      return proofs.ok ? ok(none(ids)) : proofs;
    const found: (CertifiedEffects | null)[] = [];
    for (const [place, proof] of proofs.value.entries()) {
      const verified = proof === null ? ok(null) : await this.#verify(proof);
      if (!verified.ok) return verified;
      const effects = verified.value && certified(verified.value);
      // Another transaction's effects prove nothing of this one.
      if (effects !== null && effects.id !== ids[place]) {
        return refuse('effects-foreign', `expected effects of ${ids[place]}, got those of ${effects.id}`);
      }
      found.push(effects);
    }
    return ok(found);
  }

  async #verify(proof: Uint8Array): Promise<Result<VerifiedEffects | null>> {
    const committeeOf = (epoch: bigint) => this.#committees.get(epoch) ?? null;
    const verified = verifyEffects(proof, committeeOf);
    if (verified.ok || verified.code !== 'committee-unknown') return verified;
    if (this.#atEnd) {
      // An epoch may have begun since, or it is one before the trust root.
      const learnt = await this.#learn();
      if (!learnt.ok) return learnt;
      const again = learnt.value > 0 ? verifyEffects(proof, committeeOf) : verified;
      return again.ok || again.code !== 'committee-unknown' ? again : ok(null);
    }
    const learnt = await this.#learn();
    return learnt.ok ? verifyEffects(proof, committeeOf) : learnt;
  }

  /** Some of the ends of epochs at a time: the thread has more to do. @returns how many committees are new */
  async #learn(): Promise<Result<number>> {
    const trustRoot = this.#trustRoot ?? '';
    const from = this.#newest === null ? null : decodeCommittee(this.#newest);
    if (from !== null && !from.ok) return from;
    const read = await this.#source.closings(from === null ? null : from.value.epoch);
    if (!read.ok) return read;
    const { root = null, closings = [] } = read.value ?? {};
    const begin =
      this.#newest === null
        ? root === null
          ? null
          : { trustRoot, root: base64.decode(root) }
        : { trustRoot, known: this.#newest };
    if (begin === null)
      return refuse('committee-unknown', 'expected the document of the trust root, got none');
    const found = creationProofs.committees(
      begin,
      closings.map((each) => base64.decode(each)),
    );
    if (!found.ok) return found;
    for (const bytes of found.value) {
      const committee = decodeCommittee(bytes);
      if (!committee.ok) return committee;
      this.#committees.set(committee.value.epoch, committee.value);
      this.#newest = bytes;
    }
    this.#atEnd = closings.length === 0;
    return ok(found.value.length);
  }
}

const none = (ids: readonly string[]): readonly null[] => ids.map(() => null);

const certified = ({ checkpoint, at, effects }: VerifiedEffects): CertifiedEffects => ({
  id: digestText(effects.transaction),
  checkpoint,
  at,
  succeeded: effects.failure === null,
  error: effects.failure === null ? null : `execution error ${effects.failure.error[0]}`,
  feePaid: netGas(effects.gas),
  made: madeBy(effects),
});
