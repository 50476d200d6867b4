import type { JournalPoint } from '../../core/journal/journal-point.ts';

/**
 * How far an open vault was told of the journal: up to this entry it knows every rejection and withdrawal. One tells it
 * at a time, since its signer refuses a journal that ends before the one that it has sealed.
 */
export class Told {
  #at: JournalPoint | null;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** @param at what its signer has sealed */
  constructor(at: JournalPoint | null) {
    this.#at = at;
  }

  get at(): JournalPoint | null {
    return this.#at;
  }

  /** Whether somebody tells it something now. */
  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** What may be sealed beside something else now; null while it is told something, which may be further on already. */
  get sealable(): JournalPoint | null {
    return this.isBusy ? null : this.#at;
  }

  /** Notes that it knows all of the journal up to an entry; null where it has to be told all of it. */
  note(at: JournalPoint | null): void {
    this.#at = at;
  }

  /** Runs what tells it something, behind whatever was begun before. */
  inTurn<T>(act: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#turn.then(act).finally(() => {
      this.#waiting -= 1;
    });
    this.#turn = turn.catch(() => {});
    return turn;
  }
}
