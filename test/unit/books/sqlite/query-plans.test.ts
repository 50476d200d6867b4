import { describe, expect, it } from 'vitest';
import { readAccounts, readAddresses } from '../../../../electron/books/sqlite/read-accounts.ts';
import { readDeposits } from '../../../../electron/books/sqlite/read-deposits.ts';
import { readFacts } from '../../../../electron/books/sqlite/read-facts.ts';
import { readFlows } from '../../../../electron/books/sqlite/read-flows.ts';
import { readFigures, readInputs } from '../../../../electron/books/sqlite/read-inputs.ts';
import { readJournal } from '../../../../electron/books/sqlite/read-journal.ts';
import { readMovements } from '../../../../electron/books/sqlite/read-movements.ts';
import { reads } from '../../../../electron/books/sqlite/thread-protocol.ts';
import { hot, NOW, officers } from '../../../support/core-samples.ts';
import { movementId, own } from './samples.ts';
import { few, growing, inOrder, page, watchedBooks } from './watched-sql.ts';

const books = watchedBooks();

type Query = readonly [name: string, bound: typeof few, run: () => unknown];

const span = { from: NOW, to: NOW + 1000 };
const window = { search: '', offset: 10, limit: 10 };
const nextStep = {
  officerId: officers.ben.id,
  states: ['queued', 'proposed', 'approved'],
  own: ['approved'],
  approved: ['approved'],
} as const;
const any = { kind: null, open: false, nextStep: null } as const;

/** What a word may mean besides text. */
const meant = {
  officers: [officers.ben.id, null],
  vaults: [hot.id],
  recipients: [own(1)],
  kinds: ['vault-opened'],
  namingVault: ['vault-opened'],
  units: { from: 1n, to: 2n },
};
const byWord = { ...window, search: 'word wo' };
const byMeaning = { ...window, search: 'word', meaning: { terms: [meant], dates: [] } };
const byAmount = {
  ...window,
  search: '12',
  meaning: { terms: [{ ...meant, officers: [], vaults: [], kinds: [] }], dates: [] },
};

/** What a name or a kind means is found in one reading of the list's own index, without a row. */
const byIndexAlone: typeof few = ({ plans }) =>
  plans.filter((step) => step.startsWith('SCAN') && growing.test(step) && !/COVERING INDEX/.test(step));

