import { describe, expect, it } from 'vitest';
import { appendEntry } from '../../../../electron/books/sqlite/append.ts';
import { applyChange } from '../../../../electron/books/sqlite/apply.ts';
import { Figures } from '../../../../electron/books/sqlite/figures.ts';
import { presentVersion } from '../../../../electron/books/sqlite/versions.ts';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import type { Change, ChangeKind } from '../../../../electron/core/projection/change.ts';
import type { Version } from '../../../../electron/core/projection/version.ts';
import {
  approval,
  attestation,
  cold,
  hot,
  mandate,
  NOW,
  proposal,
  rejection,
} from '../../../support/core-samples.ts';
import { journalOf } from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
import { account, final, holdings, key, moved, movement, movementId, own, seen } from './samples.ts';
import { few, page, watchedBooks } from './watched-sql.ts';

const books = watchedBooks();
const id = movementId(1);
const onLedger = { transactionId: 't', at: NOW, checkpoint: '1' };
/** One change of each kind, in an order in which they can be written. */
const changes: Readonly<Record<ChangeKind, Change>> = {
  'account-added': first('account-added'),
  'account-renamed': {
    kind: 'account-renamed',
    vaultId: hot.id,
    account: 0,
    alias: 'another',
    at: NOW,
    entry: 3,
    officerId: null,
  },
  'account-noted': { kind: 'account-noted', vaultId: hot.id, account: 0, note: 'n' },
  'account-archived': { kind: 'account-archived', vaultId: hot.id, account: 0, at: NOW },
  'attestation-added': { kind: 'attestation-added', attestation },
  'address-added': first('address-added'),
  'address-issued': first('address-issued'),
  'address-touched': { kind: 'address-touched', address: own(1) },
  'vault-retired': { kind: 'vault-retired', vaultId: cold.id, at: NOW },
  'deposit-seen': seen(own(1), 1),
  'deposit-final': final(own(1), 1),
  'deposit-forgotten': { kind: 'deposit-forgotten', transactionId: 't', address: own(1) },
  'flow-deposit': { kind: 'flow-deposit', ...onLedger, address: own(1), units: 5n, sender: 's' },
  'flow-payment': { kind: 'flow-payment', ...onLedger, movementId: id, succeeded: true, fee: 1n },
  'flow-unknown': { kind: 'flow-unknown', ...onLedger, changes: [{ address: own(1), units: -1n }] },
  'address-restored': { kind: 'address-restored', address: own(1), at: NOW },
  'alarm-raised': { kind: 'alarm-raised', entry: 1, at: NOW, count: 1, differences: ['a'] },
  'alarm-settled': { kind: 'alarm-settled', entry: 1, at: NOW },
  'movement-added': movement(1),
  'mandate-added': { kind: 'mandate-added', mandate: mandate() },
  'movement-mandated': { kind: 'movement-mandated', id, mandate: 'ab'.repeat(32) },
  'movement-moved': { kind: 'movement-moved', id, to: 'proposed', at: NOW },
  'movement-stopped': { kind: 'movement-stopped', id, at: NOW },
  'movement-ruled': { kind: 'movement-ruled', id, ruleId: 'everyday', approvalsNeeded: 1 },
  'movement-problem': { kind: 'movement-problem', id, problem: null },
  'holdings-read': holdings(own(1), [1, 5n], [2, 6n]),
  'inputs-moved': moved(own(1), [key(2)], [3, 7n]),
  'ledger-skipped': { kind: 'ledger-skipped' },
  'inputs-existed': { kind: 'inputs-existed', owner: own(1), checkpoint: '1', keys: [key(2)] },
  'inputs-forgotten': { kind: 'inputs-forgotten', keys: [key(3)] },
  'reading-forgotten': { kind: 'reading-forgotten', owner: own(1) },
  'proposal-added': {
    kind: 'proposal-added',
    movementId: id,
    proposal: proposal(),
    digest: 'ab'.repeat(32),
    viewDigest: 'cd'.repeat(32),
    digestText: 'D1gest',
    lastEpoch: 8n,
  },
  'inputs-reserved': { kind: 'inputs-reserved', movementId: id, keys: [key(1)] },
  'approval-added': { kind: 'approval-added', movementId: id, approval: approval(), at: NOW },
  'approvals-voided': { kind: 'approvals-voided', movementId: id },
  'rejection-added': { kind: 'rejection-added', movementId: id, rejection: rejection() },
  'rejections-sealed': { kind: 'rejections-sealed', movementIds: [id] },
  'transaction-added': {
    kind: 'transaction-added',
    movementId: id,
    transactionId: 't',
    signature: 'S',
    fields: null,
    ruleId: 'everyday',
    signedAt: NOW,
    leftEpoch: 7n,
  },
  'spends-redated': { kind: 'spends-redated', ruleIds: ['everyday'], at: NOW },
  'transaction-left': { kind: 'transaction-left', movementId: id, epoch: 8n },
  'transaction-sent': { kind: 'transaction-sent', movementId: id, at: NOW },
  'transaction-final': { kind: 'transaction-final', movementId: id, at: NOW, checkpoint: '1', feePaid: 1n },
  'inputs-spent': { kind: 'inputs-spent', keys: [key(1)], transactionId: 't', checkpoint: '1' },
  'transaction-dropped': { kind: 'transaction-dropped', movementId: id },
  'proposal-dropped': { kind: 'proposal-dropped', movementId: id },
  'inputs-released': { kind: 'inputs-released', movementId: id },
  'epoch-reached': { kind: 'epoch-reached', epoch: 7n, at: NOW },
  'epoch-forgotten': { kind: 'epoch-forgotten' },
  'proof-kept': { kind: 'proof-kept', kept: 'a committee' },
  'proof-forgotten': { kind: 'proof-forgotten' },
  'cursor-moved': { kind: 'cursor-moved', next: 8n, at: NOW, digest: null },
  'password-failed': { kind: 'password-failed', ownerId: hot.id, at: NOW },
  'password-failures-forgotten': { kind: 'password-failures-forgotten', ownerId: hot.id },
};

