import { describe, expect, it } from 'vitest';
import type { BookWord } from '../../../electron/core/book/book-word.ts';
import { HeldBook } from '../../../electron/core/book/held-book.ts';
import { policyDigest } from '../../../electron/core/policy/policy.ts';
import type { RequestStatement } from '../../../electron/core/proposal/request.ts';
import { decideBook } from '../../../electron/signer/address-book.ts';
import { policiesBehind } from '../../../electron/signer/officers-word.ts';
import { entered, HARBOUR, removed, verified } from '../../support/book-words.ts';
import {
  address,
  approval,
  codeOf,
  coin,
  governedBy,
  NOW,
  noes,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  request,
  sealedVault,
  signPolicy,
  toSign,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const MINUTE = 60_000;
const entry = entered();
const known = [entry, verified(entry)];

const tell = async ({ vault }: Pick<OpenFixture, 'vault'>, ...book: readonly BookWord[]) =>
  unwrap(await vault.sealEnds({ ...noes(), book }));
const told = async (...book: readonly BookWord[]): Promise<OpenFixture> => {
  const opened = await sealedVault();
  await tell(opened, ...book);
  return opened;
};
/** A payment to the recipient of the book, but for what the changes say. */
const pay = async (
  { vault }: Pick<OpenFixture, 'vault'>,
  changes: Partial<RequestStatement> = {},
  number = 1,
) => {
  const asked = proposal({
    coins: [coin(number)],
    requests: [request({ id: uuid(number), recipient: HARBOUR.address, bookEntry: HARBOUR.id, ...changes })],
  });
  return codeOf(await vault.sign(toSign(asked, approval(asked))));
};
const reopened = async ({ stateFile, clock, vault }: OpenFixture, compactFrom = 4096) =>
  unwrap(await openVault({ stateFile, clock, journalCounter: vault.mark.counter, compactFrom }));

describe("a payment to a recipient of the vault's own address book", () => {
  it('is signed once the recipient has cooled, also after reopening and where the log was written anew', async () => {
    const opened = await told(...known);
    expect(await pay(opened)).toBe('book-entry-cooling');
    opened.clock.now += MINUTE;
    for (const [i, compactFrom] of [4096, 1].entries()) {
      expect(await pay(await reopened(opened, compactFrom), {}, i + 2)).toBe('accepted');
    }
  });

  it.each<[string, readonly BookWord[], Partial<RequestStatement>, string]>([
    ['that nobody entered', [], {}, 'book-entry-unknown'],
    ['that nobody verified', [entry], {}, 'book-entry-unverified'],
    ['verifier same as enterer', [entry, verified(entry, {}, officers.mara)], {}, 'book-entry-unverified'],
    ['that was removed', [...known, removed()], {}, 'book-entry-unknown'],
    ['entry swapped between verification and use', known, { recipient: address(0xbad) }, 'book-entry-other'],
    [
      'whose address somebody changed under its name',
      [...known, entered({ address: address(0xbad) }), verified(entered({ address: address(0xbad) }))],
      { recipient: address(0xbad) },
      'book-entry-other',
    ],
  ])('is refused: %s', async (_, words, changes, code) => {
    const opened = await told(...words);
    opened.clock.now += 2 * MINUTE;
    expect(await pay(opened, changes)).toBe(code);
  });

  it('look-alike passed by group: an address that is none of the book is not paid under the name of one', async () => {
    const opened = await told(...known);
    opened.clock.now += MINUTE;
    const alike = `${HARBOUR.address.slice(0, 40)}${'f'.repeat(20)}${HARBOUR.address.slice(60)}`;
    expect(await pay(opened, { recipient: alike })).toBe('book-entry-other');
  });

  it('cooling skipped by clock: dates of officers make it wait no less, and a clock put back signs nothing', async () => {
    const backdated = entered({ enteredAt: 1 });
    const opened = await told(backdated, verified(backdated, { verifiedAt: 2 }));
    expect(await pay(opened)).toBe('book-entry-cooling');
    opened.clock.now -= 10 * MINUTE;
    expect(await pay(opened)).toBe('clock-behind-seal');
  });

  it('book rolled back: what was removed stays removed though the journal is told again without the removal', async () => {
    const opened = await told(...known, removed());
    await tell(opened, ...known);
    opened.clock.now += MINUTE;
    expect(await pay(opened)).toBe('book-entry-unknown');
    const anew = await reopened(opened, 1);
    await tell(anew, ...known);
    expect(await pay(anew, {}, 2)).toBe('book-entry-unknown');
  });

  it('told again changes nothing, and cools no second time', async () => {
    const opened = await told(...known);
    opened.clock.now += MINUTE;
    const before = opened.vault.mark;
    await tell(opened, ...known);
    expect(opened.vault.mark).toEqual(before);
    expect(await pay(opened)).toBe('accepted');
  });

  it('that names none of the book is no matter of it', async () => {
    const opened = await told();
    const { bookEntry: _, ...typed } = { bookEntry: HARBOUR.id, recipient: HARBOUR.address };
    const asked = proposal({ coins: [coin(1)], requests: [request(typed)] });
    expect(codeOf(await opened.vault.sign(toSign(asked, approval(asked))))).toBe('accepted');
  });

  it('verified by a removed officer does not count; removed by one it stays removed', () => {
    const first = policy();
    const second = {
      ...first,
      version: 2,
      previous: policyDigest(first),
      officers: first.officers.filter(({ id }) => id !== officers.ben.id && id !== officers.chiara.id),
    };
    const { named } = policiesBehind(governedBy(second), [signPolicy(first), signPolicy(second)], NOW);
    const decide = (...words: readonly BookWord[]) =>
      decideBook(words, { policy: second, named, now: NOW, memory: { book: new HeldBook() } }).map(
        (change) => (change.kind === 'booked' ? change.fact.what : change.kind),
      );
    expect(decide(...known)).toEqual(['entered']);
    expect(decide(entry, verified(entry, {}, officers.erin, second), removed())).toEqual([
      'entered',
      'verified',
      'removed',
    ]);
  });
});
