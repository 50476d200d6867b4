import { bcs } from '@iota/iota-sdk/bcs';
import { base58 } from '@scure/base';
import type { Address } from '../../chains/iota/pure/address.ts';
import { decodeEffects } from '../../chains/iota/pure/ledger/effects.ts';
import type { Effects } from '../apply-transaction.ts';
import type { Coin } from '../coin.ts';
import { type Failure, failureWords } from '../documents/failure.ts';
import type { SystemObject } from '../documents/system-object.ts';
import { parseTransaction, type Transaction } from '../transaction.ts';
import { isCoin, type Objects } from './object-table.ts';
import { idBlob, type Store } from './store.ts';

/** What a transaction is: somebody's, or one of the network's own. */
export type TransactionKind = 'programmable' | 'genesis' | 'prologue' | 'end-of-epoch';

/** A transaction of the ledger as documents. */
export interface Recorded {
  /** Its place in the order of execution; genesis is 0. */
  readonly number: number;
  /** Base58. */
  readonly digest: string;
  readonly kind: TransactionKind;
  /** BCS of `TransactionData`. */
  readonly bytes: Uint8Array;
  /** Base64. */
  readonly signatures: readonly string[];
  /** BCS of `TransactionEffects`. */
  readonly effectsBytes: Uint8Array;
  /** Base58. */
  readonly effectsDigest: string;
  readonly epoch: number;
  /** The checkpoint's number; null while in none. */
  readonly checkpoint: number | null;
}

/** A transaction of the ledger with what it did. */
export interface Executed extends Recorded {
  /** Null for the network's own. */
  readonly transaction: Transaction | null;
  readonly effects: Effects;
}

/** Whether an address signed a transaction, or something that it owns was left or changed by it. */
export type Role = 'sent' | 'received';

/** Which transactions: so many, behind a number, in the order of execution or against it. */
export interface Range {
  readonly after: number | null;
  readonly limit: number;
  readonly descending: boolean;
}

export interface Transactions {
  put(entry: Recorded, sender: Address | null, receivers: Iterable<Address>): void;
  seal(from: number, checkpoint: number): void;
  find(digest: string): Recorded | undefined;
  executed(recorded: Recorded): Executed;
  range(range: Range): readonly Recorded[];
  /** Those of a checkpoint, in its order: so many before a number, the prologue first. */
  sealed(before: number, count: number): readonly Recorded[];
  of(address: Address, role: Role, range: Range): readonly Recorded[];
}

const COLUMNS = 'number, digest, kind, bytes, signatures, effects, effects_digest, epoch, checkpoint';

/** The transactions of a store. */
export function transactionTable({ sql }: Store, objects: Objects): Transactions {
  const behind = ({ after, descending }: Range) => after ?? (descending ? Number.MAX_SAFE_INTEGER : -1);
  const order = ({ descending }: Range) => (descending ? ['<', 'DESC'] : ['>', 'ASC']);
  return {
    put(entry, sender, receivers) {
      sql(`INSERT INTO transactions (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)`).run(
        entry.number,
        base58.decode(entry.digest),
        entry.kind,
        entry.bytes,
        JSON.stringify(entry.signatures),
        entry.effectsBytes,
        base58.decode(entry.effectsDigest),
        entry.epoch,
      );
      const party = sql('INSERT INTO parties VALUES (?, ?, ?)');
      if (sender !== null) party.run(idBlob(sender), 'sent', entry.number);
      for (const address of receivers) party.run(idBlob(address), 'received', entry.number);
    },
    seal: (from, checkpoint) =>
      void sql('UPDATE transactions SET checkpoint = ? WHERE number >= ?').run(checkpoint, from),
    find(digest) {
      const row = sql(`SELECT ${COLUMNS} FROM transactions WHERE digest = ?`).get(base58.decode(digest));
      return row && recordedOf(row);
    },
    executed: (recorded) => ({
      ...recorded,
      transaction: recorded.kind === 'programmable' ? transactionOf(recorded) : null,
      effects: effectsOf(recorded, objects),
    }),
    range(range) {
      const [sign, direction] = order(range);
      return sql(
        `SELECT ${COLUMNS} FROM transactions WHERE number ${sign} ? ORDER BY number ${direction} LIMIT ?`,
      )
        .all(behind(range), range.limit)
        .map(recordedOf);
    },
    sealed(before, count) {
      const own = sql(`SELECT ${COLUMNS} FROM transactions WHERE number < ? ORDER BY number DESC LIMIT ?`)
        .all(before, count)
        .map(recordedOf)
        .reverse();
      const isPrologue = ({ kind }: Recorded) => kind === 'prologue';
      return [...own.filter(isPrologue), ...own.filter((entry) => !isPrologue(entry))];
    },
    of(address, role, range) {
      const [sign, direction] = order(range);
      return sql(
        `SELECT ${COLUMNS} FROM parties JOIN transactions USING (number)
         WHERE address = ? AND role = ? AND number ${sign} ? ORDER BY number ${direction} LIMIT ?`,
      )
        .all(idBlob(address), role, behind(range), range.limit)
        .map(recordedOf);
    },
  };
}

