import { expect, it } from 'vitest';
import type { OtherRow } from '../../../electron/contract/accounts.ts';
import { otherFacts } from '../../../renderer/screens/accounts/other-facts.ts';
import { othersTexts as text } from '../../../renderer/texts/others-texts.ts';

const NOW = 1_790_000_000_000;
const row: OtherRow = {
  kind: 'object',
  address: `0x${'11'.repeat(32)}`,
  id: `0x${'22'.repeat(32)}`,
  type: '0x2::a::B',
  amount: null,
  lockedUntil: null,
  expires: null,
  owes: null,
  stake: null,
  inside: '0',
};
const namesOf = (changes: Partial<OtherRow>, showAddress = false) =>
  otherFacts({ ...row, ...changes }, NOW, showAddress).map(({ name }) => name);

it('says until when first, and that a lock has ended', () => {
  const lock: Partial<OtherRow> = { kind: 'time-lock' };
  expect(namesOf({ ...lock, lockedUntil: NOW + 1 })).toEqual([text.until, text.id]);
  expect(namesOf({ ...lock, lockedUntil: NOW })).toEqual([text.since, text.id]);
  expect(otherFacts({ ...row, lockedUntil: 'never' }, NOW, false)[0]).toEqual({
    name: text.until,
    plain: text.never,
  });
});

it('tells every condition of an old output, and whose it becomes', () => {
  const to = `0x${'33'.repeat(32)}`;
  const facts = otherFacts(
    { ...row, kind: 'old-output', expires: { at: NOW, to }, owes: { units: '7', to }, inside: '1' },
    NOW,
    true,
  );
  expect(facts).toEqual([
    { name: text.expires, at: NOW },
    { name: text.expiresTo, address: to },
    { name: text.owes, units: '7' },
    { name: text.owesTo, address: to },
    { name: text.inside, plain: text.insideCount('1') },
    { name: text.address, address: row.address },
    { name: text.id, code: row.id },
  ]);
});

it('names the type of what has no other name', () => {
  expect(namesOf({})).toEqual([text.type, text.id]);
  const amount = { units: '5', asset: '0xab::m::IOTA' };
  expect(namesOf({ kind: 'other-asset', amount })).toEqual([text.type, text.id]);
  expect(namesOf({ kind: 'time-lock', lockedUntil: NOW, amount })).toEqual([text.since, text.type, text.id]);
  expect(namesOf({ kind: 'unreadable', type: null })).toEqual([text.id]);
  expect(namesOf({ kind: 'stake', stake: { pool: '0x9a', from: '548' } })).toEqual([
    text.from,
    text.pool,
    text.id,
  ]);
});
