import { Cursor } from './cursor.ts';
import { damaged, foreign } from './faults.ts';
import { type NewestValues, recordKind } from './newest.ts';

const LOG_DATA = 3;
const NOTHING = 13;
/** Value and removals of a named family of columns. */
const FAMILY_REMOVAL = 4;
const FAMILY_VALUE = 5;
const FAMILY_SINGLE_REMOVAL = 8;

const none = new Uint8Array();

/**
 * Takes in one record of a log: a batch of changes with the number of the first one (8 bytes) and how many there are
 * (4 bytes). Refuses what no wallet writes: merges, ranges, transactions, other families of columns.
 * @returns the number of its first change, and the number that the next batch begins with
 */
export function takeBatch(
  record: Uint8Array,
  what: string,
  newest: NewestValues,
): { readonly first: bigint; readonly next: bigint } {
  const batch = new Cursor(record, what);
  const first = batch.u64();
  const count = batch.u32();
  let taken = 0;
  while (batch.left > 0) {
    const kind = kindOf(batch, what);
    if (kind === null) continue;
    const key = batch.prefixed();
    const value = kind === recordKind.value ? batch.prefixed() : none;
    newest.take(key, { sequence: first + BigInt(taken), kind, value });
    taken += 1;
  }
  if (taken !== count) throw damaged(`${what}: expected ${count} changes in a batch, got ${taken}`);
  return { first, next: first + BigInt(count) };
}

/** The kind of the next change; null for what changes nothing, which is passed over. */
function kindOf(batch: Cursor, what: string): number | null {
  const kind = batch.u8();
  switch (kind) {
    case recordKind.removal:
    case recordKind.value:
    case recordKind.singleRemoval:
      return kind;
    case FAMILY_REMOVAL:
    case FAMILY_VALUE:
    case FAMILY_SINGLE_REMOVAL:
      if (batch.varint() !== 0) throw foreign(`${what}: expected one family of columns, got another`);
      return kind === FAMILY_REMOVAL
        ? recordKind.removal
        : kind === FAMILY_VALUE
          ? recordKind.value
          : recordKind.singleRemoval;
    case LOG_DATA:
      batch.prefixed();
      return null;
    case NOTHING:
      return null;
    default:
      throw foreign(`${what}: expected values and removals, got a change of kind ${kind}`);
  }
}
