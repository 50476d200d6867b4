import { describe, expect, it } from 'vitest';
import type { BookWord } from '../../../../electron/core/book/book-word.ts';
import { checkBookWords } from '../../../../electron/core/book/check-words.ts';
import { HeldBook } from '../../../../electron/core/book/held-book.ts';
import { judgeWord } from '../../../../electron/core/book/judge-word.ts';
import type { Policy } from '../../../../electron/core/policy/policy.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { entered, HARBOUR, removed, verified } from '../../../support/book-words.ts';
import {
  address,
  codeOf,
  NOW,
  network,
  officers,
  policy,
  signPolicy,
  stranger,
  uuid,
} from '../../../support/signer-fixture.ts';

const { mara, ben, chiara, dev, erin } = officers;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const real = { id: 'iota:mainnet', genesis: 'c0ffee00' } as const;

/** The book that these words make of it, judged under one policy at one time. */
function bookOf(words: readonly BookWord[], of: Policy = policy(), now = NOW): HeldBook {
  const book = new HeldBook();
  for (const word of words) {
    const fact = judgeWord(word, { book, policy: of, named: () => of, verify: verifySignature, now });
    if (fact) book.take(fact);
  }
  return book;
}
const stateOf = (words: readonly BookWord[], of?: Policy) => bookOf(words, of).find(HARBOUR.id);
const without = (...left: readonly { readonly id: string }[]): Policy =>
  policy({ officers: policy().officers.filter(({ id }) => left.every((each) => each.id !== id)) });

