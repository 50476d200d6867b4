import { MAX_UNITS } from '../../../core/money.ts';
import { ok, type Result, refuse } from '../../../core/result.ts';
import type { MovedInputs } from '../../chain.ts';
import { type Coin, coinKey, evidenceOfCoin } from './coin-evidence.ts';
import { COIN_OBJECT_LENGTH } from './coin-object.ts';
import { coinOfObject } from './read-coin-object.ts';

/** How many coins were consumed (u32, little-endian); the others were created. */
const HEAD = 4;

/**
 * The coins of a proven transaction as `LedgerTransaction.moved`: the bytes of each, nothing decoded, for of all transactions few
 * are a treasury's own.
 * @param consumed BCS of plain coins without envelope, as they were before it
 * @param created the same, as they are after it
 */
export function movedBytes(consumed: readonly Uint8Array[], created: readonly Uint8Array[]): Uint8Array {
  const moved = new Uint8Array(HEAD + (consumed.length + created.length) * COIN_OBJECT_LENGTH);
  new DataView(moved.buffer).setUint32(0, consumed.length, true);
  for (const [index, object] of [...consumed, ...created].entries())
    moved.set(object, HEAD + index * COIN_OBJECT_LENGTH);
  return moved;
}

/** Reads what {@link movedBytes} wrote; refuses `proof-malformed`. See `Chain.movedInputs`. */
export function movedInputs(moved: Uint8Array): Result<MovedInputs> {
  const consumedCount =
    moved.length < HEAD ? 0 : new DataView(moved.buffer, moved.byteOffset).getUint32(0, true);
  const coins: Coin[] = [];
  for (let at = HEAD; at < moved.length; at += COIN_OBJECT_LENGTH) {
    const coin = coinOfObject(moved.subarray(at, at + COIN_OBJECT_LENGTH));
    if (coin === null || BigInt(coin.balance) > MAX_UNITS) return malformed();
    coins.push(coin);
  }
  if (moved.length < HEAD || consumedCount > coins.length) return malformed();
  return ok({
    consumed: coins.slice(0, consumedCount).map((coin) => ({ key: coinKey(coin), owner: coin.owner })),
    created: coins.slice(consumedCount).map(evidenceOfCoin),
  });
}

const malformed = () =>
  refuse('proof-malformed', 'expected the coins of a proven transaction, got other bytes');
