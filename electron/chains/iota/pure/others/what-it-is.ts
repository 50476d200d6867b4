import type { OtherHolding } from '../../../other-holding.ts';
import { BcsFault, BcsReader } from '../bcs-reader.ts';
import { decodeObject, IOTA_COIN } from '../ledger/object.ts';
import { layoutOf, readContent, type Said } from './layouts.ts';

/** So many are told of one address, and so many characters of a type. */
export const MOST_OTHERS = 1000;
export const MOST_TYPE_LENGTH = 300;

/** An object that an address owns, as a node has listed it. */
export interface ListedObject {
  readonly address: string;
  readonly id: string;
  /** As `readTypeTag` writes it; null where it could not be read. */
  readonly type: string | null;
  /** BCS of the Move value, from the id on; null where it was not asked for, for its layout is not known. */
  readonly content: Uint8Array | null;
}

/** Whether a type is that of plain money, which is no other holding. */
export const isPlain = (type: string | null): boolean => type === IOTA_COIN;

/** What an object is. Total: bytes that are not what the type says make it `unreadable`, and nothing of them is told. */
export function whatItIs({ address, id, type, content }: ListedObject): OtherHolding {
  const shown = { address, id, type: type === null ? null : shortened(type) };
  const layout = type === null ? null : layoutOf(type);
  if (type === null || (layout !== null && content === null)) return holding(shown, { kind: 'unreadable' });
  if (layout === null || content === null) return holding(shown, { kind: 'object' });
  try {
    return holding(shown, readContent(new BcsReader(content), id, layout));
  } catch (fault) {
    if (fault instanceof BcsFault) return holding(shown, { kind: 'unreadable' });
    throw fault;
  }
}

/**
 * What the whole BCS of an object is; null for plain money, and for an object that is another address's.
 * @param id as the node names it beside the bytes: all that is told of bytes which are no object
 */
export function whatObjectIs(bytes: Uint8Array, id: string, address: string): OtherHolding | null {
  const object = decodeObject(bytes);
  if (!object.ok) return whatItIs({ address, id, type: null, content: null });
  const { type, owner, content } = object.value;
  if (isPlain(type) || owner.kind !== 'address' || owner.address !== address) return null;
  return whatItIs({ address, id: object.value.id, type, content });
}

const shortened = (type: string): string =>
  type.length > MOST_TYPE_LENGTH ? `${type.slice(0, MOST_TYPE_LENGTH - 3)}...` : type;

const holding = (
  shown: Pick<OtherHolding, 'address' | 'id' | 'type'>,
  { kind, amount = null, lockedUntil = null, expires = null, owes = null, stake = null, inside = 0n }: Said,
): OtherHolding => ({
  kind,
  ...shown,
  amount: amount?.asset ? { ...amount, asset: shortened(amount.asset) } : amount,
  lockedUntil,
  expires,
  owes,
  stake,
  inside,
});
