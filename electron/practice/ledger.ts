import { base58 } from '@scure/base';
import type { Address } from '../chains/iota/pure/address.ts';
import { bytesToHex } from '../core/digest.ts';
import { applyTransaction, balanceChanges, type Effects } from './apply-transaction.ts';
import { checkForm, checkInputs } from './check-transaction.ts';
import { type PracticeCheckpoint, sealCheckpoint } from './checkpoint.ts';
import type { Coin } from './coin.ts';
import { type CoinBook, createCoinBook, referenceOf } from './coin-book.ts';
import type { GasCharge } from './gas.ts';
import type { Genesis } from './genesis.ts';
import { createObjectLocks } from './object-locks.ts';
import type { InputError } from './rpc-error.ts';
import { checkSignatures } from './signature.ts';
import { objectInputs, type Parsed, parseTransaction, type Transaction } from './transaction.ts';

/** A transaction of the ledger. */
export interface Executed {
  /** Its place in the order of execution; genesis is 0. */
  readonly number: number;
  readonly digest: string;
  /** Null for genesis. */
  readonly transaction: Transaction | null;
  readonly signatures: readonly string[];
  readonly effects: Effects;
  readonly epoch: number;
  /** Null while in no checkpoint. */
  readonly checkpoint: PracticeCheckpoint | null;
}

/** What happened to the ledger from outside: repeating these in order gives the same ledger. */
export type LedgerEvent =
  | { readonly kind: 'transaction'; readonly bytes: Uint8Array; readonly signatures: readonly string[] }
  | { readonly kind: 'lock'; readonly bytes: Uint8Array; readonly signatures: readonly string[] }
  | { readonly kind: 'checkpoint'; readonly at: number }
  | { readonly kind: 'epoch'; readonly at: number };

export interface Epoch {
  readonly number: number;
  /** Milliseconds since the Unix epoch. */
  readonly start: number;
}

/** The whole state of a practice network, in memory. Times are milliseconds since the Unix epoch. */
export interface Ledger {
  /** Eight hex digits: the first four bytes of the genesis checkpoint's digest. */
  readonly chain: string;
  readonly genesis: Genesis;
  readonly coins: Pick<CoinBook, 'live' | 'deletedAt' | 'of' | 'all'>;
  readonly checkpoints: readonly PracticeCheckpoint[];
  /** In the order of execution. */
  readonly transactions: readonly Executed[];
  /** Nanos charged for computation since genesis; burnt. */
  readonly burnt: () => bigint;
  epoch(): Epoch;
  find(digest: string): Executed | undefined;
  /** Transactions that the address signed, and those that left it an object; in the order of execution. */
  sentBy(address: Address): readonly Executed[];
  receivedBy(address: Address): readonly Executed[];
  /** How many transactions wait for a checkpoint. */
  waiting(): number;
  /** Executes signed bytes once; the same bytes again get the same answer. */
  submit(bytes: Uint8Array, signatures: readonly string[]): Parsed<Executed>;
  /** Takes the validators' votes for signed bytes without executing them: half of the votes, so that it can go wrong. */
  lock(bytes: Uint8Array, signatures: readonly string[]): Parsed<null>;
  /** What the bytes would do; nobody signs. Without gas coins an imaginary one pays. */
  dryRun(bytes: Uint8Array): Parsed<{ transaction: Transaction; effects: Effects }>;
  /** Seals what waits; null when nothing does. */
  checkpoint(at: number): PracticeCheckpoint | null;
  /** Ends the epoch with a checkpoint of its own and frees every locked coin. */
  advanceEpoch(at: number): PracticeCheckpoint;
  /** From now on nothing of the checkpoints before this one is told, as by a node that prunes; until this process ends. */
  prune(before: number): void;
  /** The first checkpoint that is told. */
  firstKept(): number;
  /** A transaction as {@link find}s it, unless its checkpoint is pruned. */
  kept(digest: string): Executed | undefined;
}

/** The balance of the imaginary coin that pays a dry run: 1 000 000 IOTA, as on the real node. */
const DRY_RUN_PURSE = 1_000_000_000_000_000n;
const NO_GAS: GasCharge = { computation: 0n, storage: 0n, rebate: 0n };

