import { ok, type Result, refuse } from '../../core/result.ts';
import type { SearchProgress } from './search-used.ts';

/** A search as it goes on. */
export interface SearchState extends SearchProgress {
  readonly vaultId: string;
}

/** The one search for money that a station makes, which can be called off. */
export class SearchRoom {
  readonly #changed: () => void;
  #state: SearchState | null = null;
  #stopped = false;

  /** @param changed told when the search begins, comes to another account, finds something, or ends */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  state(): SearchState | null {
    return this.#state;
  }

  stop(): void {
    this.#stopped = this.#state !== null;
  }

  /**
   * Makes a search, while no other one is made.
   * @param make is given what to ask before each address: refuses `search-called-off`
   * @returns refuses `search-under-way`, and what `make` refuses
   */
  async search<T>(
    vaultId: string,
    make: (go: (progress: SearchProgress) => Result<void>) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    if (this.#state !== null) return refuse('search-under-way', 'another search is going on');
    this.#stopped = false;
    this.#set({ vaultId, account: 0, addresses: 0, found: 0, balance: 0n });
    try {
      return await make((progress) => {
        this.#set({ vaultId, ...progress });
        return this.#stopped ? refuse('search-called-off', 'the search was called off') : ok(undefined);
      });
    } finally {
      this.#set(null);
    }
  }

  #set(state: SearchState | null): void {
    const before = this.#state;
    this.#state = state;
    const same =
      before !== null &&
      state !== null &&
      before.account === state.account &&
      before.balance === state.balance &&
      state.addresses % STEP !== 0;
    if (!same) this.#changed();
  }
}

/** Addresses after which a screen is told anew. */
const STEP = 10;
