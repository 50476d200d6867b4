import { describe, expect, it } from 'vitest';
import { journalBodies, journalKinds } from '../../../../electron/core/journal/bodies.ts';
import { typedEntry } from '../../../../electron/core/journal/journal-entry.ts';
import { markOfEntry } from '../../../../electron/core/journal/state-mark.ts';
import type { JsonValue } from '../../../../electron/core/json.ts';
import { parseWith } from '../../../../electron/core/schema.ts';
import { asset, codeOf, hot, uuid } from '../../../support/core-samples.ts';
import { sampleBodies } from '../../../support/journal-bodies.ts';
import { journalOf } from '../../../support/journal-samples.ts';

describe.each(journalKinds)('the body of an entry %s', (kind) => {
  const schema = journalBodies[kind];
  const sample: { readonly [member: string]: JsonValue } = sampleBodies[kind];

  it('comes back from its JSON', () => {
    expect(parseWith(schema, JSON.parse(JSON.stringify(sample)))).toEqual({ ok: true, value: sample });
  });

  it('has all its members and no other', () => {
    for (const gone of Object.keys(sample)) {
      const rest = Object.fromEntries(Object.entries(sample).filter(([key]) => key !== gone));
      expect(codeOf(parseWith(schema, rest)), gone).toBe('input-malformed');
    }
    for (const more of ['note', 'constructor', 'toString']) {
      expect(codeOf(parseWith(schema, { ...sample, [more]: null })), more).toBe('input-malformed');
    }
  });

  it('has no member of another kind of value', () => {
    for (const member of Object.keys(sample).filter((name) => name !== 'fields')) {
      for (const other of [0.5, [0.5], { x: 1 }]) {
        expect(codeOf(parseWith(schema, { ...sample, [member]: other })), member).toBe('input-malformed');
      }
    }
  });
});

describe('amounts in a body', () => {
  const { 'transaction-final': final, 'deposit-final': deposit } = sampleBodies;

  it.each(['0', '-1', '9223372036854775807'])('a fee may be %s: what is given back can be more', (units) => {
    const feePaid = { asset: asset.id, units };
    expect(codeOf(parseWith(journalBodies['transaction-final'], { ...final, feePaid }))).toBe('accepted');
  });

  it.each(['-0', '01', '+1', '1.0', '', '1'.repeat(20)])('a fee is never written %j', (units) => {
    const feePaid = { asset: asset.id, units };
    expect(codeOf(parseWith(journalBodies['transaction-final'], { ...final, feePaid }))).toBe(
      'input-malformed',
    );
  });

  it.each(['5', { units: '5' }, { asset: 'TOY' }, { asset: '', units: '5' }])(
    'a deposit or fee never comes without its asset: %j',
    (bare) => {
      expect(codeOf(parseWith(journalBodies['deposit-final'], { ...deposit, amount: bare }))).toBe(
        'input-malformed',
      );
      for (const kind of ['transaction-final', 'transaction-failed'] as const) {
        const body = { ...sampleBodies[kind], feePaid: bare };
        expect(codeOf(parseWith(journalBodies[kind], body)), kind).toBe('input-malformed');
      }
    },
  );

  it('a deposit is never below zero', () => {
    expect(
      codeOf(
        parseWith(journalBodies['deposit-final'], { ...deposit, amount: { ...deposit.amount, units: '-1' } }),
      ),
    ).toBe('input-malformed');
  });
});

describe('the body of another kind', () => {
  it('is refused: an entry must fit its own', () => {
    const [entry] = journalOf([]);
    if (!entry) throw new Error('a journal has an entry');
    expect(codeOf(typedEntry(entry))).toBe('accepted');
    expect(codeOf(typedEntry({ ...entry, kind: 'vault-closed' }))).toBe('input-malformed');
  });
});

describe('the mark of a vault', () => {
  const { era, counter } = sampleBodies['vault-opened'];

  it.each(['vault-opened', 'vault-sealed', 'proposal-signed'] as const)('is in an entry %s', (kind) => {
    expect(markOfEntry({ body: sampleBodies[kind] }, hot.id)).toEqual({ era, counter });
  });

  it('is that of the vault asked for, and whole', () => {
    const body = sampleBodies['vault-opened'];
    expect(markOfEntry({ body }, uuid(0xbad))).toBeNull();
    expect(markOfEntry({ body: { ...body, counter: -1 } }, hot.id)).toBeNull();
    expect(markOfEntry({ body: { ...body, era: 'e4' } }, hot.id)).toBeNull();
    expect(markOfEntry({ body: sampleBodies['vault-closed'] }, hot.id)).toBeNull();
  });
});
