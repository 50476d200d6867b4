import type { FactChange } from '../../core/projection/change.ts';
import { type InputEvidence, inputEvidenceSchema } from '../../core/proposal/evidence.ts';
import { parseWith } from '../../core/schema.ts';
import { int, type Sql, storedJson, str, strOrNull, units } from './sql.ts';

/**
 * What books know that is in no journal entry: how far the ledger was followed and in which epoch it is, what addresses have, deposits that are only
 * seen, wrong passwords. What an address has is marked to be read from the node again. A kind that cannot be read is left
 * out and named.
 * @param isOwn whether the rebuilt tables have an address
 */
export function keptFacts(
  old: Sql,
  isOwn: (address: string) => boolean,
): { readonly facts: readonly FactChange[]; readonly lost: readonly string[] } {
  const facts: FactChange[] = [];
  const lost: string[] = [];
  const kinds = { cursor, epoch, holdings, deposits, passwords };
  for (const [name, read] of Object.entries(kinds)) {
    try {
      facts.push(...read(old, isOwn));
    } catch {
      lost.push(name);
    }
  }
  return { facts, lost };
}

function cursor(old: Sql): readonly FactChange[] {
  return old.all('SELECT next_checkpoint, as_of, digest FROM cursor').map((row) => ({
    kind: 'cursor-moved',
    next: BigInt(str(row['next_checkpoint'])),
    at: int(row['as_of']),
    digest: strOrNull(row['digest']),
  }));
}

function epoch(old: Sql): readonly FactChange[] {
  return old.all('SELECT epoch, began_at FROM epoch').map((row) => ({
    kind: 'epoch-reached',
    epoch: BigInt(str(row['epoch'])),
    at: int(row['began_at']),
  }));
}

function holdings(old: Sql, isOwn: (address: string) => boolean): readonly FactChange[] {
  const byOwner = new Map<string, InputEvidence[]>();
  for (const row of old.all('SELECT key, chain, owner, asset, units, proof FROM inputs')) {
    const parsed = parseWith(inputEvidenceSchema, {
      key: row['key'],
      chain: row['chain'],
      owner: row['owner'],
      amount: { asset: row['asset'], units: units(row['units']).toString() },
      proof: storedJson(str(row['proof'])),
    });
    if (!parsed.ok || !isOwn(parsed.value.owner)) continue;
    const { owner } = parsed.value;
    byOwner.set(owner, [...(byOwner.get(owner) ?? []), parsed.value]);
  }
  const touched = old
    .all('SELECT address FROM addresses WHERE touched = 1')
    .map((row) => str(row['address']))
    .filter(isOwn);
  return [
    ...[...byOwner].map(([owner, inputs]) => ({ kind: 'holdings-read', owner, inputs }) as const),
    ...[...new Set([...byOwner.keys(), ...touched])].map(
      (address) => ({ kind: 'address-touched', address }) as const,
    ),
  ];
}

function deposits(old: Sql, isOwn: (address: string) => boolean): readonly FactChange[] {
  return old
    .all("SELECT transaction_id, address, units, sender, seen_at FROM deposits WHERE state = 'seen'")
    .filter((row) => isOwn(str(row['address'])))
    .map((row) => ({
      kind: 'deposit-seen',
      transactionId: str(row['transaction_id']),
      address: str(row['address']),
      units: units(row['units']),
      sender: str(row['sender']),
      at: int(row['seen_at']),
    }));
}

/** Tries that were counted stay counted, up to as many as make the longest wait. */
function passwords(old: Sql): readonly FactChange[] {
  return old.all('SELECT owner_id, failures, last_failure_at FROM password_failures').flatMap((row) =>
    Array.from({ length: Math.min(int(row['failures']), 100) }, () => ({
      kind: 'password-failed' as const,
      ownerId: str(row['owner_id']),
      at: int(row['last_failure_at']),
    })),
  );
}