/** Every read of the port, in each form that it takes. */
const queries: readonly Query[] = [
  ['accounts.nextIndex', few, () => readAccounts(books.sql).nextIndex(hot.id)],
  ['accounts.get', few, () => readAccounts(books.sql).get(hot.id, 1)],
  ['accounts.byAliasKey', few, () => readAccounts(books.sql).byAliasKey('ops float')],
  ['accounts.list', page, () => readAccounts(books.sql).list(window, null)],
  ['accounts.list in use', page, () => readAccounts(books.sql).list(window, null, false)],
  ['accounts.list archived', page, () => readAccounts(books.sql).list(window, null, true)],
  ['journal.renamed', few, () => readJournal(books.sql).renamed([{ vaultId: hot.id, index: 0 }])],
  ['accounts.one', few, () => readAccounts(books.sql).one(hot.id, 0)],
  ['accounts.free', few, () => readAccounts(books.sql).free(hot.id, 0)],
  ['accounts.formerNames', few, () => readAccounts(books.sql).formerNames(hot.id, 0)],
  ['accounts.list of a vault', page, () => readAccounts(books.sql).list(window, hot.id)],
  ['accounts.list by a word', few, () => readAccounts(books.sql).list(byWord, null)],
  ['accounts.list by an amount', few, () => readAccounts(books.sql).list(byAmount, null)],
  ['deposits.list by a word', few, () => readDeposits(books.sql).list(byWord, null)],
  ['deposits.list by an amount', few, () => readDeposits(books.sql).list(byAmount, 'final')],
  [
    'movements.list by a word',
    few,
    () => readMovements(books.sql).list(byWord, { ...any, kind: 'withdrawal' }),
  ],
  [
    'movements.list by an amount',
    few,
    () => readMovements(books.sql).list(byAmount, { ...any, kind: 'withdrawal' }),
  ],
  [
    'movements.list by a name',
    byIndexAlone,
    () => readMovements(books.sql).list(byMeaning, { ...any, kind: 'withdrawal' }),
  ],
  ['journal.list by a word', few, () => readJournal(books.sql).list(byWord)],
  ['journal.list by an amount', few, () => readJournal(books.sql).list(byAmount)],
  ['journal.list by a name', byIndexAlone, () => readJournal(books.sql).list(byMeaning)],
  ['addresses.find', few, () => readAddresses(books.sql).find(own(1))],
  ['addresses.known', few, () => readAddresses(books.sql).known([own(1), own(2)])],
  ['addresses.sieve', few, () => readAddresses(books.sql).sieve()],
  ['addresses.nextReady', few, () => readAddresses(books.sql).nextReady(hot.id, 1)],
  ['addresses.nextPosition', few, () => readAddresses(books.sql).nextPosition(hot.id, 1)],
  ['addresses.issued', few, () => readAddresses(books.sql).issued(window, hot.id, 1)],
  ['addresses.issued, the page', page, () => readAddresses(books.sql).issued(window, hot.id, 1)],
  ['addresses.attestations', few, () => readAddresses(books.sql).attestations(['b0'.repeat(32)])],
  ['addresses.touched', few, () => readAddresses(books.sql).touched(10)],
  ['addresses.touches', few, () => readAddresses(books.sql).touches([own(1), own(2)])],
  ['addresses.issuedSince', few, () => readAddresses(books.sql).issuedSince(NOW, 10)],
  ['inputs.of', few, () => readInputs(books.sql).of(own(1))],
  ['inputs.owners', few, () => readInputs(books.sql).owners(hot.id, 5n, 10)],
  ['inputs.owners, the page', page, () => readInputs(books.sql).owners(hot.id, 5n, 10)],
  ['inputs.richest', page, () => readInputs(books.sql).richest(hot.id, 10)],
  ['inputs.richestHeld', few, () => readInputs(books.sql).richestHeld(hot.id, null, 5)],
  ['inputs.holders', few, () => readInputs(books.sql).holders(hot.id, null, 5)],
  ['inputs.holders of an account', few, () => readInputs(books.sql).holders(hot.id, 1, 5)],
  ['inputs.largest', few, () => readInputs(books.sql).largest(own(1), 10)],
  ['inputs.largest, the page', page, () => readInputs(books.sql).largest(own(1), 10)],
  ['inputs.gradeOf', few, () => readInputs(books.sql).gradeOf(['k'])],
  ['inputs.ungraded', few, () => readInputs(books.sql).ungraded('', 10)],
  ['inputs.unproven', few, () => readInputs(books.sql).unproven(hot.id, 1)],
  ['inputs.spentElsewhere', few, () => readInputs(books.sql).spentElsewhere(movementId(1), 't')],
  ['inputs.provenUnspent', few, () => readInputs(books.sql).provenUnspent(movementId(1))],
  ['inputs.consumed', few, () => readInputs(books.sql).consumed(['k'])],
  ['inputs.hasSpend', few, () => readInputs(books.sql).hasSpend('t')],
  ['figures.vaults', few, () => readFigures(books.sql).vaults()],
  ['figures.vault', few, () => readFigures(books.sql).vault(hot.id)],
  ['figures.everDone', few, () => readFigures(books.sql).everDone()],
  ['figures.depositsSince', few, () => readFigures(books.sql).depositsSince(NOW)],
  ['figures.spent', few, () => readFigures(books.sql).spent([{ ruleId: 'everyday', since: NOW }])],
  ['flows.statement', few, () => readFlows(books.sql).statement(span)],
  ['flows.list', few, () => readFlows(books.sql).list(span, window)],
  ['flows.restsOn', few, () => readFlows(books.sql).restsOn('t1')],
  ['flows.quarters', few, () => readFlows(books.sql).quarters(span)],
  ['deposits.find', few, () => readDeposits(books.sql).find('t', own(1))],
  ['deposits.list', page, () => readDeposits(books.sql).list(window, null)],
  ['deposits.list of a state', page, () => readDeposits(books.sql).list(window, 'seen')],
  ['movements.get', few, () => readMovements(books.sql).get(movementId(1))],
  ['movements.request', few, () => readMovements(books.sql).request(movementId(1))],
  ['movements.askedOf', few, () => readMovements(books.sql).askedOf(own(1), 5n)],
  ['movements.ofExternalId', few, () => readMovements(books.sql).ofExternalId('W-1')],
  ['movements.inState', few, () => readMovements(books.sql).inState(['signed', 'sent'])],
  ['movements.list', page, () => readMovements(books.sql).list(window, any)],
  [
    'movements.list of a kind',
    page,
    () => readMovements(books.sql).list(window, { ...any, kind: 'withdrawal' }),
  ],
  [
    'movements.list of a state, in the order of amounts',
    few,
    () =>
      readMovements(books.sql).list(
        { ...window, order: { by: 'amount', down: true } },
        { ...any, kind: 'withdrawal', states: ['cancelled'] },
      ),
  ],
  ['movements.list, open', page, () => readMovements(books.sql).list(window, { ...any, open: true })],
  [
    'movements.list, open of a kind',
    page,
    () => readMovements(books.sql).list(window, { ...any, kind: 'withdrawal', open: true }),
  ],
  ...(['withdrawal', null] as const).flatMap((kind): readonly Query[] => {
    const list = () => readMovements(books.sql).list(window, { kind, open: false, nextStep });
    const name = `movements.list, of a next step${kind ? ' and a kind' : ''}`;
    return [
      [name, few, list],
      [`${name}, the page`, inOrder, list],
    ];
  }),
  ['movements.countOpen', few, () => readMovements(books.sql).countOpen(nextStep)],
  ['movements.countOpen, from the index', inOrder, () => readMovements(books.sql).countOpen(nextStep)],
  ['movements.unitsLeaving', few, () => readMovements(books.sql).unitsLeaving([hot.id], ['a'])],
  ['movements.byDigest', few, () => readMovements(books.sql).byDigest('ab')],
  ['movements.cancelling', few, () => readMovements(books.sql).cancelling('ab')],
  ['movements.underMandate', few, () => readMovements(books.sql).underMandate('ab')],
  ['movements.mandate', few, () => readMovements(books.sql).mandate('ab')],
  ['movements.withExpiredBytes', few, () => readMovements(books.sql).withExpiredBytes(7n)],
  ['movements.askedUntil', few, () => readMovements(books.sql).askedUntil(NOW)],
  ['movements.withVoidApproval', few, () => readMovements(books.sql).withVoidApproval(NOW, 1)],
  ['movements.proposal', few, () => readMovements(books.sql).proposal(movementId(1))],
  ['movements.lastBuilt', few, () => readMovements(books.sql).lastBuilt(movementId(1))],
  ['movements.hasProposed', few, () => readMovements(books.sql).hasProposed('ab')],
  ['movements.proposedAs', few, () => readMovements(books.sql).proposedAs('t')],
  ['movements.approvals', few, () => readMovements(books.sql).approvals(movementId(1))],
  ['movements.rejection', few, () => readMovements(books.sql).rejection(movementId(1))],
  ['movements.unsealedRejections', few, () => readMovements(books.sql).unsealedRejections(hot.id)],
  ['movements.transaction', few, () => readMovements(books.sql).transaction(movementId(1))],
  ['movements.transactionById', few, () => readMovements(books.sql).transactionById('t')],
  ['movements.transactionsKnown', few, () => readMovements(books.sql).transactionsKnown(['t', 'u'])],
  ['journal.head', page, () => readJournal(books.sql).head()],
  ['journal.list', few, () => readJournal(books.sql).list(window)],
  ['journal.list, the page', page, () => readJournal(books.sql).list(window)],
  ['journal.ofMovement', few, () => readJournal(books.sql).ofMovement(movementId(1), 'ab')],
  ['journal.entry', few, () => readJournal(books.sql).entry(7)],
  ['journal.entries', few, () => readJournal(books.sql).entries([7, 8])],
  ['journal.hasIssued', few, () => readJournal(books.sql).hasIssued(own(1))],
  ['journal.raw', few, () => readJournal(books.sql).raw(10, 10)],
  ['journal.raw, the page', page, () => readJournal(books.sql).raw(10, 10)],
  ['journal.marks', few, () => readJournal(books.sql).marks(hot.id, 5)],
  ['journal.marks, the page', page, () => readJournal(books.sql).marks(hot.id, 5)],
  ['journal.book', few, () => readJournal(books.sql).book(0, 5)],
  ['journal.freezes', few, () => readJournal(books.sql).freezes()],
  ['journal.skips', few, () => readJournal(books.sql).skips(5)],
  ['journal.nodeChanges', few, () => readJournal(books.sql).nodeChanges(5)],
  ['journal.nodeChanges, the page', page, () => readJournal(books.sql).nodeChanges(5)],
  ['journal.envelopes', few, () => readJournal(books.sql).envelopes(0, 5)],
  ['journal.envelopes, the page', page, () => readJournal(books.sql).envelopes(0, 5)],
  ['journal.messages', few, () => readJournal(books.sql).messages(0, 5)],
  ['journal.messages, the page', page, () => readJournal(books.sql).messages(0, 5)],
  ['journal.ceremonies', few, () => readJournal(books.sql).ceremonies(0, 5)],
  ['journal.ceremonies, the page', page, () => readJournal(books.sql).ceremonies(0, 5)],
  ['journal.received', few, () => readJournal(books.sql).received('00000000-0000-4000-8000-000000000001')],
  ['journal.settling', few, () => readJournal(books.sql).settling()],
  ['journal.lastBackup', page, () => readJournal(books.sql).lastBackup()],
  ['facts.head', page, () => readFacts(books.sql).head()],
  ['facts.after', few, () => readFacts(books.sql).after(1, 5)],
  ['facts.after, the page', page, () => readFacts(books.sql).after(1, 5)],
  ['facts.noted', page, () => readFacts(books.sql).noted()],
  ['journal.ceremony', few, () => readJournal(books.sql).ceremony(movementId(1))],
];

