import { base58 } from '@scure/base';
import type { Address } from '../../chains/iota/pure/address.ts';
import type { Effects } from '../apply-transaction.ts';
import { type Coin, coinDigest } from '../coin.ts';
import type { SystemObject } from '../documents/system-object.ts';
import type { ObjectReference } from '../transaction.ts';
import { idBlob, idOf, type Store } from './store.ts';

interface Row {
  readonly id: Uint8Array;
  readonly version: bigint;
  readonly state: bigint;
  readonly owner: Uint8Array | null;
  readonly balance: bigint;
  readonly rebate: bigint;
  readonly previous: Uint8Array;
}

/** How many coins an address has, and what they hold together. */
export interface Holding {
  readonly coins: number;
  /** Nanos. */
  readonly balance: bigint;
}

/** All objects that are, and that were. */
export interface Objects {
  live(id: Address): Coin | undefined;
  /** The version at which a coin went. */
  deletedAt(id: Address): bigint | undefined;
  /** An address's coins, by id. */
  of(owner: Address): readonly Coin[];
  /** So many of them, behind an id. */
  page(owner: Address, after: Address | null, limit: number): readonly Coin[];
  /** So many of them, the largest first, behind a coin of that order. */
  largest(owner: Address, after: Pick<Coin, 'id' | 'balance'> | null, limit: number): readonly Coin[];
  holding(owner: Address): Holding;
  all(): Iterable<Coin>;
  /** An object as it was at a version. */
  at(id: Address, version: bigint): Coin | SystemObject | undefined;
  /** A shared object as it is. */
  system(id: Address): SystemObject | undefined;
  /** The transactions that made, changed or deleted an object, base58, the oldest first. */
  history(id: Address): readonly string[];
  write(effects: Effects, digest: string): void;
}

/** A coin, and not an object of the network. */
export const isCoin = (object: Coin | SystemObject): object is Coin => 'owner' in object;

const COLUMNS = 'id, version, state, owner, balance, rebate, previous';
const OWNED = `SELECT ${COLUMNS} FROM objects WHERE state = 1 AND owner = ?`;

/** The objects of a store. */
export function objectTable({ sql }: Store): Objects {
  const newest = (id: Address) =>
    sql(`SELECT ${COLUMNS} FROM objects WHERE id = ? ORDER BY version DESC LIMIT 1`).get(idBlob(id)) as
      | Row
      | undefined;
  const coins = (rows: unknown) => (rows as Row[]).map(coinOf);
  const put = (coin: Coin) =>
    sql(`INSERT INTO objects (${COLUMNS}) VALUES (?, ?, 1, ?, ?, ?, ?)`).run(
      idBlob(coin.id),
      coin.version,
      idBlob(coin.owner),
      coin.balance,
      coin.storageRebate,
      base58.decode(coin.previousTransaction),
    );
  const leave = ({ id, version }: { readonly id: Address; readonly version: bigint }) =>
    sql('UPDATE objects SET state = 0 WHERE id = ? AND version = ?').run(idBlob(id), version);

  return {
    live(id) {
      const row = newest(id);
      return row && row.state === 1n && row.owner ? coinOf(row) : undefined;
    },
    deletedAt(id) {
      const row = newest(id);
      return row?.state === 2n ? row.version : undefined;
    },
    of: (owner) => coins(sql(`${OWNED} ORDER BY id`).all(idBlob(owner))),
    page: (owner, after, limit) =>
      coins(
        sql(`${OWNED} AND id > ? ORDER BY id LIMIT ?`).all(
          idBlob(owner),
          after === null ? new Uint8Array() : idBlob(after),
          limit,
        ),
      ),
    largest(owner, after, limit) {
      if (after === null) {
        return coins(sql(`${OWNED} ORDER BY balance DESC, id LIMIT ?`).all(idBlob(owner), limit));
      }
      const behind = 'AND (balance < ? OR (balance = ? AND id > ?))';
      return coins(
        sql(`${OWNED} ${behind} ORDER BY balance DESC, id LIMIT ?`).all(
          idBlob(owner),
          after.balance,
          after.balance,
          idBlob(after.id),
          limit,
        ),
      );
    },
    holding(owner) {
      const row = sql(
        'SELECT count(*) AS coins, coalesce(sum(balance), 0) AS balance FROM objects WHERE state = 1 AND owner = ?',
      ).get(idBlob(owner)) as { coins: bigint; balance: bigint };
      return { coins: Number(row.coins), balance: row.balance };
    },
    *all() {
      for (const row of sql(`SELECT ${COLUMNS} FROM objects WHERE state = 1 AND owner NOT NULL`).iterate()) {
        yield coinOf(row as unknown as Row);
      }
    },
    at(id, version) {
      const row = sql(`SELECT ${COLUMNS} FROM objects WHERE id = ? AND version = ?`).get(
        idBlob(id),
        version,
      ) as Row | undefined;
      if (!row || row.state === 2n) return undefined;
      return row.owner ? coinOf(row) : systemOf(row);
    },
    system(id) {
      const row = newest(id);
      return row && !row.owner ? systemOf(row) : undefined;
    },
    history: (id) =>
      (
        sql('SELECT previous FROM objects WHERE id = ? ORDER BY version').all(idBlob(id)) as {
          previous: Uint8Array;
        }[]
      ).map(({ previous }) => base58.encode(previous)),
    write(effects, digest) {
      for (const { before, after } of effects.mutated) {
        leave(before);
        put(after);
      }
      for (const coin of effects.deleted) {
        leave(coin);
        sql(`INSERT INTO objects (${COLUMNS}) VALUES (?, ?, 2, NULL, 0, 0, ?)`).run(
          idBlob(coin.id),
          effects.version,
          base58.decode(digest),
        );
      }
      for (const coin of effects.created) put(coin);
      for (const { before, after } of effects.system) {
        if (before) leave(before);
        sql(`INSERT INTO objects (${COLUMNS}) VALUES (?, ?, 1, NULL, ?, 0, ?)`).run(
          idBlob(after.id),
          after.version,
          after.value,
          base58.decode(after.previousTransaction),
        );
      }
    },
  };
}

/** How a transaction names this coin. */
export function referenceOf(coin: Coin): ObjectReference {
  return { id: coin.id, version: coin.version, digest: coinDigest(coin) };
}

function coinOf(row: Row): Coin {
  return {
    id: idOf(row.id),
    version: row.version,
    owner: idOf(row.owner),
    balance: row.balance,
    previousTransaction: base58.encode(row.previous),
    storageRebate: row.rebate,
  };
}

function systemOf(row: Row): SystemObject {
  return {
    id: idOf(row.id),
    version: row.version,
    value: row.balance,
    previousTransaction: base58.encode(row.previous),
  };
}
