import { availableParallelism } from 'node:os';
import type { JournalFault, VerifyOfEntry } from '../core/journal/verify-journal.ts';
import type { VerifySignature } from '../core/officer/officer.ts';
import { verifyBeside, verifySignature } from './ed25519.ts';

/** Signatures that may wait at once for each core but this thread's: about ten milliseconds of work. */
const WAITING_PER_CORE = 96;
/** More would keep others from Node's pool of threads for long. */
const MOST_WAITING = 384;

/**
 * Verifies the signatures of entries in Node's pool of threads, since they take most of the time of a verification. `verify`
 * answers true at once; nothing that it let pass counts before {@link all} says that all are verified. Where as many wait
 * as the machine's cores can take meanwhile, it verifies the next one itself. Which one of them is wrong does not depend on
 * who verified it, or when.
 */
export class SignaturesBeside {
  readonly #mostWaiting: number;
  #waiting = 0;
  #asked = 0;
  #first: (JournalFault & { readonly number: number }) | null = null;
  #wake: (() => void) | null = null;

  /** @param mostWaiting how many may wait at once */
  constructor(
    mostWaiting = Math.min(WAITING_PER_CORE * Math.max(availableParallelism() - 1, 1), MOST_WAITING),
  ) {
    this.#mostWaiting = mostWaiting;
  }

  readonly verify: VerifyOfEntry = (publicKey, digest, signature, fault) => {
    this.#asked += 1;
    const number = this.#asked;
    if (this.#waiting >= this.#mostWaiting) {
      if (!verifySignature(publicKey, digest, signature)) this.#note(number, fault);
      return true;
    }
    this.#waiting += 1;
    verifyBeside(publicKey, digest, signature, (good) => {
      this.#waiting -= 1;
      if (!good) this.#note(number, fault);
      if (this.#waiting === 0) this.#wake?.();
    });
    return true;
  };

  /** Whether all that were asked for are verified. */
  all(): boolean {
    return this.#waiting === 0;
  }

  /** Waits until all that were asked for are verified. */
  async settled(): Promise<void> {
    if (this.#waiting > 0) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /**
   * The first wrong one of those that are verified; null for none. It is the first one of all when {@link all} says so, and
   * comes before whatever the verifier refused later.
   */
  fault(): JournalFault | null {
    return this.#first && { entry: this.#first.entry, refusal: this.#first.refusal };
  }

  #note(number: number, fault: JournalFault): void {
    if (this.#first === null || number < this.#first.number) this.#first = { ...fault, number };
  }
}

/**
 * What `judge` finds, with its signatures verified in Node's pool of threads. It is asked at once, and told of each signature
 * that it is good; where one is not, it is asked again and told of each what is true.
 * @param judge the same answer to the same signatures, and no effect: it may be asked twice
 */
export async function judgeBeside<T>(judge: (verify: VerifySignature) => T): Promise<T> {
  const verified: Promise<boolean>[] = [];
  const found = judge((...signed) => {
    verified.push(new Promise((resolve) => verifyBeside(...signed, resolve)));
    return true;
  });
  return (await Promise.all(verified)).includes(false) ? judge(verifySignature) : found;
}
