import type { JournalEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { officers, request } from '../../../support/core-samples.ts';
import { alarm, journalOf, sealOf } from '../../../support/journal-samples.ts';

export const { mara, ben, chiara, dev } = officers;
export const { id } = request().statement;
export const journal = journalOf([
  alarm('late', ben),
  {
    kind: 'withdrawal-requested',
    body: { movementId: id },
    documents: [{ kind: 'request', document: request() }],
    by: mara,
  },
  alarm('later'),
  alarm('last', ben),
]);
export const seal = sealOf(journal);
export const [first, second, third, fourth, fifth] = journal as [
  JournalEntry,
  JournalEntry,
  JournalEntry,
  JournalEntry,
  JournalEntry,
];

export const withEntry = (index: number, change: (entry: JournalEntry) => unknown): unknown[] =>
  journal.map((entry, i) => (i === index ? change(entry) : entry));
