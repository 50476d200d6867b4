import { expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { type JournalAsked, listJournal } from '../../../../electron/console/journal/list-journal.ts';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { fullWhen, shortWhen } from '../../../../renderer/texts/when.ts';
import { address, amountIn, cold, hot, NOW, officers, request, uuid } from '../../../support/core-samples.ts';
import { alarm, journalOf } from '../../../support/journal-samples.ts';
import { must } from '../../../support/must.ts';
import { temporaryBooks } from '../../books/sqlite/samples.ts';

const { open } = temporaryBooks();
const { mara, ben, chiara } = officers;
const id = uuid(0x901);
const payee = address(0xcafe);

/** A journal of a few acts, and how it is searched as a screen asks. */
function searchable() {
  const asked = request({
    id,
    vaultId: hot.id,
    recipient: payee,
    reference: 'Invoice 71',
    amount: amountIn(12_500_000_000n),
  });
  const entries = journalOf([
    { kind: 'officer-signed-in', body: {}, by: chiara },
    {
      kind: 'withdrawal-requested',
      body: { movementId: id },
      documents: [{ kind: 'request', document: asked }],
      by: mara,
    },
    { kind: 'request-cancelled', body: { movementId: id }, by: mara },
    { kind: 'vault-closed', body: { vaultId: hot.id }, by: ben },
    { kind: 'vault-closed', body: { vaultId: cold.id }, by: ben },
    alarm('it is slow'),
    { kind: 'officer-signed-out', body: { officerId: chiara.id }, by: null },
  ]).map((entry) => must(typedEntry(entry)));
  const books = open();
  must(books.commit({ expects: [], entries, changes: [{ kind: 'movement-added', request: asked }] }));
  const policy = {
    officers: [mara, ben, chiara],
    vaults: [
      { id: hot.id, name: 'Daily', receiveAddress: hot.address },
      { id: cold.id, name: 'Reserve', receiveAddress: cold.address },
    ],
  } as unknown as Policy;
  const station = {
    books: {
      journal: {
        list: async (...given: Parameters<typeof books.journal.list>) => books.journal.list(...given),
      },
    },
    policy: { present: () => policy },
    chain: iotaChain,
    effects: { now: () => NOW },
  } as unknown as Parameters<typeof listJournal>[0];
  return async (search: string, more: Partial<JournalAsked> = {}) => {
    const { total, rows } = await listJournal(station, { search, offset: 0, limit: 100, ...more });
    expect(total).toBe(rows.length);
    return rows.map(({ kind, officerName }) => `${officerName ?? 'station'}: ${kind}`).toReversed();
  };
}

it('the journal is found by what its lines show: person, act, subject, amount, payee and reference', async () => {
  const find = searchable();
  expect(await find(chiara.name)).toEqual(['Chiara: officer-signed-in', 'station: officer-signed-out']);
  expect(await find('signed in')).toEqual(['Chiara: officer-signed-in']);
  expect(await find(`SIGNED ${chiara.name} out`)).toEqual(['station: officer-signed-out']);
  expect(await find('12.5')).toEqual(['Mara: withdrawal-requested', 'Mara: request-cancelled']);
  expect(await find('12.50 IOTA requested')).toEqual(['Mara: withdrawal-requested']);
  expect(await find('12.6')).toEqual([]);
  expect(await find(payee.slice(-8))).toEqual(['Mara: withdrawal-requested', 'Mara: request-cancelled']);
  expect(await find('invoice 71')).toEqual(['Mara: withdrawal-requested']);
  expect(await find('daily locked')).toEqual(['Ben: vault-closed']);
  expect(await find('slow')).toEqual(['station: node-alarm']);
});

it('the journal is found by its dates, as lists and panels write them', async () => {
  const find = searchable();
  const all = (await find('')).length;
  expect(await find(fullWhen(NOW).split(',')[0] ?? '')).toHaveLength(all);
  expect(await find(`${fullWhen(NOW).split(',')[0]} ${ben.name}`)).toHaveLength(2);
  expect((await find(shortWhen(NOW + 5_000, NOW))).length).toBeLessThan(all);
  expect(await find('1 Jan 1999')).toEqual([]);
});

it('the journal is filtered by person, kind and time, beside a search', async () => {
  const find = searchable();
  expect(await find('', { officers: [ben.id], kinds: null })).toHaveLength(2);
  expect(await find('Daily', { officers: [ben.id] })).toEqual(['Ben: vault-closed']);
  expect(await find('', { officers: [null] })).toContain('station: node-alarm');
  expect(await find('', { kinds: ['node-alarm', 'officer-signed-in'] })).toHaveLength(2);
  expect(await find('', { from: NOW + 1_000_000 })).toEqual([]);
  expect(await find('', { to: NOW + 1_000_000 })).toHaveLength((await find('')).length);
});

it('a search that looks like a query is only text', async () => {
  const find = searchable();
  for (const text of ['" OR "', 'kind : *', "'); DROP TABLE journal;--", 'NEAR(', '^']) {
    expect(await find(text), text).toEqual([]);
  }
});
