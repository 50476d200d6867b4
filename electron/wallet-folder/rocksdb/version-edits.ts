import { folderBounds } from './bounds.ts';
import { Cursor, smallNumber } from './cursor.ts';
import { damaged, foreign, newer, oversize, torn } from './faults.ts';
import { logRecords } from './log-records.ts';

/** Which files have the present contents. */
export interface LiveFiles {
  /** Numbers of the tables, with their sizes in bytes. */
  readonly tables: ReadonlyMap<number, number>;
  /** Logs below this number are in the tables already. */
  readonly firstLog: number;
  /** Changes up to this number may be in the tables: the first log goes on there, or begins before it. */
  readonly lastChange: bigint;
}

const COMPARATOR = 'leveldb.BytewiseComparator';
/** Members with this bit may be passed over: their length stands before them. */
const MAY_BE_IGNORED = 1 << 13;
/** Details of a table from this kind on change how it is read. */
const MAY_NOT_BE_IGNORED = 1 << 6;
const BLOB_FILE = 4;
const END = 1;

/** Kinds of members that an edit has. */
const tag = {
  comparator: 1,
  logNumber: 2,
  nextFile: 3,
  lastSequence: 4,
  compactCursor: 5,
  deletedFile: 6,
  previousLog: 9,
  firstLog: 10,
  newFile: 103,
  columnFamily: 200,
  addColumnFamily: 201,
  dropColumnFamily: 202,
  mostColumnFamilies: 203,
  group: 300,
} as const;

/**
 * Reads the list of files: edits, one after the other, from the first file on.
 * @throws Refused `wallet-folder-torn`, `wallet-folder-damaged`, `wallet-folder-oversize`, `wallet-folder-newer`,
 * `wallet-folder-foreign` (keys in another order, more than one family of columns)
 */
export function readVersionEdits(manifest: Uint8Array): LiveFiles {
  const list = new FileList();
  let edits = 0;
  for (const record of logRecords(manifest, 'the list of files', folderBounds.manifestBytes)) {
    edits += 1;
    if (edits > folderBounds.edits) throw oversize(`expected at most ${folderBounds.edits} lists of files`);
    list.take(new Cursor(record, 'the list of files'));
  }
  return list.live();
}

class FileList {
  readonly #tables = new Map<number, number>();
  #firstLog = 0;
  #comparator: string | null = null;
  #groupLeft = 0;
  #lastChange = 0n;

  take(edit: Cursor): void {
    while (edit.left > 0) this.#member(edit, edit.varint());
  }

  live(): LiveFiles {
    if (this.#groupLeft > 0) throw torn('the list of files ends in the middle of a change');
    if (this.#comparator === null) throw foreign('the list of files does not say how its keys are ordered');
    return { tables: this.#tables, firstLog: this.#firstLog, lastChange: this.#lastChange };
  }

  #member(edit: Cursor, kind: number): void {
    switch (kind) {
      case tag.comparator:
        this.#comparator = Buffer.from(edit.prefixed()).toString('latin1');
        if (this.#comparator !== COMPARATOR) throw foreign('expected keys in the order of their bytes');
        return;
      case tag.logNumber:
      case tag.firstLog:
        this.#firstLog = Math.max(this.#firstLog, smallNumber(edit.varint(), 'a log'));
        return;
      case tag.lastSequence:
        this.#changesUpTo(edit.varint64());
        return;
      case tag.nextFile:
      case tag.previousLog:
      case tag.mostColumnFamilies:
        edit.varint64();
        return;
      case tag.compactCursor:
        edit.varint();
        edit.prefixed();
        return;
      case tag.deletedFile:
        edit.varint();
        this.#tables.delete(edit.varint());
        return;
      case tag.newFile:
        this.#newTable(edit);
        return;
      case tag.columnFamily:
        if (edit.varint() !== 0) throw foreign('expected one family of columns, got another');
        return;
      case tag.addColumnFamily:
      case tag.dropColumnFamily:
        throw foreign('expected one family of columns, got more');
      case tag.group:
        this.#groupLeft = edit.varint();
        return;
      default:
        if ((kind & MAY_BE_IGNORED) === 0) throw newer(`a list of files has a member of kind ${kind}`);
        edit.prefixed();
    }
  }

  #changesUpTo(number: bigint): void {
    if (number > this.#lastChange) this.#lastChange = number;
  }

  #newTable(edit: Cursor): void {
    edit.varint(); // level: the newest of all levels is taken anyway
    const number = smallNumber(edit.varint(), 'a table');
    const size = edit.varint();
    edit.prefixed(); // smallest key
    edit.prefixed(); // largest key
    edit.varint64(); // its oldest change
    this.#changesUpTo(edit.varint64());
    for (let detail = edit.varint(); detail !== END; detail = edit.varint()) {
      const value = edit.prefixed();
      if (detail === BLOB_FILE || (detail >= MAY_NOT_BE_IGNORED && value.some((byte) => byte !== 0))) {
        throw newer(`a table has a detail of kind ${detail}`);
      }
    }
    if (this.#tables.has(number)) throw damaged(`the list of files has table ${number} twice`);
    this.#tables.set(number, size);
    if (this.#tables.size > folderBounds.tables) {
      throw oversize(`expected at most ${folderBounds.tables} tables`);
    }
  }
}
