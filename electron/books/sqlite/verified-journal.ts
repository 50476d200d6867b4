import { createHash } from 'node:crypto';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import type { JournalReport, JournalVerifier } from '../../core/journal/verify-journal.ts';
import type { Result } from '../../core/result.ts';
import { storedJson, textOf } from './sql.ts';

const END = Uint8Array.of(0x0a);

/** What entries were, byte for byte as they are stored, in 32 bytes. */
export class StoredBytes {
  readonly #hash = createHash('sha256');

  add(stored: Uint8Array): void {
    this.#hash.update(stored).update(END);
  }

  /** Of all that were added so far, hex. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}

/** The entries of a journal that were verified since it was opened, signatures included, and which bytes they were. */
export class VerifiedJournal {
  readonly #verifier: JournalVerifier;
  readonly #bytes: StoredBytes;

  /** @param verifier which has verified exactly the entries of `bytes`, and verifies signatures before it answers */
  constructor(verifier: JournalVerifier, bytes: StoredBytes) {
    this.#verifier = verifier;
    this.#bytes = bytes;
  }

  report(): JournalReport {
    return this.#verifier.report();
  }

  digest(): string {
    return this.#bytes.digest();
  }

  /** Verifies the entry after them, which is one of them from then on. Refuses as `JournalVerifier.add` does. */
  add(stored: Uint8Array): Result<TypedEntry> {
    const added = this.#verifier.add(storedJson(textOf(stored)));
    if (added.ok) this.#bytes.add(stored);
    return added;
  }
}
