import { describe, expect, it } from 'vitest';
import { productChains } from '../../../../electron/chains/registry.ts';
import type { SignerRequest } from '../../../../electron/signer/protocol.ts';
import { isAllowed } from '../../../../electron/stations/attach/allowed-statements.ts';
import type { AttachedTo, Cause } from '../../../../electron/stations/attach/said.ts';
import { must } from '../../../support/treasury-steps.ts';

type Statement = SignerRequest<'sign-statement'>;
type OfKind<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const MARA = '0193a3e0-0000-4000-8000-000000000001';
const OTHER = '0193a3e0-0000-4000-8000-000000000006';
const RECIPIENT = '0193a3e0-0000-4000-8000-00000000000b';
const ADDRESS = `0x${'0c'.repeat(32)}`;
const ELSEWHERE = `0x${'0d'.repeat(32)}`;
const DIGEST = 'd1'.repeat(32);

const network = { id: 'iota:practice', genesis: '0a1b2c3d' } as const;
const here = {
  treasuryId: OTHER,
  network,
  policy: { vaults: [] },
  chain: must(productChains.chainOf(network.id)),
} as unknown as AttachedTo;
const head = {
  treasuryId: OTHER,
  network,
  policy: { version: 1, digest: 'ab'.repeat(32) },
  officerId: MARA,
  id: RECIPIENT,
} as const;

const entry = (changes: Partial<OfKind<'book-entry'>['entry']> = {}): Statement => ({
  kind: 'book-entry',
  entry: {
    ...head,
    address: ADDRESS,
    name: 'Harbour Exchange',
    note: 'pays',
    groups: ['a', 'b'],
    enteredAt: 1,
    ...changes,
  },
});
const verification = (changes: Partial<OfKind<'book-verification'>['verification']> = {}): Statement => ({
  kind: 'book-verification',
  verification: { ...head, entry: DIGEST, address: ADDRESS, verifiedAt: 1, ...changes },
});
const removal = (changes: Partial<OfKind<'book-removal'>['removal']> = {}): Statement => ({
  kind: 'book-removal',
  removal: { ...head, removedAt: 1, ...changes },
});

const described = { as: MARA, name: ' Harbour Exchange', note: 'pays', groups: 'b, a' };
const enters = { ...described, address: ` ${ADDRESS} ` };
const changes = { ...described, id: RECIPIENT };
const imports = {
  as: MARA,
  text: `name,address,note,groups\nKiosk,${ELSEWHERE},,\nHarbour Exchange,${ADDRESS},pays,a;b`,
};
const verifies = { as: MARA, id: RECIPIENT, digest: DIGEST, address: ADDRESS };
const removes = { as: MARA, id: RECIPIENT };

const signs = (statement: Statement, verb: Cause, input: unknown) =>
  isAllowed(MARA, statement, { pending: [{ verb, input }], here });

describe('documents of the address book', () => {
  it.each<[string, Statement, Cause, unknown]>([
    ['an entry as it was typed', entry(), 'book.enter', enters],
    ['a row of the imported file', entry(), 'book.import', imports],
    ['a change as it was typed', entry(), 'book.change', changes],
    ['a verification of what was on the screen', verification(), 'book.verify', verifies],
    ['a removal', removal(), 'book.remove', removes],
  ])('%s is signed', (_, statement, verb, input) => {
    expect(signs(statement, verb, input)).toBe(true);
  });

  it.each<[string, Statement, Cause, unknown]>([
    ['an entry with another address', entry({ address: ELSEWHERE }), 'book.enter', enters],
    ['an entry with another name', entry({ name: 'Harbour' }), 'book.enter', enters],
    ['an entry with another note', entry({ note: '' }), 'book.enter', enters],
    ['an entry with another group', entry({ groups: ['a', 'board'] }), 'book.enter', enters],
    ['an entry by another officer', entry({ officerId: OTHER }), 'book.enter', enters],
    ['an entry of another treasury', entry({ treasuryId: MARA }), 'book.enter', enters],
    ['an entry that is in no row', entry({ address: ELSEWHERE }), 'book.import', imports],
    ['a row of a file that is none', entry(), 'book.import', { as: MARA, text: 'x' }],
    ['a change of another recipient', entry({ id: OTHER }), 'book.change', changes],
    ['a verification with another address', verification({ address: ELSEWHERE }), 'book.verify', verifies],
    ['a verification of another entry', verification({ entry: 'd2'.repeat(32) }), 'book.verify', verifies],
    ['a verification of another recipient', verification({ id: OTHER }), 'book.verify', verifies],
    ['a verification where an entry was typed', verification(), 'book.enter', { ...enters, ...verifies }],
    ['the removal of another recipient', removal({ id: OTHER }), 'book.remove', removes],
    ['a removal where one was verified', removal(), 'book.verify', verifies],
  ])('%s is not signed', (_, statement, verb, input) => {
    expect(signs(statement, verb, input)).toBe(false);
  });
});
