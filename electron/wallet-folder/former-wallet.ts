/** What another wallet kept about one address. None of it is proven. */
export interface FormerAddress {
  readonly index: number;
  /** Hash of the public key, 64 hex digits: what today's address is made of too. */
  readonly keyHash: string;
  /** As the wallet wrote it. */
  readonly text: string;
  readonly used: boolean;
}

/** An output as the wallet last saw it: never a balance of today. */
export interface FormerOutput {
  /** Hex, with 0x. */
  readonly id: string;
  /** Base units as decimal text. */
  readonly amount: string;
  readonly spent: boolean;
}

export const formerStates = ['pending', 'confirmed', 'conflicting', 'unknown'] as const;

/** One transaction as the wallet kept it. */
export interface FormerTransaction {
  /** Hex, with 0x. */
  readonly id: string;
  readonly incoming: boolean;
  /** Milliseconds since the Unix epoch, as the wallet says. */
  readonly at: number;
  readonly state: (typeof formerStates)[number];
  /** What came to the account, or went to others; base units as decimal text. Null where it cannot be told. */
  readonly amount: string | null;
  /** The person's own words; null for none. */
  readonly note: string | null;
}

export interface FormerAccount {
  /** SLIP-10 account index. */
  readonly index: number;
  /** SLIP-44. */
  readonly coinType: number;
  /** Null where it is none that could be shown as a name. */
  readonly alias: string | null;
  /** Sorted by index. */
  readonly publicAddresses: readonly FormerAddress[];
  readonly internalAddresses: readonly FormerAddress[];
  readonly outputs: readonly FormerOutput[];
  /** Newest first. */
  readonly transactions: readonly FormerTransaction[];
}

/** Something that is there and could not be read. */
export interface Unread {
  /** E.g. `account 2` or `account 0, transaction 0x17e8...`. */
  readonly place: string;
  readonly why: string;
}

/** All that the folder of a wallet says. */
export interface FormerWallet {
  /** The network's name as the wallet kept it; null where it does not say. */
  readonly network: string | null;
  /** Sorted by index. */
  readonly accounts: readonly FormerAccount[];
  readonly unread: readonly Unread[];
  /** Further ones that are not listed. */
  readonly unreadMore: number;
}

/** What one folder gives at most; more is named as unread. */
export const walletBounds = {
  accounts: 1000,
  /** Addresses of all accounts, of either kind, counted up to their highest index. */
  addresses: 20_000,
  outputs: 100_000,
  transactions: 20_000,
  noteLength: 500,
  unread: 200,
} as const;

/** Lists what could not be read, up to a number. */
export class UnreadList {
  readonly list: Unread[] = [];
  more = 0;

  add(place: string, why: string): void {
    if (this.list.length < walletBounds.unread) this.list.push({ place, why });
    else this.more += 1;
  }
}