function first(kind: ChangeKind): Change {
  const found = account(1).find((change) => change.kind === kind);
  if (!found) throw new Error(`expected a change of kind ${kind}`);
  return found;
}

const versions: readonly Version[] = [
  { of: 'movement', id, version: 0 },
  { of: 'alias', key: 'ops float', version: 0 },
  { of: 'balance', vaultId: hot.id, account: 1, version: 0n },
  { of: 'next-account', vaultId: hot.id, version: 0 },
  { of: 'address', address: own(1), version: 0 },
  { of: 'input', key: key(1), version: 0 },
  { of: 'proposal', digest: 'ab', version: 0 },
  { of: 'deposit', transactionId: 't', address: own(1), version: 0 },
  { of: 'ceremony', transcriptId: id, version: 0 },
  { of: 'cursor', version: 0 },
];

describe('no commit grows with all that ever happened', () => {
  it('by its changes and the figures that follow from them', () => {
    const figures = new Figures(books.sql);
    const { 'ledger-skipped': skipped, ...often } = changes;
    for (const change of Object.values(often)) applyChange(books.sql, figures, change);
    figures.settle();
    expect(few(books.sql)).toEqual([]);
    // Officers have that done once in years, and it is about all that there is.
    applyChange(books.sql, figures, skipped);
    expect(few(books.sql)).not.toEqual([]);
  });

  it('by what it rests on', () => {
    for (const version of versions) presentVersion(books.sql, version);
    expect(few(books.sql)).toEqual([]);
  });

  it('by an entry of its journal', () => {
    for (const entry of journalOf([])) appendEntry(books.sql, must(typedEntry(entry)));
    expect(page(books.sql)).toEqual([]);
    expect(books.sql.plans).toContain('SCAN journal');
  });
});
