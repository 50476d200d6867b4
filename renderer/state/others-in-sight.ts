import { useEffect } from 'react';
import { create } from 'zustand';
import { actingOfficer } from './acting.ts';
import { call } from './call.ts';

/** Between two accounts, milliseconds: a node that limits its callers is needed for more than marks. */
const PAUSE_MS = 1_500;

/** An account as a row of a list names it. */
export interface AccountInSight {
  readonly vaultId: string;
  readonly index: number;
}

const keyOf = ({ vaultId, index }: AccountInSight): string => `${vaultId}/${index}`;

export interface SightParts {
  /** How many things of an account are no plain money; null where nobody can say now. */
  readonly ask: (account: AccountInSight) => Promise<number | null>;
  /** Calls back after a pause. */
  readonly after: (next: () => void) => void;
  readonly found: (key: string, total: number) => void;
}

/** Asks about accounts while they are in sight: one after the other, with a pause before each, each once. */
export class Sight {
  readonly #parts: SightParts;
  readonly #sought = new Map<string, AccountInSight>();
  readonly #asked = new Set<string>();
  #waits = false;

  constructor(parts: SightParts) {
    this.#parts = parts;
  }

  /** @returns what ends it: the account is out of sight */
  come(account: AccountInSight): () => void {
    const key = keyOf(account);
    if (!this.#asked.has(key)) this.#sought.set(key, account);
    this.#next();
    return () => void this.#sought.delete(key);
  }

  /** Everything is asked for again. */
  forget(): void {
    this.#asked.clear();
  }

  #next(): void {
    if (this.#waits || this.#sought.size === 0) return;
    this.#waits = true;
    this.#parts.after(() => void this.#ask());
  }

  async #ask(): Promise<void> {
    const [first] = this.#sought;
    if (first) {
      const [key, account] = first;
      this.#sought.delete(key);
      this.#asked.add(key);
      const total = await this.#parts.ask(account);
      // Not there any more: whoever asked has signed out.
      if (total !== null && this.#asked.has(key)) this.#parts.found(key, total);
      if (total === null) this.#asked.delete(key);
    }
    this.#waits = false;
    this.#next();
  }
}

const useTotals = create<Readonly<Record<string, number>>>(() => ({}));

const sight = new Sight({
  ask: async ({ vaultId, index: account }) => {
    const answer = await call('account.others', { as: actingOfficer(), vaultId, account, address: null });
    return answer.ok ? answer.value.total : null;
  },
  after: (next) => void setTimeout(next, PAUSE_MS),
  found: (key, total) => useTotals.setState({ [key]: total }),
});

/** How many things of an account in sight are no plain money, by one node's word; 0 while that is not known. */
export function useOthersInSight({ vaultId, index }: AccountInSight): number {
  useEffect(() => sight.come({ vaultId, index }), [vaultId, index]);
  return useTotals((totals) => totals[keyOf({ vaultId, index })] ?? 0);
}

/** What the panel of an account has just read. */
export const noteOthers = (account: AccountInSight, total: number): void =>
  useTotals.setState({ [keyOf(account)]: total });

/** Nobody is signed in any more, or the treasury is closed. */
export function forgetOthers(): void {
  sight.forget();
  useTotals.setState({}, true);
}
