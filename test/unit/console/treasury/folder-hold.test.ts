import { describe, expect, it } from 'vitest';
import {
  type EnrolmentReason,
  FolderHold,
  type HoldBegins,
} from '../../../../electron/console/treasury/folder-hold.ts';
import type { OutsideMark } from '../../../../electron/console/treasury/outside-marks.ts';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { ok } from '../../../../electron/core/result.ts';
import { codeOf, NOW, policy, uuid } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import {
  append,
  begun,
  firstStation,
  settled,
  settlementAfter,
  signSettlement,
} from '../../../support/station-samples.ts';

const same = { from: firstStation, to: firstStation };
const place = (seq: number) => ({ seq, hash: 'ab'.repeat(32), at: NOW });
const older = { ours: place(1), newer: place(9) };

function holdOf(changes: Partial<HoldBegins> = {}) {
  const kept: OutsideMark[] = [];
  const told: boolean[] = [];
  const hold: FolderHold = new FolderHold({
    settled: {
      stations: [{ stationId: firstStation.id, stationKey: firstStation.key.publicKey, from: 1 }],
      spends: [],
      last: null,
      refuseBefore: 0,
      lostTo: 0,
    },
    enrolment: null,
    older: null,
    known: null,
    key: { stationId: firstStation.id },
    keyFile: { write: async () => ok(undefined), take: async () => {} },
    treasuryId: policy().treasuryId,
    now: () => NOW,
    changed: () => told.push(hold.check().ok),
    keep: (mark) => kept.push(mark),
    kept: async () => {},
    ...changes,
  });
  return { hold, kept, told };
}

const start = begun();
const alarmed = append(start, firstStation, {
  body: {
    code: 'input-spent-elsewhere',
    message: 'spent',
    url: 'https://node.example',
    transactionId: 't1',
    checkpoint: '7',
    consumed: [],
  },
});
const last = (entries: typeof start) => must(typedEntry(entries.at(-1)!));

describe('a folder with nothing to settle', () => {
  it('takes in everything, and marks outside follow each commit', () => {
    const { hold, kept, told } = holdOf();
    expect(codeOf(hold.check())).toBe('accepted');
    expect(hold.judge(['proposal-signed'])).toEqual(ok('write'));
    hold.committed([last(append(start, firstStation))]);
    expect(kept.map(({ seq }) => seq)).toEqual([2]);
    expect(told).toEqual([]);
  });

  it('keeps where sealed states are beside the head', () => {
    const { hold, kept } = holdOf();
    const body = { vaultId: uuid(0xa1), era: 'ab'.repeat(16), counter: 4, rejected: [] };
    hold.committed([last(append(start, firstStation, { kind: 'vault-sealed', body }))]);
    expect(kept[0]?.vaults).toEqual({ [uuid(0xa1)]: { era: 'ab'.repeat(16), counter: 4 } });
  });
});

describe('a folder that is held', () => {
  it.each<[string, Partial<HoldBegins>, string]>([
    ['as a copy', { enrolment: 'other-computer' }, 'station-not-enrolled'],
    ['as an older one', { older }, 'folder-older'],
  ])('%s refuses what officers do', (_, changes, code) => {
    const { hold } = holdOf(changes);
    for (const kind of [
      'withdrawal-requested',
      'proposal-approved',
      'proposal-signed',
      'vault-opened',
    ] as const) {
      expect(codeOf(hold.judge([kind]))).toBe(code);
      expect(codeOf(hold.judge(['officer-signed-in', kind]))).toBe(code);
    }
    expect(codeOf(hold.checkRequest({ createdAt: NOW }))).toBe(code);
    expect(codeOf(hold.checkSigning({ createdAt: NOW }, NOW))).toBe(code);
    expect(hold.judge(['folder-settled'])).toEqual(ok('write'));
  });

  it('as an older one takes in what the ledger shows, and does not lower the mark outside', () => {
    const { hold, kept } = holdOf({ older });
    expect(hold.judge(['deposit-final', 'node-alarm'])).toEqual(ok('write'));
    expect(hold.judge([])).toEqual(ok('write'));
    hold.committed([last(append(start, firstStation))]);
    expect(kept).toEqual([]);
  });

  it.each<EnrolmentReason>(['key-locked', 'other-computer', 'retired'])(
    'as a copy (%s) writes nothing at all, and lets officers come and go',
    (enrolment) => {
      const { hold } = holdOf({ enrolment });
      expect(codeOf(hold.judge(['deposit-final']))).toBe('station-not-enrolled');
      expect(codeOf(hold.judge([]))).toBe('station-not-enrolled');
      expect(hold.judge(['officer-signed-in'])).toEqual(ok('leave-out'));
      expect(hold.judge(['vault-closed', 'officer-signed-out'])).toEqual(ok('leave-out'));
    },
  );

  it('by a spend that no movement knows is held from that entry on, and says so once', () => {
    const { hold, told } = holdOf();
    hold.committed([last(alarmed)]);
    expect(codeOf(hold.check())).toBe('spend-not-in-books');
    expect(hold.view().spends).toMatchObject([{ transactionId: 't1', checkpoint: '7' }]);
    hold.committed([last(append(alarmed, firstStation))]);
    expect(told).toEqual([false]);
  });

  it('is free again with the settlement, and keeps to what it says', () => {
    const { hold, kept, told } = holdOf({ older });
    hold.committed([last(alarmed)]);
    const terms = { spends: ['t1'], refuseBefore: NOW, signsFrom: NOW + 5, nothingUnderWay: false };
    const journal = settled(alarmed, signSettlement(settlementAfter(alarmed, same, terms)), firstStation);
    hold.committed([last(journal)]);
    expect(codeOf(hold.check())).toBe('accepted');
    expect(told).toEqual([true]);
    expect(kept.map(({ seq }) => seq)).toEqual([journal.length]);
    expect(codeOf(hold.checkRequest({ createdAt: NOW - 1 }))).toBe('request-settled');
    expect(codeOf(hold.checkRequest({ createdAt: NOW }))).toBe('accepted');
    expect(codeOf(hold.checkSigning({ createdAt: NOW }, NOW + 9))).toBe('vaults-wait');
  });

  it('stays held by a spend that the settlement does not name', () => {
    const { hold } = holdOf();
    hold.committed([last(alarmed)]);
    const journal = settled(alarmed, signSettlement(settlementAfter(alarmed, same)), firstStation);
    hold.committed([last(journal)]);
    expect(codeOf(hold.check())).toBe('spend-not-in-books');
  });
});
