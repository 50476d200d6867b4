import { canonicalJson } from '../../core/canonical-json.ts';
import type { Change } from '../../core/projection/change.ts';
import type { InputEvidence } from '../../core/proposal/evidence.ts';
import type { Figures } from './figures.ts';
import { type Sql, str, strOrNull, units } from './sql.ts';

/** An input as it is stored. */
interface Stored {
  readonly chain: string;
  readonly asset: string;
  readonly units: bigint;
  readonly proof: string;
  /** The checkpoint that proves it; null: a node's word is all there is. */
  readonly checkpoint: string | null;
}

/**
 * Takes in all of one owner as a node lists it, and writes only what is another than before: most of what a busy address has
 * stays as it was. What the ledger has proven stays, whether it is listed or not: only what is proven ends it. An input that
 * is spent stays away, even if a node still lists it.
 */
export function takeListed(
  sql: Sql,
  figures: Figures,
  owner: string,
  listed: readonly InputEvidence[],
): void {
  const before = storedOf(sql, owner);
  const after = new Map(listed.map((input) => [input.key, storedAs(input, null)]));
  for (const [key, { checkpoint }] of before)
    if (checkpoint === null && !after.has(key)) removeInput(sql, figures, key);
  for (const [key, input] of after) {
    const known = before.get(key);
    if (known && (known.checkpoint !== null || sameInput(known, input))) continue;
    // What an owner has is not spent: spending takes it away.
    if (!known && isSpentOrProven(sql, key)) continue;
    // An input that moved between two own addresses may still be listed under the other one.
    removeInput(sql, figures, key);
    addInput(sql, figures, { key, owner, input });
  }
}

/** Takes in what a proven transaction did. */
export function moveInputs(
  sql: Sql,
  figures: Figures,
  { checkpoint, consumed, created }: Extract<Change, { readonly kind: 'inputs-moved' }>,
): void {
  for (const { key, owner } of consumed) {
    if (sql.has('SELECT 1 FROM inputs WHERE key = ? AND owner = ?', key, owner))
      removeInput(sql, figures, key);
  }
  for (const evidence of created) {
    const { key, owner } = evidence;
    if (isSpentOrProven(sql, key) || !sql.has('SELECT 1 FROM addresses WHERE address = ?', owner)) continue;
    removeInput(sql, figures, key);
    addInput(sql, figures, { key, owner, input: storedAs(evidence, checkpoint) });
  }
  for (const owner of new Set([...consumed, ...created].map((each) => each.owner))) {
    // What was there before the ledger was followed, only a node can list: once.
    sql.run(
      `UPDATE addresses SET touched = MAX(touched, 1 - listed), touches = touches + 1, touched_by = NULL
       WHERE address = ?`,
      owner,
    );
  }
}

/** See `ledger-skipped`. It happens once in years, and passes over all that there is. */
export function skipTime(sql: Sql): void {
  sql.run('UPDATE inputs SET existed = checkpoint, checkpoint = NULL WHERE checkpoint IS NOT NULL');
  sql.run('UPDATE addresses SET touched = 1, touches = touches + 1, touched_by = NULL');
}

/** See `inputs-existed`. */
export function gradeInputs(
  sql: Sql,
  { owner, checkpoint, keys }: Extract<Change, { readonly kind: 'inputs-existed' }>,
): void {
  for (const key of keys)
    sql.run(
      'UPDATE inputs SET existed = ? WHERE key = ? AND owner = ? AND checkpoint IS NULL',
      checkpoint,
      key,
      owner,
    );
}

/** See `inputs-forgotten`. */
export function forgetInputs(sql: Sql, figures: Figures, keys: readonly string[]): void {
  for (const key of keys) removeInput(sql, figures, key);
}

const storedAs = ({ chain, amount, proof }: InputEvidence, checkpoint: string | null): Stored => ({
  chain,
  asset: amount.asset,
  units: BigInt(amount.units),
  proof: canonicalJson(proof),
  checkpoint,
});

const isSpentOrProven = (sql: Sql, key: string): boolean =>
  sql.has('SELECT 1 FROM spent_inputs WHERE key = ?', key) ||
  sql.has('SELECT 1 FROM inputs WHERE key = ? AND checkpoint IS NOT NULL', key);

/** Inputs that a transaction in a checkpoint has consumed: they never come back. */
export function spendInputs(
  sql: Sql,
  figures: Figures,
  { keys, transactionId, checkpoint }: Extract<Change, { readonly kind: 'inputs-spent' }>,
): void {
  for (const key of keys) {
    sql.run(
      'INSERT INTO spent_inputs VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      key,
      transactionId,
      checkpoint,
    );
    removeInput(sql, figures, key);
  }
}

/** Reserves inputs for a movement. The primary key makes a second reservation of one input throw. */
export function reserveInputs(
  sql: Sql,
  figures: Figures,
  { keys, movementId }: Extract<Change, { readonly kind: 'inputs-reserved' }>,
): void {
  for (const key of keys) {
    sql.run('INSERT INTO reservations (key, movement_id) VALUES (?, ?)', key, movementId);
    const row = sql.get('SELECT owner, units FROM inputs WHERE key = ?', key);
    if (row) figures.inputReserved(str(row['owner']), units(row['units']));
  }
}

/** Releases all that a movement has reserved. */
export function releaseInputs(sql: Sql, figures: Figures, movementId: string): void {
  const rows = sql.all(
    'SELECT i.owner, i.units FROM reservations r JOIN inputs i ON i.key = r.key WHERE r.movement_id = ?',
    movementId,
  );
  for (const row of rows) figures.inputReleased(str(row['owner']), units(row['units']));
  sql.run('DELETE FROM reservations WHERE movement_id = ?', movementId);
}

function storedOf(sql: Sql, owner: string): ReadonlyMap<string, Stored> {
  const rows = sql.all(
    'SELECT key, chain, asset, units, proof, checkpoint FROM inputs WHERE owner = ?',
    owner,
  );
  return new Map(
    rows.map((row) => [
      str(row['key']),
      {
        chain: str(row['chain']),
        asset: str(row['asset']),
        units: units(row['units']),
        proof: str(row['proof']),
        checkpoint: strOrNull(row['checkpoint']),
      },
    ]),
  );
}

const sameInput = (a: Stored, b: Stored): boolean =>
  a.units === b.units && a.asset === b.asset && a.chain === b.chain && a.proof === b.proof;

const isFree = (sql: Sql, key: string): boolean => !sql.has('SELECT 1 FROM reservations WHERE key = ?', key);

function addInput(
  sql: Sql,
  figures: Figures,
  { key, owner, input }: { readonly key: string; readonly owner: string; readonly input: Stored },
): void {
  sql.run(
    'INSERT INTO inputs (key, chain, owner, asset, units, proof, checkpoint) VALUES (?, ?, ?, ?, ?, ?, ?)',
    key,
    input.chain,
    owner,
    input.asset,
    input.units,
    input.proof,
    input.checkpoint,
  );
  figures.inputAdded(owner, input.units, isFree(sql, key));
}

/** Takes away an input, where it is known. */
function removeInput(sql: Sql, figures: Figures, key: string): void {
  const row = sql.get('SELECT owner, units FROM inputs WHERE key = ?', key);
  if (!row) return;
  sql.run('DELETE FROM inputs WHERE key = ?', key);
  figures.inputRemoved(str(row['owner']), units(row['units']), isFree(sql, key));
}
