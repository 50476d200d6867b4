import type { Result } from '../../../../core/result.ts';
import { BcsFault, type BcsReader } from '../bcs-reader.ts';
import { BcsWriter } from '../bcs-writer.ts';
import { readCertificate } from './certificate.ts';
import { type CheckpointContents, type ContentsEntry, readContents } from './contents.ts';
import { decodeLedger } from './decode-ledger.ts';
import { sameDigest, transactionDigest } from './digests.ts';
import { readEffects } from './effects.ts';
import { readObjectOrPackage } from './object.ts';
import { readSummary } from './summary.ts';
import { readIdentifier, readStructTag } from './type-tag.ts';

/** A transaction of a whole checkpoint; all bytes are BCS without envelope. */
export interface TransactionParts {
  readonly transaction: Uint8Array;
  readonly effects: Uint8Array;
  /** Objects before it and after it; packages are left out. */
  readonly objects: readonly Uint8Array[];
}

/** A whole checkpoint, cut into what is proven apart. */
export interface CheckpointParts {
  readonly summary: Uint8Array;
  readonly certificate: Uint8Array;
  readonly contents: Uint8Array;
  readonly transactions: readonly TransactionParts[];
}

export const MAX_CHECKPOINT_LENGTH = 128 * 1024 * 1024;

/** What system transactions have in place of a signature. */
const SYSTEM_SIGNATURE = new Uint8Array(97);

/** How many bytes may be hashed to find where the transactions of one file end: a file that asks for more is refused. */
const MAX_HASHED = 4 * 1024 * 1024;

/**
 * Cuts a checkpoint as IOTA's checkpoint store and light client keep it (`.chk`; `checkpoint-data` of `bcs-schema.abnf`).
 * Nothing is proven by that. Transactions of any kind: their length is found by their digest, which the contents name.
 * @returns `proof-malformed`
 */
export const decodeCheckpointData = (bytes: Uint8Array): Result<CheckpointParts> =>
  decodeLedger(bytes, MAX_CHECKPOINT_LENGTH, 'checkpoint file', (reader) => {
    const summary = reader.span(readSummary);
    const certificate = reader.span(readCertificate);
    let entries: CheckpointContents = [];
    const contents = reader.span((each) => {
      entries = readContents(each);
    });
    const count = reader.length(1);
    if (count !== entries.length) throw new BcsFault(`expected ${entries.length} transactions, got ${count}`);
    const search = { bytes, left: MAX_HASHED };
    const transactions = entries.map((entry) => readTransaction(reader, search, entry));
    return { summary, certificate, contents, transactions };
  });

interface Search {
  readonly bytes: Uint8Array;
  /** Bytes that may still be hashed. */
  left: number;
}

function readTransaction(reader: BcsReader, search: Search, entry: ContentsEntry): TransactionParts {
  if (reader.u8() !== 1) throw new BcsFault('expected one transaction in its envelope');
  const intent = reader.fixed(3);
  if (intent.some((byte) => byte !== 0)) throw new BcsFault('expected the intent of a transaction');
  const transaction = findTransaction(reader, search, entry);
  const effects = reader.span(readEffects);
  reader.option((events) => events.list(32 + 32, skipEvent));
  return { transaction, effects, objects: [...readObjects(reader), ...readObjects(reader)] };
}

/** Takes the transaction and its signatures: the bytes before these signatures that have the digest. */
function findTransaction(reader: BcsReader, search: Search, entry: ContentsEntry): Uint8Array {
  const { bytes } = search;
  const from = bytes.length - reader.left;
  // The contents leave out the signature of the transaction that ends an epoch.
  const given = entry.signatures.length > 0 ? entry.signatures : [SYSTEM_SIGNATURE];
  const signatures = new BcsWriter(256).list(given, (to, signature) => to.vector(signature)).toBytes();
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let end = all.indexOf(signatures, from); end >= 0; end = all.indexOf(signatures, end + 1)) {
    search.left -= end - from;
    if (search.left < 0) break;
    if (!sameDigest(transactionDigest(bytes.subarray(from, end)), entry.transaction)) continue;
    const transaction = reader.fixed(end - from);
    reader.fixed(signatures.length);
    return transaction;
  }
  throw new BcsFault('expected a transaction that the contents name');
}

/** Package, module, sender, type and content. */
function skipEvent(reader: BcsReader): void {
  reader.fixed(32);
  readIdentifier(reader);
  reader.fixed(32);
  readStructTag(reader);
  reader.bytes();
}

function readObjects(reader: BcsReader): readonly Uint8Array[] {
  const spans = reader.list(1, (each) => {
    let isPackage = false;
    const span = each.span((inner) => {
      isPackage = readObjectOrPackage(inner) === null;
    });
    return isPackage ? null : span;
  });
  return spans.filter((span) => span !== null);
}
