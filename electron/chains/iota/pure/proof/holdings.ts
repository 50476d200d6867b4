import { ok, type Result, refuse } from '../../../../core/result.ts';
import type { Coin } from '../coin-evidence.ts';
import { digestText, type LedgerDigest, objectDigest, sameDigest } from '../ledger/digests.ts';
import type { TransactionEffects } from '../ledger/effects.ts';
import { decodeObject, type LedgerObject } from '../ledger/object.ts';
import type { Owner } from '../ledger/owner.ts';

/** An object in one version, as certified effects name it. */
export interface NamedObject {
  readonly id: string;
  readonly version: bigint;
  readonly digest: LedgerDigest;
  /** The address that owned it in that version. */
  readonly owner: string;
}

/** What a transaction took from some addresses, and what it gave them. An object that it changed is in both. */
export interface TouchedObjects {
  readonly consumed: readonly NamedObject[];
  readonly created: readonly NamedObject[];
}

/**
 * The objects of own addresses that a transaction touched: by effects alone, whoever sent it, whether it failed, whatever
 * else it did. What it wrapped, deleted, shared or gave to an object was consumed; what it unwrapped was created.
 */
export function touchedObjects(
  effects: TransactionEffects,
  isOwn: (address: string) => boolean,
): TouchedObjects {
  const consumed: NamedObject[] = [];
  const created: NamedObject[] = [];
  for (const { id, before, after } of effects.changed) {
    if (before !== null && isOwnedBy(before.owner, isOwn)) {
      const { version, digest, owner } = before;
      consumed.push({ id, version, digest, owner: owner.address });
    }
    if (after?.kind === 'object' && isOwnedBy(after.owner, isOwn)) {
      created.push({ id, version: effects.version, digest: after.digest, owner: after.owner.address });
    }
  }
  return { consumed, created };
}

const isOwnedBy = (
  owner: Owner,
  isOwn: (address: string) => boolean,
): owner is Extract<Owner, { readonly kind: 'address' }> => owner.kind === 'address' && isOwn(owner.address);

/** An object of an own address that is no plain coin of IOTA: shown apart, never counted. */
export interface ObjectApart {
  readonly object: NamedObject;
  readonly type: string;
}

/** What a transaction changed in the holdings of some addresses. */
export interface HoldingChanges {
  /** Nanos, above or below zero; an address that ends as it began is left out. */
  readonly changes: readonly { readonly owner: string; readonly units: bigint }[];
  readonly consumed: readonly Coin[];
  readonly created: readonly Coin[];
  readonly apart: { readonly consumed: readonly ObjectApart[]; readonly created: readonly ObjectApart[] };
}

/**
 * The changes in nanos and coins that certified effects prove, with the objects they name. Gas, rebates and fees of failures
 * are in them, for the gas coin is an object like others.
 * @param objectOf bytes of an object without envelope, from anybody: a node, or coins that were proven when they came
 * (`coinObjectBytes`); null where nobody has them
 * @returns `object-missing`, `object-foreign` (another digest, id, version or owner), `proof-malformed`
 */
export function holdingChanges(
  effects: TransactionEffects,
  isOwn: (address: string) => boolean,
  objectOf: (named: NamedObject) => Uint8Array | null,
): Result<HoldingChanges> {
  const touched = touchedObjects(effects, isOwn);
  const consumed = sort(touched.consumed, objectOf);
  if (!consumed.ok) return consumed;
  const created = sort(touched.created, objectOf);
  if (!created.ok) return created;
  const units = new Map<string, bigint>();
  const add = (owner: string, more: bigint) => units.set(owner, (units.get(owner) ?? 0n) + more);
  for (const { owner, balance } of consumed.value.coins) add(owner, -BigInt(balance));
  for (const { owner, balance } of created.value.coins) add(owner, BigInt(balance));
  return ok({
    changes: [...units].flatMap(([owner, sum]) => (sum === 0n ? [] : [{ owner, units: sum }])),
    consumed: consumed.value.coins,
    created: created.value.coins,
    apart: { consumed: consumed.value.apart, created: created.value.apart },
  });
}

function sort(
  named: readonly NamedObject[],
  objectOf: (named: NamedObject) => Uint8Array | null,
): Result<{ readonly coins: readonly Coin[]; readonly apart: readonly ObjectApart[] }> {
  const coins: Coin[] = [];
  const apart: ObjectApart[] = [];
  for (const each of named) {
    const bytes = objectOf(each);
    if (bytes === null)
      return refuse('object-missing', `expected object ${each.id} in version ${each.version}, got nothing`);
    const object = proveObject(each, bytes);
    if (!object.ok) return object;
    const coin = coinOf(object.value, each.owner);
    if (coin === null) apart.push({ object: each, type: object.value.type });
    else coins.push(coin);
  }
  return ok({ coins, apart });
}

/**
 * An object by the digest that certified effects name.
 * @returns `object-foreign` or `proof-malformed`
 */
export function proveObject(named: NamedObject, bytes: Uint8Array): Result<LedgerObject> {
  if (!sameDigest(objectDigest(bytes), named.digest))
    return refuse('object-foreign', `expected object ${digestText(named.digest)}, got another`);
  const object = decodeObject(bytes);
  if (!object.ok) return object;
  const { id, version, owner } = object.value;
  return id === named.id &&
    version === named.version &&
    owner.kind === 'address' &&
    owner.address === named.owner
    ? object
    : refuse('object-foreign', `expected ${named.id} in version ${named.version} of ${named.owner}`);
}

/** Null for everything that is no plain coin of IOTA. */
function coinOf(object: LedgerObject, owner: string): Coin | null {
  const { id, version, balance, previousTransaction, storageRebate } = object;
  if (balance === null) return null;
  return {
    id,
    version: version.toString(),
    owner,
    balance: balance.toString(),
    previousTransaction: digestText(previousTransaction),
    storageRebate: storageRebate.toString(),
  };
}
