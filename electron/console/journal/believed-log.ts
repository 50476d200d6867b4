import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import type { KnownPolicy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import type { HoldPart } from '../treasury/folder-hold.ts';
import { believedEntry } from './believed-entry.ts';
import { policyAt } from './policy-at.ts';

/** Entries that are read at once. */
const PAGE = 200;

/** Where a log reads, and what it makes of an entry. */
export interface LogOf<R> {
  /** Entries after a number, oldest first, as they were written. */
  readonly page: (
    after: number,
    limit: number,
  ) => Promise<readonly { readonly seq: number; readonly json: string }[]>;
  readonly nothing: R;
  readonly withEntry: (records: R, entry: TypedEntry) => R;
  readonly hold: Pick<HoldPart, 'stations'>;
  readonly policies: () => readonly KnownPolicy[];
}

/**
 * What this station's journal tells of one thing. Each entry is believed only as the station, and the officer whom it names, have
 * signed it; it is read once, and what is new since then is read when it is asked for again.
 */
export class BelievedLog<R> {
  readonly #of: LogOf<R>;
  #records: R;
  #last = 0;

  constructor(of: LogOf<R>) {
    this.#of = of;
    this.#records = of.nothing;
  }

  /** Reads all of it again, after entries were written anew. */
  readAnew(): void {
    this.#records = this.#of.nothing;
    this.#last = 0;
  }

  /** @returns refuses `books-differ` for an entry that is not what was signed */
  async read(): Promise<Result<R>> {
    for (;;) {
      const after = this.#last;
      const page = await this.#of.page(after, PAGE);
      if (this.#last !== after) continue; // another reading was faster
      for (const { seq, json } of page) {
        const entry = believedEntry(json, seq, {
          stations: this.#of.hold.stations(),
          policyAt: (at) => policyAt(this.#of.policies(), at),
          verify: verifySignature,
        });
        if (!entry) return refuse('books-differ', `journal entry ${seq} is not what was signed`);
        this.#records = this.#of.withEntry(this.#records, entry);
        this.#last = seq;
      }
      if (page.length < PAGE) return ok(this.#records);
    }
  }
}
