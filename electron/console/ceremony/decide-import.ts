import type { Chain } from '../../chains/chain.ts';
import {
  type FormerHistory,
  type FormerPayment,
  historyBytes,
  historyDigest,
  MOST_FORMER_PAYMENTS,
  type TranscriptImport,
} from '../../core/ceremony/former-history.ts';
import type {
  FormerAccount,
  FormerAddress,
  FormerOutput,
  FormerWallet,
  Unread,
} from '../../wallet-folder/former-wallet.ts';

/** Addresses that come in with one ceremony at most, all accounts together. */
export const MOST_FORMER_ADDRESSES = 20_000;

/**
 * comes: every address was derived again and is the same. other-coin-type: the same, but under another coin type than this
 * network's, so that its keys are no accounts here. differs: an address is not the seed's. too-many: above
 * {@link MOST_FORMER_ADDRESSES}. no-address: nothing to prove it by.
 */
export type ImportOutcome = 'comes' | 'other-coin-type' | 'differs' | 'too-many' | 'no-address';

/** An address that the seed does not give. */
export interface Difference {
  /** 0 public, 1 change. */
  readonly change: number;
  readonly index: number;
  /** As the wallet wrote it. */
  readonly text: string;
  /** The same in today's form, so that it can be compared. */
  readonly written: string;
  /** What the seed gives there. */
  readonly derived: string;
}

/** Which name an account gets here. `kept`: it has one already. `numbered`: another account has the wished one. */
export interface NameHere {
  readonly alias: string;
  readonly why: 'wished' | 'kept' | 'numbered';
}

export interface ImportAccount {
  readonly index: number;
  readonly alias: string | null;
  readonly coinType: number;
  /** How many to give out and to watch: up to the last one of each kind. */
  readonly addresses: number;
  readonly internalAddresses: number;
  readonly payments: number;
  readonly notes: number;
  /** Outputs that the wallet knew, spent ones too. */
  readonly outputs: number;
  /** Base units that the wallet saw unspent last, for its owner alone to spend: on its own ledger, at its own time. */
  readonly lastSeen: bigint;
  /** The same in outputs about which others decide too, or a time. */
  readonly lastBound: bigint;
  /** The same in outputs of another ledger than that of most outputs in the folder. */
  readonly lastElsewhere: bigint;
  readonly outcome: ImportOutcome;
  readonly difference: Difference | null;
}

/** What comes out of another wallet's folder, what does not, and why. */
export interface FormerImport {
  readonly folder: string;
  readonly accounts: readonly ImportAccount[];
  readonly history: FormerHistory;
  /** The names that coming accounts get, by index; filled in from the books. */
  readonly names: ReadonlyMap<number, NameHere>;
  /** Where an account that comes in has its addresses, by {@link placeOf}. */
  readonly expected: ReadonlyMap<string, string>;
  readonly unread: readonly Unread[];
  readonly unreadMore: number;
}

/** What the seed gives where the wallet had addresses, by {@link placeOf}. */
export type Derived = ReadonlyMap<string, string>;

export const placeOf = (account: number, change: number, index: number): string =>
  `${account}/${change}/${index}`;

const lengthOf = (addresses: readonly FormerAddress[]): number => (addresses.at(-1)?.index ?? -1) + 1;

/** Attestations that they come with at most: the journal's entry of the ceremony carries each of them. */
const MOST_FORMER_BATCHES = 500;
/** Fewer than a vault attests at once, since it derives some ahead. */
const IN_BATCH = 900;
const batchesOf = (addresses: readonly FormerAddress[]): number => Math.ceil(lengthOf(addresses) / IN_BATCH);

/** The accounts that are worth deriving: together no more than {@link MOST_FORMER_ADDRESSES}. */
export function withinBounds({ accounts }: FormerWallet): ReadonlySet<FormerAccount> {
  let left = MOST_FORMER_ADDRESSES;
  let batches = MOST_FORMER_BATCHES;
  return new Set(
    accounts.filter(({ publicAddresses, internalAddresses }) => {
      const size = lengthOf(publicAddresses) + lengthOf(internalAddresses);
      const needed = batchesOf(publicAddresses) + batchesOf(internalAddresses);
      if (size > left || needed > batches) return false;
      left -= size;
      batches -= needed;
      return true;
    }),
  );
}

