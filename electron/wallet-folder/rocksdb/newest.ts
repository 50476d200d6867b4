import { folderBounds } from './bounds.ts';
import { foreign, oversize } from './faults.ts';

/** What a record does with its key. */
export const recordKind = { removal: 0, value: 1, singleRemoval: 7 } as const;

/**
 * The newest value of each key. Every change of a folder has a number of its own, so tables and logs may come in any order.
 */
export class NewestValues {
  readonly #newest = new Map<string, { readonly sequence: bigint; readonly value: Uint8Array | null }>();
  #entries = 0;

  /** @throws Refused `wallet-folder-oversize`, `wallet-folder-foreign` for a kind of record that no wallet writes */
  take(key: Uint8Array, change: { sequence: bigint; kind: number; value: Uint8Array }): void {
    const { sequence, kind, value } = change;
    this.#entries += 1;
    if (this.#entries > folderBounds.entries) {
      throw oversize(`expected at most ${folderBounds.entries} records`);
    }
    if (key.length > folderBounds.keyBytes) {
      throw oversize(`expected keys of at most ${folderBounds.keyBytes} bytes, got ${key.length}`);
    }
    const isValue = kind === recordKind.value;
    if (!isValue && kind !== recordKind.removal && kind !== recordKind.singleRemoval) {
      throw foreign(`expected values and removals, got a record of kind ${kind}`);
    }
    const name = Buffer.from(key.buffer, key.byteOffset, key.length).toString('latin1');
    const known = this.#newest.get(name);
    if (known && known.sequence >= sequence) return;
    this.#newest.set(name, { sequence, value: isValue ? value : null });
  }

  /** Every key that has a value, as latin1 text. */
  values(): ReadonlyMap<string, Uint8Array> {
    const values = new Map<string, Uint8Array>();
    for (const [key, { value }] of this.#newest) if (value) values.set(key, value);
    return values;
  }
}