/** Texts of digests are made when they are read: that costs more than all else here. */
function recordedOf(row: Readonly<Record<string, unknown>>): Recorded {
  return {
    number: Number(row['number']),
    get digest() {
      return base58.encode(row['digest'] as Uint8Array);
    },
    kind: row['kind'] as TransactionKind,
    bytes: row['bytes'] as Uint8Array,
    signatures: JSON.parse(String(row['signatures'])),
    effectsBytes: row['effects'] as Uint8Array,
    get effectsDigest() {
      return base58.encode(row['effects_digest'] as Uint8Array);
    },
    epoch: Number(row['epoch']),
    checkpoint: row['checkpoint'] === null ? null : Number(row['checkpoint']),
  };
}

function transactionOf({ bytes, digest }: Recorded): Transaction {
  const parsed = parseTransaction(bytes);
  if (!parsed.ok) throw new Error(`the practice ledger is damaged: transaction ${digest} cannot be read`);
  return parsed.value;
}

/** What the effects document and the objects that it names say. */
function effectsOf({ effectsBytes, digest }: Recorded, objects: Objects): Effects {
  const decoded = decodeEffects(effectsBytes);
  if (!decoded.ok) throw new Error(`the practice ledger is damaged: effects of ${digest} cannot be read`);
  const { version, changed, gas, gasObject } = decoded.value;
  const failure = decoded.value.failure && failureIn(effectsBytes);
  const created: Coin[] = [];
  const mutated: { before: Coin; after: Coin }[] = [];
  const deleted: Coin[] = [];
  const system: { before: SystemObject | null; after: SystemObject }[] = [];
  const named = (id: Address, at: bigint) => {
    const object = objects.at(id, at);
    if (!object) throw new Error(`the practice ledger is damaged: ${id} of ${digest} is missing`);
    return object;
  };
  for (const change of changed) {
    const before = change.before && named(change.id, change.before.version);
    const after = change.after && named(change.id, version);
    if (after && !isCoin(after)) system.push({ before: before as SystemObject | null, after });
    else if (before && after) mutated.push({ before: before as Coin, after });
    else if (after) created.push(after);
    else if (before) deleted.push(before as Coin);
  }
  const gasId = gasObject === null ? null : changed[gasObject]?.id;
  return {
    failure,
    error: failure && failureWords(failure),
    charge: { computation: gas.computation, storage: gas.storage, rebate: gas.rebate },
    version,
    created,
    mutated,
    deleted,
    system,
    gasCoin: mutated.find(({ after }) => after.id === gasId)?.after ?? null,
  };
}

/** Why it failed, with its parts. */
function failureIn(effects: Uint8Array): Failure | null {
  const { Failed } = bcs.TransactionEffects.parse(effects).V1.status;
  return Failed
    ? { error: Failed.error, command: Failed.command === null ? null : Number(Failed.command) }
    : null;
}