/** Decides what comes in; pure. Payments come with every account that the seed proves, as history. */
export function decideImport(
  wallet: FormerWallet,
  folder: string,
  { chain, derived }: { readonly chain: Pick<Chain, 'address' | 'derivation'>; readonly derived: Derived },
): FormerImport {
  const fitting = withinBounds(wallet);
  const expected = new Map<string, string>();
  const payments: FormerPayment[] = [];
  const ledger = mainLedger(wallet);
  const accounts = wallet.accounts.map((account) => {
    const judged = fitting.has(account) ? judge(account, chain, derived) : tooMany;
    const { index, alias, coinType, publicAddresses, internalAddresses, outputs, transactions } = account;
    if (judged.outcome === 'comes') {
      for (const place of placesOf(account)) expected.set(place, derived.get(place) ?? '');
    }
    if (judged.outcome === 'comes' || judged.outcome === 'other-coin-type') {
      payments.push(...transactions.map((each) => ({ account: index, accountName: alias, ...each })));
    }
    return {
      index,
      alias,
      coinType,
      addresses: lengthOf(publicAddresses),
      internalAddresses: lengthOf(internalAddresses),
      payments: transactions.length,
      notes: transactions.filter(({ note }) => note !== null).length,
      outputs: outputs.length,
      ...lastSeenIn(outputs, ledger),
      ...judged,
    };
  });
  payments.sort((a, b) => b.at - a.at || a.account - b.account);
  const left = payments.length - MOST_FORMER_PAYMENTS;
  const unread =
    left > 0
      ? [...wallet.unread, { place: 'history', why: `the ${left} oldest payments do not come` }]
      : wallet.unread;
  return {
    folder,
    accounts,
    expected,
    names: new Map(),
    history: {
      format: 'sallyport/former-history/1',
      network: wallet.network,
      ...prefixOf(wallet),
      payments: payments.slice(0, MOST_FORMER_PAYMENTS),
    },
    unread,
    unreadMore: wallet.unreadMore,
  };
}

/** What everybody present signs of it. */
export function transcriptImport({ accounts, history }: FormerImport): TranscriptImport {
  const coming = accounts.filter(({ outcome }) => outcome === 'comes');
  const proven = accounts.filter(({ outcome }) => outcome === 'comes' || outcome === 'other-coin-type');
  const sum = (of: readonly ImportAccount[], member: 'addresses' | 'internalAddresses' | 'outputs') =>
    of.reduce((all, account) => all + account[member], 0);
  return {
    format: 'sallyport/transcript-import/1',
    accounts: coming.length,
    accountsLeft: accounts.length - coming.length,
    addresses: sum(coming, 'addresses'),
    changeAddresses: sum(coming, 'internalAddresses'),
    outputs: sum(proven, 'outputs'),
    payments: history.payments.length,
    notes: history.payments.filter(({ note }) => note !== null).length,
    history: historyDigest(historyBytes(history)),
  };
}

/** The ledger that most outputs of a folder are of; of two with as many, the lower number. Null where none is told. */
function mainLedger({ accounts }: FormerWallet): string | null {
  const counts = new Map<string, number>();
  for (const { networkId } of accounts.flatMap(({ outputs }) => outputs)) {
    if (networkId !== null) counts.set(networkId, (counts.get(networkId) ?? 0) + 1);
  }
  const [first] = [...counts].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0] ?? null;
}

function lastSeenIn(outputs: readonly FormerOutput[], ledger: string | null) {
  const seen = { lastSeen: 0n, lastBound: 0n, lastElsewhere: 0n };
  for (const { amount, spent, bound, networkId } of outputs) {
    if (spent) continue;
    const isElsewhere = networkId !== null && networkId !== ledger;
    seen[isElsewhere ? 'lastElsewhere' : bound ? 'lastBound' : 'lastSeen'] += BigInt(amount);
  }
  return seen;
}

/** The letters that a wallet's addresses begin with. */
function prefixOf({ accounts }: FormerWallet): Pick<FormerHistory, 'prefix'> {
  const [first] = accounts.flatMap(({ publicAddresses }) => publicAddresses);
  const [, prefix] = /^([a-z0-9]{1,20})1[a-z0-9]+$/.exec(first?.text ?? '') ?? [];
  return prefix === undefined ? {} : { prefix };
}

type Judged = Pick<ImportAccount, 'outcome' | 'difference'>;
const tooMany: Judged = { outcome: 'too-many', difference: null };

function judge(
  account: FormerAccount,
  { address, derivation }: Pick<Chain, 'address' | 'derivation'>,
  derived: Derived,
): Judged {
  const { index: number, coinType, publicAddresses, internalAddresses } = account;
  if (publicAddresses.length + internalAddresses.length === 0) {
    return { outcome: 'no-address', difference: null };
  }
  for (const [change, list] of [publicAddresses, internalAddresses].entries()) {
    for (const { index, keyHash, text } of list) {
      const own = derived.get(placeOf(number, change, index)) ?? '';
      const written = address.parse(`0x${keyHash}`);
      if (!written.ok || written.value !== own) {
        return {
          outcome: 'differs',
          difference: { change, index, text, written: written.ok ? written.value : text, derived: own },
        };
      }
    }
  }
  return { outcome: coinType === derivation.coinType ? 'comes' : 'other-coin-type', difference: null };
}

const placesOf = ({ index: account, publicAddresses, internalAddresses }: FormerAccount): string[] =>
  [publicAddresses, internalAddresses].flatMap((list, change) =>
    list.map(({ index }) => placeOf(account, change, index)),
  );
