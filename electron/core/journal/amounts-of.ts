import type { Amount } from '../amount.ts';
import type { TypedEntry } from './journal-entry.ts';

/** The amounts that an entry names: in its body, and in the requests, mandates and proposals that it carries. */
export function amountsOf({ body, documents }: Pick<TypedEntry, 'body' | 'documents'>): readonly Amount[] {
  const inBody = [
    'amount' in body ? body.amount : null,
    'feePaid' in body ? body.feePaid : null,
    'held' in body ? body.held : null,
  ].filter((amount) => amount !== null);
  const changed = ('changes' in body ? (body.changes ?? []) : []).map(({ amount }) => amount);
  const inDocuments = documents.flatMap((each): readonly Amount[] => {
    if (each.kind === 'request') return [each.document.statement.amount];
    if (each.kind === 'mandate') {
      return each.document.statement.sources.flatMap(({ amount, feeAtMost }) => [amount, feeAtMost]);
    }
    if (each.kind !== 'proposal') return [];
    const { evidence, requests } = each.document;
    return [...evidence, ...requests.map(({ statement }) => statement)].map(({ amount }) => amount);
  });
  return [...inBody, ...changed, ...inDocuments];
}
