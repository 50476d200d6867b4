import type { Chain } from '../../chains/chain.ts';
import type { Line } from '../../chains/line.ts';
import type { PathAddress } from '../../core/attestation/attestation.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { SignerRequest } from '../../signer/protocol.ts';
import { holdingsOf } from '../holdings-of.ts';

/** How far a search looks beyond what it found. */
export interface SearchReach {
  /** Addresses without any use after which the search of an account ends. */
  readonly addressGap: number;
  /** Accounts without any use after which that of the vault ends. */
  readonly accountGap: number;
}
export const USUAL_REACH: SearchReach = { addressGap: 20, accountGap: 2 };

/** Addresses at which one search looks at most: a node that calls every address used would be asked for ever. */
export const MAX_SEARCHED = 20_000;

/** An account of which an address was used, by a node's word. */
export interface UsedAccount {
  readonly account: number;
  /** Addresses up to the last used one. */
  readonly addresses: number;
  /** The same of change addresses: Sallyport pays to none; other wallets did. */
  readonly changeAddresses: number;
  /** Base units of the chain's asset that lie there. */
  readonly balance: bigint;
  /** The addresses on which they lie. */
  readonly holding: readonly string[];
}

export interface SearchProgress {
  readonly account: number;
  readonly addresses: number;
  /** Used accounts so far, and base units on them. */
  readonly found: number;
  readonly balance: bigint;
}

export interface Search {
  readonly line: Pick<Line, 'received' | 'holdings'>;
  readonly chain: Pick<Chain, 'asset'>;
  readonly derive: (of: SignerRequest<'addresses'>) => Promise<Result<readonly PathAddress[]>>;
  readonly reach: SearchReach;
  /** The account that is looked at first. */
  readonly from: number;
  /** How many public addresses of an account count as used beforehand; null for an account that nobody knows. */
  readonly known: (account: number) => Promise<number | null>;
  /** Asked before each address; a refusal ends the search. */
  readonly go: (progress: SearchProgress) => Result<void>;
}

export interface Searched {
  readonly used: readonly UsedAccount[];
  /** The account with which another search would go on; null: this one came to its end. */
  readonly next: number | null;
  /** Addresses that were looked at. */
  readonly looked: number;
}

/**
 * Looks on the network for the accounts and addresses of a seed that were used, change addresses too, by gap. An address with
 * money is used whatever history a node still has, for no history proves nothing: nodes throw it away, and by gRPC none tells it.
 * After {@link MAX_SEARCHED} addresses it stops between two accounts.
 * @returns refuses `search-too-long` for one account that is as long as that, and what `go`, the line and the signer refuse
 */
export async function searchUsed(search: Search): Promise<Result<Searched>> {
  const used: UsedAccount[] = [];
  let looked = 0;
  let account = search.from;
  for (let empty = 0; empty < search.reach.accountGap; account++) {
    const known = await search.known(account);
    const least = (known ?? 0) + 2 * search.reach.addressGap;
    if (account > search.from && looked + least > MAX_SEARCHED) return ok({ used, next: account, looked });
    const one = new AccountSearch(search, account, { used, looked });
    const kinds = await one.look(known ?? 0);
    if (!kinds.ok) {
      const isLong = kinds.code === 'search-too-long' && account > search.from;
      return isLong ? ok({ used, next: account, looked }) : kinds;
    }
    looked = one.looked;
    const { value } = kinds;
    if (value.addresses + value.changeAddresses > 0) used.push(value);
    empty = known !== null || value.addresses + value.changeAddresses > 0 ? 0 : empty + 1;
  }
  return ok({ used, next: null, looked });
}

/** Other wallets gave their remainders to change addresses, which nobody else was ever told. */
const PUBLIC = 0;
const CHANGE = 1;

class AccountSearch {
  readonly #search: Search;
  readonly #account: number;
  readonly #found: number;
  readonly #before: bigint;
  readonly #holding: string[] = [];
  looked: number;
  #balance = 0n;

  constructor(
    search: Search,
    account: number,
    { used, looked }: { readonly used: readonly UsedAccount[]; readonly looked: number },
  ) {
    this.#search = search;
    this.#account = account;
    this.#found = used.length;
    this.#before = used.reduce((sum, { balance }) => sum + balance, 0n);
    this.looked = looked;
  }

  async look(known: number): Promise<Result<UsedAccount>> {
    const addresses = await this.#lookAt(PUBLIC, known);
    if (!addresses.ok) return addresses;
    const changeAddresses = await this.#lookAt(CHANGE, 0);
    if (!changeAddresses.ok) return changeAddresses;
    return ok({
      account: this.#account,
      addresses: addresses.value,
      changeAddresses: changeAddresses.value,
      balance: this.#balance,
      holding: this.#holding,
    });
  }

  /** How many addresses of a kind there are up to the last used one; 0 for none. */
  async #lookAt(change: number, known: number): Promise<Result<number>> {
    const { derive, reach } = this.#search;
    const account = this.#account;
    const count = reach.addressGap;
    let used = 0;
    for (let from = 0; from - Math.max(used, known) < count; from += count) {
      if (this.looked + count > MAX_SEARCHED) {
        return refuse('search-too-long', `expected no more than ${MAX_SEARCHED} addresses to look at`);
      }
      const derived = await derive({ account, change, from, count });
      if (!derived.ok) return derived;
      for (const { path, address } of derived.value) {
        const isUsed = await this.#isUsed(address);
        if (!isUsed.ok) return isUsed;
        if (isUsed.value) used = path.index + 1;
      }
    }
    return ok(used);
  }

  async #isUsed(address: string): Promise<Result<boolean>> {
    const { line, chain, go } = this.#search;
    const going = go({
      account: this.#account,
      addresses: this.looked,
      found: this.#found + (this.#holding.length > 0 ? 1 : 0),
      balance: this.#before + this.#balance,
    });
    if (!going.ok) return going;
    this.looked += 1;
    const holdings = await holdingsOf(line, chain, address);
    if (!holdings.ok) return holdings;
    if (holdings.value.length > 0) {
      this.#holding.push(address);
      this.#balance += holdings.value.reduce((sum, { amount }) => sum + BigInt(amount.units), 0n);
      return ok(true);
    }
    const received = await line.received(address);
    return received.ok ? ok(received.value.length > 0) : received;
  }
}
