import { describe, expect, it } from 'vitest';
import type { JournalRow } from '../../../../electron/books/rows.ts';
import { shownOf } from '../../../../electron/books/sqlite/append.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { summaryOf } from '../../../../electron/console/journal/line-of-entry.ts';
import { journalRow, readJournalEntry } from '../../../../electron/console/journal/list-journal.ts';
import type { Station } from '../../../../electron/console/station.ts';
import { journalKinds } from '../../../../electron/core/journal/bodies.ts';
import { policyReference } from '../../../../electron/core/policy/policy.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { sampleBodies } from '../../../support/journal-bodies.ts';
import { must } from '../../../support/must.ts';
import { ids, samplePolicy } from '../ceremony/samples.ts';

const station = {
  chain: iotaChain,
  policy: {
    present: () => samplePolicy,
    reference: () => policyReference(samplePolicy),
    standing: () => ({ inForce: samplePolicy, asOf: 1, waiting: null }),
  },
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
  shown: '{}',
  pays: null,
  imported: null,
  ...changes,
});

describe('a line of the journal', () => {
  it('names the officer, and says nothing of the body but its line', () => {
    expect(journalRow(station, row({ shown: '{"vaultId":"x"}' }))).toEqual({
      seq: 3,
      at: 7,
      kind: 'vault-closed',
      officerName: 'Mara',
      rule: null,
      summary: 'Hot locked',
      hash: 'ab'.repeat(32),
      signedByOfficer: true,
    });
    expect(journalRow(station, row({ officerId: null })).officerName).toBeNull();
  });

  it.each<[Partial<JournalRow>, string]>([
    [
      { kind: 'treasury-created', shown: '{"name":"Harbour","network":"iota:practice"}' },
      'Treasury "Harbour" created on iota:practice',
    ],
    [{ kind: 'withdrawal-requested', units: '2500000000' }, 'Withdrawal of 2.50 IOTA requested'],
    [{ kind: 'sweep-requested', units: '1' }, 'Sweep of 0.000000001 IOTA requested'],
    [
      { kind: 'deposit-final', units: '7000000000', shown: '{"checkpoint":"12"}' },
      'Deposit of 7.00 IOTA final in checkpoint 12',
    ],
    [{ kind: 'address-issued', shown: '{"account":4,"index":2}' }, 'Address 2 of account 4 issued in Hot'],
    [
      { kind: 'account-noted', shown: '{"account":4,"alias":"Aurora","note":"pays late"}' },
      'Note of account "Aurora" in Hot: pays late',
    ],
    [{ kind: 'account-archived', shown: '{"account":4}' }, 'Account 4 in Hot archived'],
    [
      { kind: 'account-restored', shown: '{"alias":"Aurora"}' },
      'Account "Aurora" in Hot taken back from the archive',
    ],
    [{ kind: 'officer-signed-out', shown: `{"officerId":"${ids.approver}"}` }, 'Ben signed out'],
    [{ kind: 'proposal-rejected', shown: '{"reason":"too much"}' }, 'Proposal rejected: too much'],
    [{ kind: 'proposal-rejected', shown: '{"reason":""}' }, 'Proposal rejected'],
    [{ kind: 'movement-stopped', shown: '{"reason":"too much"}' }, 'Stopped: too much'],
    [{ kind: 'movement-stopped', shown: '{"reason":""}' }, 'Stopped'],
    [
      { kind: 'sign-refused', shown: '{"code":"fee-above-cap","message":"too dear"}' },
      'The signer refused (fee-above-cap): too dear',
    ],
    [
      { kind: 'ceremony-completed', shown: '{"ceremony":"create","result":"completed"}' },
      'Ceremony create: completed',
    ],
    [
      {
        kind: 'ceremony-completed',
        shown: '{"ceremony":"restore","result":"completed"}',
        imported: `{"accounts":2,"payments":1,"digest":"${'ab'.repeat(32)}"}`,
      },
      'Ceremony restore: completed, with 2 accounts and 1 earlier payment out of a wallet folder',
    ],
    [
      {
        kind: 'second-opinion-agreed',
        shown: '{"library":"@iota/wallet","version":"2.0.3-rc.32","compared":12,"apart":"enclosed"}',
      },
      'Second opinion: @iota/wallet 2.0.3-rc.32 derived the same 12 addresses of Hot',
    ],
    [
      {
        kind: 'second-opinion-differed',
        shown: '{"library":"@iota/wallet","version":"2.0.3-rc.32","count":3,"apart":"process"}',
      },
      'Alarm of a second opinion: @iota/wallet 2.0.3-rc.32 derived other addresses of Hot (3 differ), not enclosed by the system',
    ],
    [{ kind: 'vault-sealed' }, 'Hot recorded new policies and rejections'],
    [{ kind: 'mandate-approved' }, 'Mandate approved'],
    [
      { kind: 'mandate-approved', shown: `{"approver":"${ids.approver}"}` },
      'Mandate approved at another station by Ben',
    ],
  ])('says what happened: %o', (changes, summary) => {
    expect(summaryOf(station, row(changes))).toBe(summary);
  });

  it.each<[Partial<JournalRow>, string]>([
    [{ kind: 'withdrawal-requested', units: '2500000000' }, 'Withdrawal of 2.50 IOTA to 0xpayee requested'],
    [{ kind: 'proposal-approved' }, 'Proposal approved, 2.50 IOTA to 0xpayee'],
    [
      { kind: 'proposal-rejected', shown: '{"reason":"why"}' },
      'Proposal rejected, 2.50 IOTA to 0xpayee: why',
    ],
    [{ kind: 'proposal-built', shown: '{"digestText":"Ab1"}' }, 'Proposal built, 2.50 IOTA to 0xpayee: Ab1'],
    [
      { kind: 'transaction-final', shown: '{"checkpoint":"9"}' },
      'Final in checkpoint 9, 2.50 IOTA to 0xpayee',
    ],
  ])('says what a movement pays, and to whom: %o', (changes, summary) => {
    const pays = { units: 2_500_000_000n, recipient: '0xpayee' };
    expect(summaryOf(station, row({ ...changes, pays }))).toBe(summary);
  });

  it('names an own vault that is paid', () => {
    const [, cold] = samplePolicy.vaults;
    const pays = { units: 1_000_000_000n, recipient: cold?.receiveAddress ?? '' };
    const changes = { kind: 'sweep-requested', units: '1000000000', pays } as const;
    expect(summaryOf(station, row(changes))).toBe(`Sweep of 1.00 IOTA to ${cold?.name} requested`);
  });

  it('of a deposit says at which address', () => {
    const shown = '{"checkpoint":"12","address":"0xours"}';
    const line = summaryOf(station, row({ kind: 'deposit-final', units: '7000000000', shown }));
    expect(line).toBe('Deposit of 7.00 IOTA final in checkpoint 12, at 0xours');
  });

  it('is a row, not a proof: one that was edited into nonsense is still a line', () => {
    for (const kind of journalKinds) {
      for (const shown of ['', '[]', '{', '{"name":{}}']) {
        expect(summaryOf(station, row({ kind, shown, units: '-x', vaultId: 'nobody' })), kind).not.toBe('');
      }
    }
  });

  it.each(journalKinds)(
    'of kind %s says the same by the words that are kept of its body as by all of it',
    (kind) => {
      const body = sampleBodies[kind];
      const line = (shown: unknown) =>
        summaryOf(station, row({ kind, units: '5', shown: JSON.stringify(shown) }));
      const whole = 'network' in body ? { ...body, network: body.network.id } : body;
      expect(line(shownOf(body))).toBe(line(whole));
    },
  );
});

