import type { VerifySignature } from '../../core/officer/officer.ts';
import { verifyBeside, verifySignature } from '../../signer/ed25519.ts';

/** Signatures that may wait at once: more would keep others from Node's pool of threads for long. */
const MOST_WAITING = 256;

/**
 * Verifies the signatures of entries beside this thread, since they take most of the time of a check. `verify` answers true
 * at once; nothing that it let pass counts before {@link all} says that all are verified and {@link bad} that none is bad.
 */
export class SignaturesBeside {
  #waiting = 0;
  #entry = 0;
  #bad: number | null = null;
  #atOnce = false;

  /** From now on signatures are those of this entry. */
  of(entry: number): void {
    this.#entry = entry;
  }

  readonly verify: VerifySignature = (publicKey, digest, signature) => {
    if (this.#atOnce) return verifySignature(publicKey, digest, signature);
    const entry = this.#entry;
    this.#waiting += 1;
    void verifyBeside(publicKey, digest, signature).then((good) => {
      this.#waiting -= 1;
      if (!good) this.#bad = Math.min(entry, this.#bad ?? entry);
    });
    return true;
  };

  /** From now on each is verified before `verify` answers. */
  atOnce(): void {
    this.#atOnce = true;
  }

  /** Whether so many wait that the thread has to let them come back first. */
  late(): boolean {
    return this.#waiting > MOST_WAITING;
  }

  all(): boolean {
    return this.#waiting === 0;
  }

  /** The first entry with a bad signature among those that are verified; null for none. */
  bad(): number | null {
    return this.#bad;
  }
}