/**
 * Makes the ledger of a genesis.
 * @param start when epoch 0 began
 * @param record called with every event after its checks and before its effects; when it throws, nothing happened
 */
export function createLedger(genesis: Genesis, start: number, record: (event: LedgerEvent) => void): Ledger {
  const book = createCoinBook();
  const locks = createObjectLocks();
  const transactions: Executed[] = [];
  const byDigest = new Map<string, number>();
  const sent = new Map<Address, number[]>();
  const received = new Map<Address, number[]>();
  const checkpoints: PracticeCheckpoint[] = [];
  let epoch: Epoch = { number: 0, start };
  let epochGas = NO_GAS;
  let burnt = 0n;
  let sealed = 0;
  let firstKept = 0;
  const find = (digest: string) => {
    const number = byDigest.get(digest);
    return number === undefined ? undefined : transactions[number];
  };

  const enter = (executed: Omit<Executed, 'number' | 'epoch' | 'checkpoint'>): Executed => {
    const number = transactions.length;
    const entry: Executed = { ...executed, number, epoch: epoch.number, checkpoint: null };
    transactions.push(entry);
    byDigest.set(entry.digest, number);
    book.write(entry.effects);
    if (entry.transaction) append(sent, entry.transaction.sender, number);
    for (const owner of ownersAfter(entry.effects)) append(received, owner, number);
    const { charge } = entry.effects;
    burnt += charge.computation;
    epochGas = {
      computation: epochGas.computation + charge.computation,
      storage: epochGas.storage + charge.storage,
      rebate: epochGas.rebate + charge.rebate,
    };
    return entry;
  };
  const seal = (at: number, endsEpoch: boolean): PracticeCheckpoint => {
    const previous = checkpoints.at(-1) ?? null;
    const checkpoint = sealCheckpoint({
      sequence: checkpoints.length,
      previousDigest: previous?.digest ?? null,
      epoch: epoch.number,
      timestamp: Math.max(at, previous?.timestamp ?? 0),
      transactions: transactions.slice(sealed).map(({ digest }) => digest),
      totalTransactions: transactions.length,
      epochGas,
      endsEpoch,
    });
    for (let number = sealed; number < transactions.length; number++) {
      transactions[number] = { ...transactions[number]!, checkpoint };
    }
    sealed = transactions.length;
    checkpoints.push(checkpoint);
    return checkpoint;
  };
  const pick = (numbers: readonly number[] | undefined) =>
    (numbers ?? []).map((number) => transactions[number]!);

  /** Everything that must be true before validators vote for it. */
  const admit = (bytes: Uint8Array, signatures: readonly string[]): Parsed<Transaction> => {
    const parsed = parseTransaction(bytes);
    if (!parsed.ok) return parsed;
    const transaction = parsed.value;
    const unsigned = checkSignatures(transaction, signatures);
    if (unsigned) return bad(unsigned);
    if (byDigest.has(transaction.digest)) return parsed;
    const objection =
      checkForm(transaction, BigInt(epoch.number)) ??
      checkInputs(transaction, book.live, (id) => book.deletedAt(id) !== undefined) ??
      locks.conflict(transaction);
    return objection ? bad(objection) : parsed;
  };

  enter({ digest: genesis.digest, transaction: null, signatures: [], effects: genesisEffects(genesis) });
  const first = seal(0, false);

  return {
    chain: bytesToHex(base58.decode(first.digest).subarray(0, 4)),
    genesis,
    coins: book,
    checkpoints,
    transactions,
    burnt: () => burnt,
    epoch: () => epoch,
    find,
    prune(before) {
      firstKept = Math.max(firstKept, Math.min(before, checkpoints.length - 1));
    },
    firstKept: () => firstKept,
    kept(digest) {
      const found = find(digest);
      return found?.checkpoint && found.checkpoint.sequence < firstKept ? undefined : found;
    },
    sentBy: (address) => pick(sent.get(address)),
    receivedBy: (address) => pick(received.get(address)),
    waiting: () => transactions.length - sealed,

    submit(bytes, signatures) {
      const admitted = admit(bytes, signatures);
      if (!admitted.ok) {
        if (admitted.error.kind === 'locked') equivocate(bytes, signatures);
        return admitted;
      }
      const transaction = admitted.value;
      const known = byDigest.get(transaction.digest);
      if (known !== undefined) return { ok: true, value: transactions[known]! };
      const effects = applyTransaction(transaction, book.inputsOf(transaction));
      record({ kind: 'transaction', bytes, signatures });
      return { ok: true, value: enter({ digest: transaction.digest, transaction, signatures, effects }) };
    },

    lock(bytes, signatures) {
      const admitted = admit(bytes, signatures);
      if (!admitted.ok) return admitted;
      if (byDigest.has(admitted.value.digest)) return { ok: true, value: null };
      record({ kind: 'lock', bytes, signatures });
      locks.vote(admitted.value);
      return { ok: true, value: null };
    },

    dryRun(bytes) {
      const parsed = parseTransaction(bytes);
      if (!parsed.ok) return parsed;
      const { transaction, purse } = withPurse(parsed.value, genesis.digest);
      const live = (id: Address) => (id === purse?.id ? purse : book.live(id));
      const objection =
        checkForm(transaction, BigInt(epoch.number)) ??
        checkInputs(transaction, live, (id) => book.deletedAt(id) !== undefined);
      if (objection) return bad(objection);
      const coins = new Map(objectInputs(transaction).map(({ id }) => [id, live(id)!]));
      return { ok: true, value: { transaction, effects: applyTransaction(transaction, coins) } };
    },

    checkpoint(at) {
      if (transactions.length === sealed) return null;
      record({ kind: 'checkpoint', at });
      return seal(at, false);
    },

    advanceEpoch(at) {
      record({ kind: 'epoch', at });
      const last = seal(at, true);
      epoch = { number: epoch.number + 1, start: last.timestamp };
      epochGas = NO_GAS;
      locks.clear();
      return last;
    },
  };

  /** A second transaction over locked coins was seen: now neither can win, until the epoch ends. */
  function equivocate(bytes: Uint8Array, signatures: readonly string[]): void {
    const parsed = parseTransaction(bytes);
    if (!parsed.ok || locks.votedFor(parsed.value)) return;
    record({ kind: 'lock', bytes, signatures });
    locks.vote(parsed.value);
  }
}

