import type { CertifiedEffects } from '../../chains/line.ts';
import type { FactChange } from '../../core/projection/change.ts';
import type { InputEvidence } from '../../core/proposal/evidence.ts';
import { ok, type Result } from '../../core/result.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';

/** Inputs that wait for their turn at most, and transactions of one look. */
const PAGE = 500;
const AT_ONCE = 8;
/** After all were looked at, what came since waits so long, milliseconds; and so does what could not be proven. */
const REST_MS = 60_000;

/**
 * Looks up, in the background, what made the inputs that only a node has told of: where it still has that transaction and its
 * certified checkpoint, the grade rises to *existed*. That they are unspent stays a node's word, until they are moved.
 */
export class CreationGrades {
  readonly #parts: LedgerParts;
  #waiting: readonly InputEvidence[] = [];
  /** The owner after whom the next page begins. */
  #after = '';
  #restsUntil = 0;

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  /** Another node may have what the one before did not have. */
  again(): void {
    this.#waiting = [];
    this.#after = '';
    this.#restsUntil = 0;
  }

  /** Looks once, at a few transactions. Refuses as `Line.certified` does for what the node tells wrongly. */
  async look(): Promise<Result<void>> {
    const { line, chain, books } = this.#parts;
    if (!line.proves || chain.creationProofs === null || performance.now() < this.#restsUntil)
      return ok(undefined);
    if (this.#waiting.length === 0) {
      this.#waiting = await books.inputs.ungraded(this.#after, PAGE);
      this.#after = this.#waiting.at(-1)?.owner ?? '';
      if (this.#waiting.length === 0) this.#rest();
    }
    const ids = [...new Set(this.#waiting.flatMap((input) => chain.producedBy(input) ?? []))].slice(
      0,
      AT_ONCE,
    );
    if (ids.length === 0) {
      this.#waiting = [];
      return ok(undefined);
    }
    const found = await line.certified(ids);
    if (!found.ok) {
      // The way to its committee is still being read.
      if (found.code === 'committee-unknown') return ok(undefined);
      this.again();
      this.#rest();
      return found;
    }
    const asked = new Set(ids);
    const isAsked = (input: InputEvidence) => asked.has(chain.producedBy(input) ?? '');
    const inputs = this.#waiting.filter(isAsked);
    this.#waiting = this.#waiting.filter((input) => !isAsked(input));
    return this.#note(inputs, found.value);
  }

  #rest(): void {
    this.#restsUntil = performance.now() + REST_MS;
  }

  async #note(
    inputs: readonly InputEvidence[],
    found: readonly (CertifiedEffects | null)[],
  ): Promise<Result<void>> {
    const { books, chain, recorder, effects } = this.#parts;
    const proofs = chain.creationProofs;
    const owners = [...new Set(inputs.map(({ owner }) => owner))];
    // Read before what is written is decided: an address that is read anew meanwhile has its turn again.
    const [touches, cursor] = await Promise.all([books.addresses.touches(owners), books.cursor.get()]);
    const facts = found.flatMap((each): readonly FactChange[] => {
      // What is still to be taken in proves itself.
      if (each === null || proofs === null || cursor === undefined || each.checkpoint >= cursor.next)
        return [];
      const made = inputs.filter(
        (input) => chain.producedBy(input) === each.id && proofs.isMade(input, each.made),
      );
      return [...new Set(made.map(({ owner }) => owner))].map((owner) => ({
        kind: 'inputs-existed',
        owner,
        checkpoint: each.checkpoint.toString(),
        keys: made.filter((input) => input.owner === owner).map(({ key }) => key),
      }));
    });
    if (facts.length === 0) return ok(undefined);
    const written = await recorder.commit({
      expects: owners.map((address) => ({
        of: 'touches',
        address,
        version: touches.get(address)?.times ?? 0,
      })),
      entries: [],
      facts,
      answer: undefined,
    });
    if (written.ok) effects.notify(['accounts', 'movements']);
    return written.ok || written.code === 'books-changed' ? ok(undefined) : written;
  }
}