describe('no query grows with all that ever happened', () => {
  it.each(queries)('%s', (_, bound, run) => {
    run();
    expect(books.sql.plans).not.toEqual([]);
    expect(bound(books.sql)).toEqual([]);
  });

  it('and every read of the port is among them, but for those of tables with a row a vault, an owner or none', () => {
    const all = Object.entries(reads).flatMap(([noun, names]) => names.map((name) => `${noun}.${name}`));
    const small = ['cursor.get', 'cursor.epoch', 'cursor.proof', 'vaults.retired', 'passwords.failures'];
    // By its own index of what is not proven, which is nothing once all of it was moved.
    const unproven = ['inputs.unprovenOfVaults'];
    // The check of the books reads all there is, some milliseconds a time, and the tail by its number; alarms are few.
    const whole = [
      'audit.tail',
      'audit.step',
      'audit.again',
      'audit.movement',
      'passes.begin',
      'passes.next',
      'passes.end',
      'alarms.open',
      'exports.begin',
      'exports.next',
      'exports.end',
    ];
    const here = queries.map(([name]) => name.split(/[ ,]/)[0]);
    expect([...new Set([...here, ...small, ...unproven, ...whole])].sort()).toEqual(all.sort());
  });

  it('nor would a search without its index pass', () => {
    books.sql.all("SELECT * FROM movements WHERE reference LIKE '%x%'");
    expect(few(books.sql)).not.toEqual([]);
  });

  it.each([
    ['names', 'name'],
    ['amounts', 'amount'],
    ['states', 'state'],
    ['time', 'time'],
  ] as const)('a list in the order of %s is read by an index that has it', (_, by) => {
    for (const down of [true, false]) {
      const sorted = { ...window, order: { by, down } };
      readAccounts(books.sql).list(sorted, null);
      readAccounts(books.sql).list(sorted, hot.id);
      readDeposits(books.sql).list(sorted, null);
      readMovements(books.sql).list(sorted, { ...any, kind: 'withdrawal' });
    }
    expect(page(books.sql)).toEqual([]);
  });
});
