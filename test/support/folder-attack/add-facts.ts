import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { FactChange } from '../../../electron/core/projection/change.ts';
import { FACTS_START, factBytes, factsHash } from '../../../electron/core/projection/facts.ts';

/** Adds a batch to the evidence of a closed treasury as whoever knows how it is kept: in its place, with the hash that it needs. */
export function addFacts(folder: string, facts: readonly FactChange[]): void {
  const db = new DatabaseSync(path.join(folder, 'treasury.sqlite'));
  try {
    const last = db.prepare('SELECT batch, hash FROM facts ORDER BY batch DESC LIMIT 1').get();
    const afterEntry = Number(db.prepare('SELECT MAX(seq) AS last FROM journal').get()?.['last']);
    const batch = { batch: Number(last?.['batch'] ?? 0) + 1, afterEntry, bytes: factBytes(facts) };
    const hash = factsHash(String(last?.['hash'] ?? FACTS_START), batch);
    const put = db.prepare('INSERT INTO facts (batch, after_entry, hash, facts) VALUES (?, ?, ?, ?)');
    put.run(batch.batch, batch.afterEntry, hash, batch.bytes);
    const count = db.prepare(
      `INSERT INTO password_failures VALUES (?1, 1, ?2) ON CONFLICT (owner_id) DO UPDATE SET failures = failures + 1, last_failure_at = ?2`,
    );
    for (const fact of facts) if (fact.kind === 'password-failed') count.run(fact.ownerId, fact.at);
  } finally {
    db.close();
  }
}
