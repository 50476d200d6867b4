import { base58 } from '@scure/base';
import type { Address } from '../chains/iota/pure/address.ts';
import { bytesToHex } from '../core/digest.ts';
import { applyTransaction, balanceChanges, type Effects } from './apply-transaction.ts';
import { checkForm, checkInputs } from './check-transaction.ts';
import type { Coin } from './coin.ts';
import { certify, signersOf } from './documents/certificate.ts';
import { countIn } from './documents/checkpoint-document.ts';
import { effectsBytes, effectsDigest } from './documents/effects-document.ts';
import { addGas, gasRules, NO_GAS } from './gas.ts';
import { type Genesis, genesisEffects } from './genesis.ts';
import { contentOf, type Gift, type GivenObject } from './gift.ts';
import type { LedgerEvent, NextEpoch } from './ledger-event.ts';
import { createObjectLocks } from './object-locks.ts';
import { PROTOCOL_VERSION } from './practice-defaults.ts';
import type { InputError } from './rpc-error.ts';
import { derivedId } from './run-commands.ts';
import { type LedgerState, readState, writeState } from './saved-state.ts';
import { sealCheckpoint } from './seal-checkpoint.ts';
import { checkSignatures } from './signature.ts';
import {
  type Checkpoints,
  checkpointTable,
  type Epoch,
  type PracticeCheckpoint,
} from './store/checkpoint-table.ts';
import { giftTable } from './store/gift-table.ts';
import { type Objects, objectTable, referenceOf } from './store/object-table.ts';
import { openStore, type Store } from './store/store.ts';
import {
  type Executed,
  type Range,
  type Recorded,
  type Role,
  type TransactionKind,
  type Transactions,
  transactionTable,
} from './store/transaction-table.ts';
import { objectInputs, type Parsed, parseTransaction, type Transaction } from './transaction.ts';
import { committeeOf } from './validators.ts';

/** The whole state of a practice network. Times are milliseconds since the Unix epoch. */
export interface Ledger {
  /** Eight hex digits: the first four bytes of the genesis checkpoint's digest. */
  readonly chain: string;
  readonly genesis: Genesis;
  readonly coins: Omit<Objects, 'write'>;
  readonly checkpoints: Pick<Checkpoints, 'at' | 'find' | 'epoch'>;
  /** An object that an address was given, by id. */
  given(id: Address): GivenObject | undefined;
  /** Those of an address in the order of giving, behind one of them. */
  givenTo(owner: Address, after: Address | null): readonly GivenObject[];
  /** Makes an object that is no coin of IOTA. No transaction makes it, as none made what was there at the beginning. */
  give(recipient: Address, gift: Gift): GivenObject;
  /** The newest checkpoint. */
  latest(): PracticeCheckpoint;
  /** Nanos charged for computation since genesis; burnt. */
  burnt(): bigint;
  /** Nanos that are kept for the storage of objects. */
  stored(): bigint;
  epoch(): Epoch;
  find(digest: string): Executed | undefined;
  executed(recorded: Recorded): Executed;
  /** Those of a checkpoint, in its order. */
  inCheckpoint(checkpoint: PracticeCheckpoint): readonly Recorded[];
  /** Transactions in the order of execution. */
  range(range: Range): readonly Recorded[];
  /** Those that an address signed, or that left it an object or changed one of its own. */
  of(address: Address, role: Role, range: Range): readonly Recorded[];
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
  /** Ends the epoch with a checkpoint of its own, elects the next committee and frees every locked coin. */
  advanceEpoch(at: number, next?: NextEpoch): PracticeCheckpoint;
  /** BCS of the validators' certificate of a checkpoint; made when it is first asked for. */
  certificate(checkpoint: PracticeCheckpoint): Uint8Array;
  /** Calls after each new checkpoint, until the returned function is called. */
  onSealed(listener: () => void): () => void;
  /** From now on nothing of the checkpoints before this one is told, as by a node that prunes; until this process ends. */
  prune(before: number): void;
  /** The first checkpoint that is told. */
  firstKept(): number;
  /** A transaction as {@link find}s it, unless its checkpoint is pruned. */
  kept(digest: string): Executed | undefined;
  /** Makes everything so far last in the store, with the place in the log up to which it goes. */
  save(place: unknown): void;
}

/** The balance of the imaginary coin that pays a dry run: 1 000 000 IOTA, as on the real node. */
const DRY_RUN_PURSE = 1_000_000_000_000_000n;

