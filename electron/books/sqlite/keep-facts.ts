import type { FactChange } from '../../core/projection/change.ts';
import {
  FACTS_START,
  type FactBatch,
  factBytes,
  factsHash,
  isEvidence,
} from '../../core/projection/facts.ts';
import { bytes, int, type Row, type Sql, str } from './sql.ts';

/** A batch as it is stored, with the hash that its row says. */
export interface StoredBatch extends FactBatch {
  readonly hash: string;
}

/** Appends facts to the evidence, after the journal's newest entry; those that are no evidence are left out. */
export function keepFacts(sql: Sql, facts: readonly FactChange[]): void {
  if (!isEvidence(facts)) return;
  const head = factsHead(sql);
  const last = sql.get('SELECT MAX(seq) AS last FROM journal')?.['last'];
  const batch: FactBatch = {
    batch: head.batches + 1,
    afterEntry: typeof last === 'bigint' ? Number(last) : 0,
    bytes: factBytes(facts),
  };
  appendBatch(sql, { ...batch, hash: factsHash(head.head, batch) });
}

export function appendBatch(sql: Sql, { batch, afterEntry, hash, bytes: facts }: StoredBatch): void {
  sql.run(
    'INSERT INTO facts (batch, after_entry, hash, facts) VALUES (?, ?, ?, ?)',
    batch,
    afterEntry,
    hash,
    facts,
  );
}

/** How many batches there are, and the newest one's hash. */
export function factsHead(sql: Sql): { readonly batches: number; readonly head: string } {
  const row = sql.get('SELECT batch, hash FROM facts ORDER BY batch DESC LIMIT 1');
  return row ? { batches: int(row['batch']), head: str(row['hash']) } : { batches: 0, head: FACTS_START };
}

/** Batches after a number, in order. */
export const batchesAfter = (sql: Sql, after: number, limit: number): readonly StoredBatch[] =>
  sql
    .all(
      'SELECT batch, after_entry, hash, facts FROM facts WHERE batch > ? ORDER BY batch LIMIT ?',
      after,
      limit,
    )
    .map(batchOf);

/** The hash that the row of a batch says; null for a number that is none. */
export function batchHash(sql: Sql, batch: number): string | null {
  const row = sql.get('SELECT hash FROM facts WHERE batch = ?', batch);
  return row ? str(row['hash']) : null;
}

const batchOf = (row: Row): StoredBatch => ({
  batch: int(row['batch']),
  afterEntry: int(row['after_entry']),
  hash: str(row['hash']),
  bytes: bytes(row['facts']),
});
