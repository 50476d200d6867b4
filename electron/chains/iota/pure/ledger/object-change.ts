import type { BcsReader } from '../bcs-reader.ts';
import type { BcsWriter } from '../bcs-writer.ts';
import { readVariant } from './decode-ledger.ts';
import { type LedgerDigest, readDigest, writeDigest } from './digests.ts';
import { type Owner, readId, readOwner, writeId, writeOwner } from './owner.ts';

/** An object before a transaction. */
export interface ObjectBefore {
  readonly version: bigint;
  readonly digest: LedgerDigest;
  readonly owner: Owner;
}

/** An object after a transaction; its version is that of the effects, a package has its own. */
export type ObjectAfter =
  | { readonly kind: 'object'; readonly digest: LedgerDigest; readonly owner: Owner }
  | { readonly kind: 'package'; readonly version: bigint; readonly digest: LedgerDigest };

const idOperations = ['none', 'created', 'deleted'] as const;

/** What effects say of one object. */
export interface ChangedObject {
  readonly id: string;
  /** Null: it was not there, or inside another one. */
  readonly before: ObjectBefore | null;
  /** Null: it is gone, or inside another one. */
  readonly after: ObjectAfter | null;
  readonly idOperation: (typeof idOperations)[number];
}

/** A shared object that a transaction named and did not change. */
export interface UnchangedShared {
  readonly id: string;
  readonly kind: 'read' | 'mutate-deleted' | 'read-deleted' | 'cancelled' | 'epoch-config';
  /** Null for `epoch-config`. */
  readonly version: bigint | null;
  /** For `read` alone. */
  readonly digest: LedgerDigest | null;
}

export function readChangedObject(reader: BcsReader): ChangedObject {
  return {
    id: readId(reader),
    before: reader.option(readBefore),
    after: readAfter(reader),
    idOperation: idOperations[readVariant(reader, 2, 'operation on an id')] ?? 'none',
  };
}

export function writeChangedObject(
  writer: BcsWriter,
  { id, before, after, idOperation }: ChangedObject,
): void {
  writeId(writer, id);
  writer.option(before, (to, { version, digest, owner }) => {
    writeDigest(to.u64(version), digest);
    writeOwner(to, owner);
  });
  if (after === null) writer.uleb128(0);
  else if (after.kind === 'package') writeDigest(writer.uleb128(2).u64(after.version), after.digest);
  else {
    writeDigest(writer.uleb128(1), after.digest);
    writeOwner(writer, after.owner);
  }
  writer.uleb128(idOperations.indexOf(idOperation));
}

const readBefore = (reader: BcsReader): ObjectBefore => ({
  version: reader.u64(),
  digest: readDigest(reader),
  owner: readOwner(reader),
});

function readAfter(reader: BcsReader): ObjectAfter | null {
  switch (readVariant(reader, 2, 'state after')) {
    case 0:
      return null;
    case 1:
      return { kind: 'object', digest: readDigest(reader), owner: readOwner(reader) };
    default:
      return { kind: 'package', version: reader.u64(), digest: readDigest(reader) };
  }
}

const sharedKinds = ['read', 'mutate-deleted', 'read-deleted', 'cancelled', 'epoch-config'] as const;

export function readUnchangedShared(reader: BcsReader): UnchangedShared {
  const id = readId(reader);
  const kind = sharedKinds[readVariant(reader, 4, 'use of a shared object')] ?? 'epoch-config';
  const version = kind === 'epoch-config' ? null : reader.u64();
  return { id, kind, version, digest: kind === 'read' ? readDigest(reader) : null };
}

/** @throws RangeError for a kind without the version or digest that it has */
export function writeUnchangedShared(
  writer: BcsWriter,
  { id, kind, version, digest }: UnchangedShared,
): void {
  if ((version === null) !== (kind === 'epoch-config') || (digest === null) !== (kind !== 'read'))
    throw new RangeError(`expected what a ${kind} has`);
  writeId(writer, id);
  writer.uleb128(sharedKinds.indexOf(kind));
  if (version !== null) writer.u64(version);
  if (digest !== null) writeDigest(writer, digest);
}