describe('a recipient', () => {
  const entry = entered();

  it('counts once another officer has verified it, after it has cooled', () => {
    expect(stateOf([entry])).toMatchObject({ trusted: null, pending: { people: [mara.id] } });
    expect(stateOf([entry, verified(entry)])).toMatchObject({
      address: HARBOUR.address,
      trusted: { groups: ['exchanges'], usableFrom: NOW + MINUTE },
      pending: null,
    });
  });

  it('cools for a day where money is real', () => {
    const of = policy({ network: real });
    const there = entered({ network: real }, mara, of);
    const both = [there, verified(there, { network: real }, ben, of)];
    expect(stateOf(both, of)?.trusted?.usableFrom).toBe(NOW + DAY);
  });

  it('waits from the later of both times: a clock that was put back skips nothing', () => {
    const words = [entry, verified(entry, { verifiedAt: NOW + DAY })];
    expect(stateOf(words)?.trusted?.usableFrom).toBe(NOW + DAY + MINUTE);
    expect(bookOf([entry, verified(entry)], policy(), NOW + DAY).find(HARBOUR.id)?.trusted).toMatchObject({
      usableFrom: NOW + DAY + MINUTE,
    });
  });

  it('of a practice treasury with one officer counts by that one', () => {
    const alone = policy({ officers: policy().officers.filter(({ id }) => id === mara.id) });
    expect(stateOf([entered({}, mara, alone)], alone)?.trusted?.usableFrom).toBe(NOW + MINUTE);
  });

  it('that was removed by one never comes back', () => {
    const words = [entry, verified(entry), removed()];
    expect(stateOf(words)).toBeUndefined();
    expect(bookOf(words).ofAddress(HARBOUR.address)).toBeUndefined();
    expect(stateOf([...words, entry, verified(entry)])).toBeUndefined();
    const anew = entered({ id: uuid(0xb00d) });
    expect(bookOf([...words, anew, verified(anew)]).ofAddress(HARBOUR.address)?.trusted).not.toBeNull();
  });

  it('is removed by an officer of the policy that the removal names, who has left since', () => {
    const before = policy();
    const now = without(chiara);
    const book = bookOf([entered({}, mara, now), verified(entered({}, mara, now), {}, ben, now)], now);
    const named = () => before;
    expect(judgeWord(removed(), { book, policy: now, named, verify: verifySignature, now: NOW })).toEqual({
      what: 'removed',
      id: HARBOUR.id,
    });
  });

  it('keeps what was verified while a change of it waits', () => {
    const first = [entry, verified(entry)];
    const change = entered({ name: 'Harbour', groups: [] }, erin);
    expect(stateOf([...first, change])).toMatchObject({
      trusted: { groups: ['exchanges'] },
      pending: { groups: [], people: [erin.id] },
    });
    const held = bookOf(first);
    const later = {
      book: held,
      policy: policy(),
      named: () => policy(),
      verify: verifySignature,
      now: NOW + DAY,
    };
    for (const word of [change, verified(change)]) {
      const fact = judgeWord(word, later);
      if (fact) held.take(fact);
    }
    expect(held.find(HARBOUR.id)?.trusted).toMatchObject({ groups: [], usableFrom: NOW + MINUTE });
  });

  it('that gets another group cools anew', () => {
    const book = bookOf([entry, verified(entry)]);
    const change = entered({ groups: ['exchanges', 'board'] });
    for (const word of [change, verified(change)]) {
      const judging = { book, policy: policy(), named: () => policy(), verify: verifySignature };
      const fact = judgeWord(word, { ...judging, now: NOW + DAY });
      if (fact) book.take(fact);
    }
    expect(book.find(HARBOUR.id)?.trusted).toMatchObject({
      groups: ['exchanges', 'board'],
      usableFrom: NOW + DAY + MINUTE,
    });
  });

  const other = entered({ id: uuid(0xb00d), address: address(0xbad) });
  const swapped = entered({ address: address(0xbad) }, erin);
  it.each<[string, readonly BookWord[]]>([
    ['verifier same as enterer', [entry, verified(entry, {}, mara)]],
    ['verified with another address', [entry, verified(entry, { address: address(0xbad) })]],
    ['verified by somebody of no policy', [entry, verified(entry, {}, stranger)]],
    ["verified in another officer's name", [entry, verified(entry, {}, { ...stranger, id: ben.id })]],
    [
      'verification of another entry',
      [entry, other, verified(entry, { entry: verified(other).document.statement.entry })],
    ],
    ['verification of another treasury', [entry, verified(entry, { treasuryId: uuid(0xbad) })]],
    [
      'verification of another network',
      [entry, verified(entry, { network: { ...network, genesis: 'beefbeef' } })],
    ],
    ['verification before the entry', [verified(entry), entry]],
    [
      'entry swapped between entering and verification',
      [entry, entered({ name: 'Harbor' }, erin), verified(entry)],
    ],
  ])('is not verified: %s', (_, words) => {
    expect(stateOf(words)?.trusted).toBeNull();
  });

  it('is not verified by somebody who only looks', () => {
    const of = policy({
      officers: policy().officers.map((each) =>
        each.id === dev.id ? { ...each, roles: ['auditor'] } : each,
      ),
    });
    expect(stateOf([entered({}, mara, of), verified(entry, {}, dev, of)], of)?.trusted).toBeNull();
  });

  it('verified by a removed officer does not count, nor one whom a removed officer entered', () => {
    expect(stateOf([entry, verified(entry)], without(ben))?.trusted).toBeNull();
    expect(stateOf([entry, verified(entry)], without(mara))).toBeUndefined();
    const book = bookOf([entry]);
    const judging = { book, policy: without(mara), named: () => policy(), verify: verifySignature, now: NOW };
    expect(judgeWord(verified(entry), judging)).toBeNull();
  });

  it('never gets another address: entry swapped between verification and use', () => {
    expect(stateOf([entry, verified(entry), swapped, verified(swapped)])?.address).toBe(HARBOUR.address);
  });

  it('does not share its address with another one', () => {
    const twin = entered({ id: uuid(0xb00d), groups: ['board'] }, erin);
    const book = bookOf([entry, verified(entry), twin, verified(twin)]);
    expect(book.find(uuid(0xb00d))).toBeUndefined();
    expect(book.ofAddress(HARBOUR.address)?.trusted?.groups).toEqual(['exchanges']);
  });
});

describe('documents from elsewhere', () => {
  const entry = entered();
  const policies = [signPolicy(policy())];
  const check = (...words: readonly BookWord[]) => codeOf(checkBookWords(words, policies, verifySignature));

  it('are taken where an officer of the policy that they name has signed them', () => {
    expect(check(entry, verified(entry), removed())).toBe('accepted');
  });

  it.each<[string, BookWord]>([
    ['signed by another than it names', entered({ officerId: ben.id })],
    ['by nobody of the policy', entered({}, stranger)],
    ['of another treasury', entered({ treasuryId: uuid(0xbad) })],
    ['of another network', entered({ network: { ...network, genesis: 'beefbeef' } })],
    ['under a policy that is not there', entered({ policy: { version: 2, digest: 'ab'.repeat(32) } })],
    ['under another policy of that version', entered({ policy: { version: 1, digest: 'ab'.repeat(32) } })],
  ])('%s are refused', (_, word) => {
    expect(check(entry, word)).toBe('book-word-bad');
  });
});