/** The objects of the genesis have lower numbers. */
const FIRST_GIFT = 1n << 32n;

/**
 * Makes the ledger of a genesis, or goes on with the one that a store has.
 * @param start when epoch 0 began
 * @param record called with every event after its checks and before its effects; when it throws, nothing happened
 * @param store in memory, unless given
 */
export function createLedger(
  genesis: Genesis,
  start: number,
  record: (event: LedgerEvent) => void,
  store: Store = openStore(null),
): Ledger {
  const objects = objectTable(store);
  const transactions: Transactions = transactionTable(store, objects);
  const checkpoints = checkpointTable(store);
  const gifts = giftTable(store);
  const saved = readState(store.saved());
  const locks = createObjectLocks(saved?.votes);
  const state: LedgerState = saved ?? {
    count: 0,
    sealed: 0,
    burnt: 0n,
    stored: 0n,
    epochGas: NO_GAS,
    epoch: {
      number: 0,
      start,
      gasPrice: gasRules.referencePrice,
      protocolVersion: PROTOCOL_VERSION,
      firstCheckpoint: 0,
      lastCheckpoint: null,
      end: null,
    },
  };
  let firstKept = 0;
  const listeners = new Set<() => void>();

  const find = (digest: string) => {
    const found = transactions.find(digest);
    return found && transactions.executed(found);
  };
  const enter = (
    kind: TransactionKind,
    given: Pick<Executed, 'digest' | 'bytes' | 'transaction' | 'signatures' | 'effects'>,
  ): Executed => {
    const { digest, effects, transaction } = given;
    const document = effectsBytes({ digest, epoch: state.epoch.number }, effects);
    const entry: Executed = {
      ...given,
      number: state.count,
      kind,
      effectsBytes: document,
      effectsDigest: effectsDigest(document),
      epoch: state.epoch.number,
      checkpoint: null,
    };
    transactions.put(entry, transaction?.sender ?? null, ownersAfter(effects));
    objects.write(effects, digest);
    state.count += 1;
    state.burnt += effects.charge.computation;
    state.stored += effects.charge.storage - effects.charge.rebate;
    state.epochGas = addGas(state.epochGas, effects.charge);
    return entry;
  };
  const whole = (object: ReturnType<typeof gifts.find> & {}): GivenObject => ({
    ...object,
    version: 1n,
    previousTransaction: genesis.digest,
  });
  const latest = () => checkpoints.latest()!;
  const seal = (at: number, next: NextEpoch | null): PracticeCheckpoint => {
    const checkpoint = sealCheckpoint(
      { genesis, objects, state, enter, previous: checkpoints.latest() ?? null },
      transactions.range({ after: state.sealed - 1, limit: state.count - state.sealed, descending: false }),
      { at, next },
    );
    transactions.seal(state.sealed, checkpoint.sequence);
    checkpoints.put(checkpoint);
    state.sealed = state.count;
    return checkpoint;
  };

  /** Everything that must be true before validators vote for it. */
  const admit = (bytes: Uint8Array, signatures: readonly string[]): Parsed<Transaction> => {
    const parsed = parseTransaction(bytes);
    if (!parsed.ok) return parsed;
    const transaction = parsed.value;
    const unsigned = checkSignatures(transaction, signatures);
    if (unsigned) return bad(unsigned);
    if (transactions.find(transaction.digest)) return parsed;
    const objection =
      checkForm(transaction, state.epoch) ??
      checkInputs(transaction, objects.live, (id) => objects.deletedAt(id) !== undefined) ??
      locks.conflict(transaction);
    return objection ? bad(objection) : parsed;
  };

  if (state.count === 0) {
    const { bytes, digest } = genesis;
    const effects = genesisEffects(genesis);
    enter('genesis', { digest, bytes, transaction: null, signatures: [], effects });
    seal(0, null);
    checkpoints.putEpoch(state.epoch);
  }

  return {
    chain: bytesToHex(base58.decode(checkpoints.at(0)!.digest).subarray(0, 4)),
    genesis,
    coins: objects,
    checkpoints,
    given(id) {
      const found = gifts.find(id);
      return found && whole(found);
    },
    givenTo: (owner, after) => gifts.of(owner, after).map(whole),
    give(recipient, gift) {
      record({ kind: 'gift', recipient, gift });
      const id = derivedId(base58.decode(genesis.digest), FIRST_GIFT + BigInt(gifts.count()));
      const object = { id, owner: recipient, ...contentOf(gift, { id, owner: recipient }) };
      gifts.put(object);
      return whole(object);
    },
    latest,
    burnt: () => state.burnt,
    stored: () => state.stored,
    epoch: () => state.epoch,
    find,
    executed: transactions.executed,
    inCheckpoint: ({ totalTransactions, contents }) =>
      transactions.sealed(totalTransactions, countIn(contents)),
    range: transactions.range,
    of: transactions.of,
    prune(before) {
      firstKept = Math.max(firstKept, Math.min(before, latest().sequence));
    },
    firstKept: () => firstKept,
    kept(digest) {
      const found = find(digest);
      return found && found.checkpoint !== null && found.checkpoint < firstKept ? undefined : found;
    },
    onSealed(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    waiting: () => state.count - state.sealed,
    save: (place) => store.save(writeState(state, locks.dump(), place)),
    certificate(checkpoint) {
      const { sequence, epoch, summary } = checkpoint;
      const known = checkpoints.certificate(sequence);
      if (known) return known;
      const committee = committeeOf(genesis.seed, epoch);
      const made = certify(summary, epoch, committee, signersOf(sequence, committee.length));
      checkpoints.putCertificate(sequence, made);
      return made;
    },

    submit(bytes, signatures) {
      const admitted = admit(bytes, signatures);
      if (!admitted.ok) {
        if (admitted.error.kind === 'locked') equivocate(bytes, signatures);
        return admitted;
      }
      const transaction = admitted.value;
      const known = find(transaction.digest);
      if (known) return { ok: true, value: known };
      const inputs = new Map(objectInputs(transaction).map(({ id }) => [id, objects.live(id)!]));
      const effects = applyTransaction(transaction, inputs);
      record({ kind: 'transaction', bytes, signatures });
      const { digest } = transaction;
      return { ok: true, value: enter('programmable', { digest, bytes, transaction, signatures, effects }) };
    },

    lock(bytes, signatures) {
      const admitted = admit(bytes, signatures);
      if (!admitted.ok) return admitted;
      if (transactions.find(admitted.value.digest)) return { ok: true, value: null };
      record({ kind: 'lock', bytes, signatures });
      locks.vote(admitted.value);
      return { ok: true, value: null };
    },

    dryRun(bytes) {
      const parsed = parseTransaction(bytes);
      if (!parsed.ok) return parsed;
      const { transaction, purse } = withPurse(parsed.value, genesis.digest);
      const live = (id: Address) => (id === purse?.id ? purse : objects.live(id));
      const objection =
        checkForm(transaction, state.epoch) ??
        checkInputs(transaction, live, (id) => objects.deletedAt(id) !== undefined);
      if (objection) return bad(objection);
      const coins = new Map(objectInputs(transaction).map(({ id }) => [id, live(id)!]));
      return { ok: true, value: { transaction, effects: applyTransaction(transaction, coins) } };
    },

    checkpoint(at) {
      if (state.count === state.sealed) return null;
      record({ kind: 'checkpoint', at });
      const sealed = seal(at, null);
      for (const listener of [...listeners]) listener();
      return sealed;
    },

    advanceEpoch(at, next = {}) {
      record({ kind: 'epoch', at, ...next });
      const last = seal(at, next);
      checkpoints.putEpoch({ ...state.epoch, lastCheckpoint: last.sequence, end: last.timestamp });
      state.epoch = {
        number: state.epoch.number + 1,
        start: last.timestamp,
        gasPrice: next.gasPrice === undefined ? state.epoch.gasPrice : BigInt(next.gasPrice),
        protocolVersion: next.protocolVersion ?? state.epoch.protocolVersion,
        firstCheckpoint: last.sequence + 1,
        lastCheckpoint: null,
        end: null,
      };
      checkpoints.putEpoch(state.epoch);
      state.epochGas = NO_GAS;
      locks.clear();
      for (const listener of [...listeners]) listener();
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
    case 'gift':
      ledger.give(event.recipient, event.gift);
      return true;
    case 'checkpoint':
      return ledger.checkpoint(event.at) !== null;
    case 'epoch': {
      const { gasPrice, protocolVersion } = event;
      ledger.advanceEpoch(event.at, { gasPrice, protocolVersion });
      return true;
    }
  }
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

const bad = (error: InputError) => ({ ok: false, error }) as const;
