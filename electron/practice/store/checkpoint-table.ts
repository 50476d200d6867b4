import { base58 } from '@scure/base';
import { type SummaryParts, transactionsIn } from '../documents/checkpoint-document.ts';
import type { Store } from './store.ts';

/** A batch of executed transactions that no one can take back. */
export interface PracticeCheckpoint extends SummaryParts {
  /** Base58. */
  readonly digest: string;
  /** BCS of `CheckpointSummary`. */
  readonly summary: Uint8Array;
  /** BCS of `CheckpointContents`. */
  readonly contents: Uint8Array;
}

/** An epoch: closed where it has a last checkpoint. Times are milliseconds since the Unix epoch. */
export interface Epoch {
  readonly number: number;
  readonly start: number;
  /** Nanos per unit. */
  readonly gasPrice: bigint;
  readonly protocolVersion: number;
  readonly firstCheckpoint: number;
  readonly lastCheckpoint: number | null;
  readonly end: number | null;
}

export interface Checkpoints {
  put(checkpoint: PracticeCheckpoint): void;
  at(sequence: number): PracticeCheckpoint | undefined;
  find(digest: string): PracticeCheckpoint | undefined;
  /** The newest one. */
  latest(): PracticeCheckpoint | undefined;
  /** The certificate that was made of it, BCS. */
  certificate(sequence: number): Uint8Array | undefined;
  putCertificate(sequence: number, bytes: Uint8Array): void;
  putEpoch(epoch: Epoch): void;
  epoch(number: number): Epoch | undefined;
}

/** The digests of a checkpoint's transactions, base58, in its order. */
export const transactionsOf = (checkpoint: PracticeCheckpoint): readonly string[] =>
  transactionsIn(checkpoint.contents);

const COLUMNS = 'digest, summary, contents, parts';

/** The checkpoints and epochs of a store. */
export function checkpointTable({ sql }: Store): Checkpoints {
  return {
    put({ digest, summary, contents, ...parts }) {
      sql(`INSERT INTO checkpoints (sequence, ${COLUMNS}) VALUES (?, ?, ?, ?, ?)`).run(
        parts.sequence,
        base58.decode(digest),
        summary,
        contents,
        toText(parts),
      );
    },
    at: (sequence) =>
      checkpointOf(sql(`SELECT ${COLUMNS} FROM checkpoints WHERE sequence = ?`).get(sequence)),
    find: (digest) =>
      checkpointOf(sql(`SELECT ${COLUMNS} FROM checkpoints WHERE digest = ?`).get(base58.decode(digest))),
    latest: () =>
      checkpointOf(sql(`SELECT ${COLUMNS} FROM checkpoints ORDER BY sequence DESC LIMIT 1`).get()),
    certificate(sequence) {
      const row = sql('SELECT certificate FROM checkpoints WHERE sequence = ?').get(sequence);
      return (row?.['certificate'] as Uint8Array | null | undefined) ?? undefined;
    },
    putCertificate: (sequence, bytes) =>
      void sql('UPDATE checkpoints SET certificate = ? WHERE sequence = ?').run(bytes, sequence),
    putEpoch: (epoch) =>
      void sql('INSERT OR REPLACE INTO epochs VALUES (?, ?)').run(epoch.number, toText(epoch)),
    epoch(number) {
      const row = sql('SELECT parts FROM epochs WHERE epoch = ?').get(number);
      return row && (fromText(String(row['parts'])) as Epoch);
    },
  };
}

function checkpointOf(row: Readonly<Record<string, unknown>> | undefined): PracticeCheckpoint | undefined {
  if (!row) return undefined;
  const parts = fromText(String(row['parts'])) as SummaryParts;
  return {
    ...parts,
    digest: base58.encode(row['digest'] as Uint8Array),
    summary: row['summary'] as Uint8Array,
    contents: row['contents'] as Uint8Array,
  };
}

/** JSON in which whole numbers of any size (`1n`) and bytes come back as they were. */
export function toText(value: object): string {
  return JSON.stringify(value, (_, part) => {
    if (typeof part === 'bigint') return { n: part.toString() };
    return part instanceof Uint8Array ? { b: Buffer.from(part).toString('base64') } : part;
  });
}

/** What {@link toText} wrote. */
export function fromText(text: string): unknown {
  return JSON.parse(text, (_, part) => {
    if (typeof part !== 'object' || part === null || Object.keys(part).length !== 1) return part;
    if (typeof part.n === 'string') return BigInt(part.n);
    return typeof part.b === 'string' ? new Uint8Array(Buffer.from(part.b, 'base64')) : part;
  });
}
