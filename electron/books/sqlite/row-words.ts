import { documentOf } from '../../core/journal/documents.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { isRecord } from '../../core/json.ts';
import { foundBy, kindMark } from '../../core/search/found-by.ts';
import { int, type Sql, storedJson, str, strOrNull, textOf } from './sql.ts';

/** Members of a body that no screen shows in a line and nobody looks for: hashes, signatures, marks. */
const UNSAID: ReadonlySet<string> = new Set([
  'viewDigest',
  'signature',
  'head',
  'batch',
  'transcript',
  'policy',
  'era',
  'counter',
  'file',
  'stationKey',
  'treasuryId',
  'vaultId',
  'transcriptId',
  'seenAt',
  'signedAt',
  'asOf',
]);

/**
 * What an entry is found by besides who wrote it, what kind it is, when it was, and what its movement pays: what its line
 * says of the body, ids, and payee and reference of its request.
 */
export function entryFoundBy({ kind, body, documents }: TypedEntry): string {
  const request = documentOf(documents, 'request')?.statement;
  const said = Object.entries(body).flatMap(([name, value]) =>
    (typeof value === 'string' || typeof value === 'number') && !UNSAID.has(name) ? [String(value)] : [],
  );
  const network = 'network' in body ? body.network.id : null;
  const consumed = 'consumed' in body ? body.consumed.slice(0, 20) : [];
  return foundBy([kind, ...said, network, request?.recipient, request?.reference, ...consumed]);
}

/** Notes what an account is found by besides its addresses and its balance: its number, its note, each name it ever had. */
export function noteAccountFoundBy(sql: Sql, vaultId: string, account: number): void {
  const row = sql.get(
    'SELECT alias, note FROM accounts WHERE vault_id = ? AND account = ?',
    vaultId,
    account,
  );
  if (!row) return;
  sql.run(
    'UPDATE accounts SET found_by = ? WHERE vault_id = ? AND account = ?',
    foundBy([...namesOf(sql, vaultId, account), String(account), str(row['note'])]),
    vaultId,
    account,
  );
}

/** The same after it was named otherwise, with the deposits at its addresses. What movements are found by stays. */
export function noteRenamed(sql: Sql, vaultId: string, account: number): void {
  noteAccountFoundBy(sql, vaultId, account);
  const deposits = sql.all(
    `SELECT d.transaction_id, d.address, d.sender FROM addresses a JOIN deposits d ON d.address = a.address
     WHERE a.vault_id = ? AND a.account = ?`,
    vaultId,
    account,
  );
  for (const row of deposits) {
    noteDepositFoundBy(sql, {
      transactionId: str(row['transaction_id']),
      address: str(row['address']),
      sender: str(row['sender']),
    });
  }
}

/** Notes what a deposit is found by: its account's name, addresses, and its transaction. */
export function noteDepositFoundBy(
  sql: Sql,
  of: { readonly transactionId: string; readonly address: string; readonly sender: string },
): void {
  const { transactionId, address, sender } = of;
  sql.run(
    'UPDATE deposits SET found_by = ? WHERE transaction_id = ? AND address = ?',
    foundBy([...namesAt(sql, address), address, sender, transactionId]),
    transactionId,
    address,
  );
}

/** Notes what a movement is found by besides its payee, maker and amount: reference, ids, who pays, and names of accounts. */
export function noteMovementFoundBy(sql: Sql, id: string): void {
  const row = sql.get(
    `SELECT m.kind, m.reference, m.external_id, m.recipient, m.source, p.digest_text, p.proposal, t.transaction_id FROM movements m
     LEFT JOIN proposals p ON p.movement_id = m.id LEFT JOIN transactions t ON t.movement_id = m.id WHERE m.id = ?`,
    id,
  );
  if (!row) return;
  const payers = row['proposal'] === null ? [] : payersOf(textOf(row['proposal']));
  const own = new Set([strOrNull(row['source'] ?? null), ...payers, str(row['recipient'])]);
  const names = [...own].flatMap((address) => (address === null ? [] : namesAt(sql, address)));
  sql.run(
    'UPDATE movements SET found_by = ? WHERE id = ?',
    kindMark(str(row['kind'])) +
      foundBy([
        str(row['reference']),
        strOrNull(row['external_id'] ?? null),
        id,
        strOrNull(row['source'] ?? null),
        ...payers,
        ...names,
        strOrNull(row['digest_text'] ?? null),
        strOrNull(row['transaction_id'] ?? null),
      ]),
    id,
  );
}

/** The addresses that pay by a stored proposal. */
function payersOf(stored: string): readonly string[] {
  const proposal = storedJson(stored);
  const sources = isRecord(proposal) ? proposal['sources'] : null;
  if (!Array.isArray(sources)) return [];
  return sources.flatMap((source: unknown) =>
    isRecord(source) && typeof source['address'] === 'string' ? [source['address']] : [],
  );
}

/** The names of the account of an own address. */
function namesAt(sql: Sql, address: string): readonly string[] {
  const row = sql.get('SELECT vault_id, account FROM addresses WHERE address = ?', address);
  return row ? namesOf(sql, str(row['vault_id']), int(row['account'])) : [];
}

const namesOf = (sql: Sql, vaultId: string, account: number): readonly string[] =>
  sql
    .all(
      `SELECT alias FROM accounts WHERE vault_id = ?1 AND account = ?2
       UNION ALL SELECT alias FROM former_names WHERE vault_id = ?1 AND account = ?2`,
      vaultId,
      account,
    )
    .map((row) => str(row['alias']));
