import type { Store } from '../books/sqlite/store.ts';
import { checkPassword } from '../core/password.ts';
import { type Result, refuse } from '../core/result.ts';
import { waitBeforeTry } from '../stronghold/attempt-limiter.ts';

/**
 * Every try of a password goes through here: one after the other (each takes half a gigabyte), and after five wrong ones
 * in a row for one file each further try has to wait longer. The count outlives the program.
 */
export class PasswordGate {
  readonly #store: Store;
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();
  #locks = 0;

  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /**
   * @param ownerId the vault or officer whose file is tried
   * @returns refuses `password-empty`, `password-too-long`, `password-wait`, and what `attempt` refuses
   */
  try<T>(ownerId: string, password: Uint8Array, attempt: () => Promise<Result<T>>): Promise<Result<T>> {
    const locks = this.#locks;
    const turn = this.#last.then(() =>
      locks === this.#locks
        ? this.#try(ownerId, password, attempt)
        : refuse('vault-locked', 'the station was locked meanwhile'),
    );
    this.#last = turn.catch(() => {});
    return turn;
  }

  /** Refuses every try that still waits for its turn: the station was locked. */
  lock(): void {
    this.#locks += 1;
  }

  async #try<T>(
    ownerId: string,
    password: Uint8Array,
    attempt: () => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const usable = checkPassword(password);
    if (!usable.ok) return usable;
    const { passwordFailures } = this.#store;
    const wait = waitBeforeTry(passwordFailures.of(ownerId), this.#now());
    if (wait > 0) {
      const { failures } = passwordFailures.of(ownerId);
      return refuse(
        'password-wait',
        `${failures} wrong passwords in a row: wait ${Math.ceil(wait / 1000)} seconds`,
      );
    }
    const tried = await attempt();
    if (tried.ok) passwordFailures.forget(ownerId);
    else if (tried.code === 'password-wrong') passwordFailures.add(ownerId, this.#now());
    return tried;
  }
}
