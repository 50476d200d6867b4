import { expect, it } from 'vitest';
import { theStation } from '../../../electron/console/actor.ts';
import { type Decision, Recorder } from '../../../electron/console/recorder.ts';
import type { TypedEntry } from '../../../electron/core/journal/journal-entry.ts';
import { ok } from '../../../electron/core/result.ts';
import { hot, NOW } from '../../support/core-samples.ts';
import { sampleBodies } from '../../support/journal-bodies.ts';
import { must } from '../../support/must.ts';
import { stationKey } from './movements/samples.ts';

const DAY = 86_400_000;

/** A station's recorder over a journal in memory, with a clock that the test sets. */
function journalWith(newest: readonly TypedEntry[] = []) {
  const entries = [...newest];
  const clock = { now: NOW };
  const recorder = new Recorder({
    books: {
      commit: async (commit) => {
        entries.push(...commit.entries);
        return ok(undefined);
      },
      journal: { head: async () => entries.at(-1) },
    },
    key: stationKey,
    now: () => clock.now,
  });
  const write = async (drafts: Decision<void>['entries'] = [closed]) => {
    must(await recorder.commit({ expects: [], entries: drafts, answer: undefined }));
    return entries.at(-1)?.at;
  };
  return { recorder, clock, entries, write };
}

const closed = {
  kind: 'vault-closed',
  actor: theStation('lock-idle'),
  body: { vaultId: hot.id },
} as const;

it('an entry of more documents than a reader takes is not written', async () => {
  const { recorder, entries } = journalWith();
  const document = { kind: 'attestation', document: {} } as never;
  const draft = { ...closed, documents: new Array(1001).fill(document) };
  const written = recorder.commit({ expects: [], entries: [draft], answer: undefined });
  await expect(written).rejects.toThrow('1001 documents');
  expect(entries).toEqual([]);
});

it('a clock that is put back dates no entry below the one before, also after a restart', async () => {
  const first = journalWith();
  expect(await first.write()).toBe(NOW);
  first.clock.now = NOW - DAY;
  expect(await first.write()).toBe(NOW);
  const restarted = journalWith(first.entries);
  restarted.clock.now = NOW - DAY;
  expect(await restarted.write([closed, closed])).toBe(NOW);
  restarted.clock.now = NOW + 1;
  expect(await restarted.write()).toBe(NOW + 1);
});

it('a clock behind the ledger dates no entry below the time that the ledger gave', async () => {
  const { recorder, write } = journalWith();
  recorder.noteLedgerTime(NOW + 60_000);
  recorder.noteLedgerTime(NOW + 1000);
  expect(await write()).toBe(NOW + 60_000);
});

it('a node that lies about the time dates entries one day ahead at most', async () => {
  const { recorder, clock, write } = journalWith();
  recorder.noteLedgerTime(NOW + 1000 * DAY);
  expect(await write()).toBe(NOW + DAY);
  clock.now = NOW + 2 * DAY;
  expect(await write()).toBe(NOW + 2 * DAY);
});

it('an entry of a signature is not dated below the time that its vault sealed', async () => {
  const { write } = journalWith();
  const body = { ...sampleBodies['proposal-signed'], signedAt: NOW + 5 };
  const signed = { kind: 'proposal-signed', actor: theStation('signature-recalled'), body } as const;
  expect(await write([signed])).toBe(NOW + 5);
});
