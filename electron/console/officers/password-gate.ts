import type { Books } from '../../books/books.ts';
import type { PasswordFailures } from '../../books/rows.ts';
import { checkPassword } from '../../core/password.ts';
import type { FactChange } from '../../core/projection/change.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { waitBeforeTry } from '../../stronghold/attempt-limiter.ts';

/** Why a password may not be tried yet; null where it may. */
export function refuseTooEarly(known: PasswordFailures, now: number): Refusal | null {
  const wait = waitBeforeTry(known, now);
  return wait > 0
    ? refuse(
        'password-wait',
        `${known.failures} wrong passwords in a row: wait ${Math.ceil(wait / 1000)} seconds`,
      )
    : null;
}

/** What the books must remember of a try; null for nothing. */
export function notedOfTry(
  ownerId: string,
  tried: Result<unknown>,
  { failures, now }: { readonly failures: number; readonly now: number },
): FactChange | null {
  if (!tried.ok)
    return tried.code === 'password-wrong' ? { kind: 'password-failed', ownerId, at: now } : null;
  return failures > 0 ? { kind: 'password-failures-forgotten', ownerId } : null;
}

/**
 * Every try of a password goes through here: one after the other (each takes half a gigabyte), and after five wrong ones
 * in a row for one file each further try has to wait longer. The count outlives the program.
 */
export class PasswordGate {
  readonly #books: Pick<Books, 'passwords' | 'commit'>;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();
  #locks = 0;
  /** The earliest time by the clock since this program began. */
  #since: number;

  constructor(books: Pick<Books, 'passwords' | 'commit'>, now: () => number) {
    this.#books = books;
    this.#now = now;
    this.#since = now();
  }

  /**
   * @param ownerId the vault or officer whose file is tried
   * @returns refuses `password-empty`, `password-too-long`, `password-wait`, `vault-locked` (the station was locked
   * while this try waited), what `attempt` refuses, and what keeps a wrong try from being counted
   */
  try<T>(ownerId: string, password: Uint8Array, attempt: () => Promise<Result<T>>): Promise<Result<T>> {
    const locks = this.#locks;
    const turn = this.#last.then(() => this.#try(ownerId, password, { attempt, locks }));
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Refuses every try that still waits for its turn: the station was locked. */
  lock(): void {
    this.#locks += 1;
  }

  /** How often the station was locked: what began before a lock goes on only where it is the same. */
  locks(): number {
    return this.#locks;
  }

  async #try<T>(
    ownerId: string,
    password: Uint8Array,
    { attempt, locks }: { readonly attempt: () => Promise<Result<T>>; readonly locks: number },
  ): Promise<Result<T>> {
    const usable = checkPassword(password);
    if (!usable.ok) return usable;
    const known = await this.#books.passwords.failures(ownerId);
    // Also a lock that came while the books were asked: nothing may open after it.
    if (locks !== this.#locks) return refuse('vault-locked', 'the station was locked meanwhile');
    const tooEarly = refuseTooEarly(this.#dated(known), this.#now());
    if (tooEarly) return tooEarly;
    const tried = await attempt();
    const fact = notedOfTry(ownerId, tried, { failures: known.failures, now: this.#now() });
    const noted = fact
      ? await this.#books.commit({ expects: [], entries: [], changes: [], facts: [fact] })
      : ok(undefined);
    // A guess that cannot be counted is told; a right password has opened its file already.
    return tried.ok || noted.ok ? tried : noted;
  }

  /**
   * A wrong try that is dated later than now counts from the beginning of this program: whoever wrote such a one into the closed
   * books, or put the clock back, makes nobody wait for ever.
   */
  #dated({ failures, lastFailureAt }: PasswordFailures): PasswordFailures {
    const now = this.#now();
    this.#since = Math.min(this.#since, now);
    return { failures, lastFailureAt: lastFailureAt > now ? this.#since : lastFailureAt };
  }
}
