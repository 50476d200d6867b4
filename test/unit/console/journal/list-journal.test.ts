import { describe, expect, it } from 'vitest';
import type { JournalRow } from '../../../../electron/books/books.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { journalRow, summaryOf } from '../../../../electron/console/journal/list-journal.ts';
import { journalKinds } from '../../../../electron/core/journal/bodies.ts';
import { policyReference } from '../../../../electron/core/policy/policy.ts';
import { ids, samplePolicy } from '../ceremony/samples.ts';

const station = {
  chain: iotaChain,
  policy: { present: () => samplePolicy, reference: () => policyReference(samplePolicy) },
};
const row = (changes: Partial<JournalRow>): JournalRow => ({
  seq: 3,
  at: 7,
  kind: 'vault-closed',
  officerId: ids.maker,
  rule: null,
  hash: 'ab'.repeat(32),
  witnessed: true,
  vaultId: ids.hot,
  units: null,
  body: '{}',
  ...changes,
});

describe('a line of the journal', () => {
  it('names the officer, and passes the body on as it is', () => {
    expect(journalRow(station, row({ body: '{"vaultId":"x"}' }))).toEqual({
      seq: 3,
      at: 7,
      kind: 'vault-closed',
      officerName: 'Mara',
      rule: null,
      summary: 'Hot locked',
      hash: 'ab'.repeat(32),
      signedByOfficer: true,
      body: '{"vaultId":"x"}',
    });
    expect(journalRow(station, row({ officerId: null })).officerName).toBeNull();
  });

  it.each<[Partial<JournalRow>, string]>([
    [
      { kind: 'treasury-created', body: '{"name":"Harbour","network":{"id":"iota:practice"}}' },
      'Treasury "Harbour" created on iota:practice',
    ],
    [{ kind: 'withdrawal-requested', units: '2500000000' }, 'Withdrawal of 2.50 IOTA requested'],
    [{ kind: 'sweep-requested', units: '1' }, 'Sweep of 0.000000001 IOTA requested'],
    [
      { kind: 'deposit-final', units: '7000000000', body: '{"checkpoint":"12"}' },
      'Deposit of 7.00 IOTA final in checkpoint 12',
    ],
    [{ kind: 'address-issued', body: '{"account":4,"index":2}' }, 'Address 2 of account 4 issued in Hot'],
    [{ kind: 'officer-signed-out', body: `{"officerId":"${ids.approver}"}` }, 'Ben signed out'],
    [{ kind: 'proposal-rejected', body: '{"reason":"too much"}' }, 'Proposal rejected: too much'],
    [{ kind: 'proposal-rejected', body: '{"reason":""}' }, 'Proposal rejected'],
    [
      { kind: 'sign-refused', body: '{"code":"fee-above-cap","message":"too dear"}' },
      'The signer refused (fee-above-cap): too dear',
    ],
    [
      { kind: 'ceremony-completed', body: '{"ceremony":"create","result":"completed"}' },
      'Ceremony create: completed',
    ],
    [{ kind: 'vault-sealed' }, 'Hot recorded new policies and rejections'],
  ])('says what happened: %o', (changes, summary) => {
    expect(summaryOf(station, row(changes))).toBe(summary);
  });

  it('is a row, not a proof: one that was edited into nonsense is still a line', () => {
    for (const kind of journalKinds) {
      for (const body of ['', '[]', '{', '{"name":{}}']) {
        expect(summaryOf(station, row({ kind, body, units: '-x', vaultId: 'nobody' })), kind).not.toBe('');
      }
    }
  });
});