describe('one entry', () => {
  const books = (entry?: unknown): Parameters<typeof readJournalEntry>[0]['books'] => {
    const never = () => Promise.reject(new Error('not read here'));
    const journal = {
      head: never,
      list: never,
      ofMovement: never,
      entries: never,
      hasIssued: never,
      nodeChanges: never,
      envelopes: never,
      messages: never,
      ceremonies: never,
      received: never,
      skips: never,
      freezes: never,
      book: never,
      renamed: never,
      raw: never,
      marks: never,
      settling: never,
      ceremony: never,
      lastBackup: never,
    };
    const stored = async (seq: number) => (seq === 7 ? JSON.stringify(entry) : undefined);
    return { ...({} as Station['books']), journal: { ...journal, entry: stored } };
  };
  const read = (seq: number, entry?: unknown) => readJournalEntry({ books: books(entry) }, { seq });

  it('is shown with its whole body, as it is hashed', async () => {
    const body = { zone: [1, { deep: 'b' }], account: 4 };
    expect(must(await read(7, { seq: 7, body }))).toEqual({
      body: '{"account":4,"zone":[1,{"deep":"b"}]}',
    });
  });

  it('of a number that none has is refused, and one that was edited into nonsense', async () => {
    expect(codeOf(await read(8, { body: {} }))).toBe('input-malformed');
    for (const damaged of ['text', [], {}, null]) {
      expect(codeOf(await read(7, damaged))).toBe('journal-malformed');
    }
  });
});
