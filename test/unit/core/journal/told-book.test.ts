import { describe, expect, it } from 'vitest';
import type { BookWord } from '../../../../electron/core/book/book-word.ts';
import { entered, HARBOUR, removed, verified } from '../../../support/book-words.ts';
import {
  network,
  officers,
  policy,
  stranger,
  type TestOfficer,
  uuid,
} from '../../../support/core-samples.ts';
import { type Event, journalOf, sealOf, verifyExport } from '../../../support/journal-samples.ts';

const { mara, ben, chiara } = officers;
const of = policy();
const entry = entered({}, mara, of);

const event = (
  kind: 'recipient-entered' | 'recipient-verified' | 'recipient-removed',
  documents: readonly BookWord[],
  by: TestOfficer,
  body: object = {},
): Event => ({
  kind,
  body: { recipientId: HARBOUR.id, name: 'Harbour Exchange', ...body },
  documents: [...documents],
  by,
});
const enters = event('recipient-entered', [entry], mara);

function codeOf(...events: readonly Event[]): string {
  const entries = journalOf(events);
  return verifyExport(entries, sealOf(entries));
}

describe('a journal with the address book', () => {
  it('is whole where officers have signed each document', () => {
    expect(
      codeOf(
        enters,
        event('recipient-verified', [verified(entry, {}, ben, of)], ben),
        event('recipient-removed', [removed({}, chiara, of)], chiara),
      ),
    ).toBe('accepted');
  });

  it.each<[string, Event]>([
    ['without a document', event('recipient-entered', [], mara)],
    ['with two', event('recipient-entered', [entry, entry], mara)],
    ['with a document of another kind', event('recipient-removed', [entry], mara)],
    ['signed by nobody of the policy', event('recipient-entered', [entered({}, stranger, of)], mara)],
    [
      'signed by another than it names',
      event('recipient-entered', [entered({ officerId: ben.id }, mara, of)], mara),
    ],
    ['changed after it was signed', event('recipient-entered', [changed()], mara)],
    [
      'of another network',
      event('recipient-entered', [entered({ network: { ...network, genesis: 'beefbeef' } }, mara, of)], mara),
    ],
    [
      'under a policy that was never in force',
      event(
        'recipient-entered',
        [entered({ policy: { version: 1, digest: 'ab'.repeat(32) } }, mara, of)],
        mara,
      ),
    ],
    ['that names another recipient', event('recipient-entered', [entry], mara, { recipientId: uuid(0xbad) })],
    ['that calls it by another name', event('recipient-entered', [entry], mara, { name: 'Harbor Exchange' })],
  ])('is not whole with an entry %s', (_, wrong) => {
    expect(codeOf(wrong)).toBe('book-word-bad');
  });
});

function changed(): BookWord {
  const { document } = entry;
  return {
    kind: 'book-entry',
    document: { ...document, statement: { ...document.statement, groups: ['board'] } },
  };
}
