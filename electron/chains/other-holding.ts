/**
 * What an address has that is no plain money of the chain. This program neither spends nor counts any of it.
 * `vesting`: a time lock of a reward that comes in parts. `locked-stake`: a stake under a time lock. `old-output`: something of
 * the network before today's, to be claimed first. `unreadable`: its bytes are not what its type says.
 */
export type OtherKind =
  | 'time-lock'
  | 'vesting'
  | 'stake'
  | 'locked-stake'
  | 'old-output'
  | 'other-asset'
  | 'object'
  | 'unreadable';

/** An amount of the chain's asset, or of another one, whose decimals nobody here knows. */
export interface OtherAmount {
  /** Base units. */
  readonly units: bigint;
  /** The ledger's name of the other asset; null for the chain's own. */
  readonly asset: string | null;
}

/** One such thing, by the word of the node that listed it. */
export interface OtherHolding {
  readonly kind: OtherKind;
  readonly address: string;
  readonly id: string;
  /** The ledger's name of its type, at most 300 characters of printable ASCII; null where it has none. */
  readonly type: string | null;
  /** Null where it has none, or none that can be read. */
  readonly amount: OtherAmount | null;
  /** It cannot be used before: milliseconds; `never` for what no calendar has; null where nothing is locked. */
  readonly lockedUntil: number | 'never' | null;
  /** From then on (milliseconds) it is another address's. */
  readonly expires: { readonly at: number; readonly to: string } | null;
  /** Base units of the chain's asset that go to another address when it is claimed. */
  readonly owes: { readonly units: bigint; readonly to: string } | null;
  /** Where it is staked, and the epoch from which that stake counts. */
  readonly stake: { readonly pool: string; readonly from: bigint } | null;
  /** How many assets of other kinds lie inside. */
  readonly inside: bigint;
}

/** What an address has of such things. */
export interface OtherHoldings {
  /** At most 1000, in the node's order. */
  readonly rows: readonly OtherHolding[];
  /** All that were counted. */
  readonly total: number;
  /** Whether the node's list was read to its end: there may be more else. */
  readonly isWhole: boolean;
}