/** Repeats a recorded event. The value is false when the ledger refuses it, which a true record never does. */
export function repeatEvent(ledger: Ledger, event: LedgerEvent): boolean {
  switch (event.kind) {
    case 'transaction':
      return ledger.submit(event.bytes, event.signatures).ok;
    case 'lock': {
      const locked = ledger.lock(event.bytes, event.signatures);
      if (locked.ok) return true;
      if (locked.error.kind !== 'locked') return false;
      ledger.submit(event.bytes, event.signatures);
      return true;
    }
    case 'checkpoint':
      return ledger.checkpoint(event.at) !== null;
    case 'epoch':
      ledger.advanceEpoch(event.at);
      return true;
  }
}

function genesisEffects(genesis: Genesis): Effects {
  return {
    error: null,
    charge: NO_GAS,
    version: 1n,
    created: genesis.coins,
    mutated: [],
    deleted: [],
    gasCoin: genesis.coins[0]!,
  };
}

function withPurse(
  transaction: Transaction,
  genesisDigest: string,
): { transaction: Transaction; purse: Coin | null } {
  if (transaction.payment.length > 0) return { transaction, purse: null };
  const purse: Coin = {
    id: `0x${'f'.repeat(64)}`,
    version: 1n,
    owner: transaction.sender,
    balance: DRY_RUN_PURSE,
    previousTransaction: genesisDigest,
    storageRebate: 0n,
  };
  return { transaction: { ...transaction, payment: [referenceOf(purse)] }, purse };
}

function ownersAfter(effects: Effects): ReadonlySet<Address> {
  return new Set([
    ...effects.mutated.map(({ after }) => after.owner),
    ...effects.created.map((coin) => coin.owner),
    ...balanceChanges(effects).keys(),
  ]);
}

function append(index: Map<Address, number[]>, key: Address, number: number): void {
  const list = index.get(key);
  if (list) list.push(number);
  else index.set(key, [number]);
}

const bad = (error: InputError) => ({ ok: false, error }) as const;
