import { bytesToHex } from '../../core/digest.ts';
import type { Account, OwnAddress } from '../rows.ts';
import { bytes, int, intOrNull, type Row, str, strOrNull } from './sql.ts';

export function accountOf(row: Row): Account {
  return {
    vaultId: str(row['vault_id']),
    index: int(row['account']),
    alias: str(row['alias']),
    createdAt: int(row['created_at']),
    entry: int(row['entry_seq']),
  };
}

export function addressOf(row: Row): OwnAddress {
  const batch = strOrNull(row['batch']);
  const proof = row['proof'] ?? null;
  return {
    address: str(row['address']),
    vaultId: str(row['vault_id']),
    path: { account: int(row['account']), change: int(row['change']), index: int(row['position']) },
    issuedAt: intOrNull(row['issued_at']),
    attested: batch === null ? null : { batch, proof: proof === null ? '' : bytesToHex(bytes(proof)) },
    issuedBy: intOrNull(row['issued_seq']),
  };
}
