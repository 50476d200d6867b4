import { describe, expect, it } from 'vitest';
import { movementStates } from '../../../../electron/core/movement/movement-state.ts';
import {
  type AskedPayment,
  REPEATS_WITHIN_MS,
  repeatedBy,
} from '../../../../electron/core/movement/repeats.ts';
import { NOW } from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';

const DAY = 86_400_000;
const paid = (changes: Partial<AskedPayment> = {}): AskedPayment => ({
  id: 'one',
  place: 1,
  reference: 'Invoice 7',
  state: 'final',
  makerId: 'mara',
  problem: null,
  createdAt: NOW - DAY,
  finalAt: NOW - DAY,
  ...changes,
});
const again = { reference: 'Invoice 7', createdAt: NOW, place: null };
const repeats = (one: AskedPayment, payment: Parameters<typeof repeatedBy>[0] = again) =>
  repeatedBy(payment, [one]).length === 1;

describe('a payment repeats an earlier one', () => {
  it.each(['queued', 'proposed', 'approved', 'signed', 'sent', 'stopped', 'final'] as const)(
    'that is %s: paid, or perhaps still to be paid',
    (state) => {
      expect(repeats(paid({ state, finalAt: null }))).toBe(true);
    },
  );

  it.each(['rejected', 'cancelled', 'expired'] as const)('but not one that is %s', (state) => {
    expect(repeats(paid({ state, finalAt: null }))).toBe(false);
  });

  it('that failed since something else spent its coins; not one that is proven to have paid nobody', () => {
    const failed = { state: 'failed', finalAt: null } as const;
    expect(repeats(paid({ ...failed, problem: { code: 'input-spent-elsewhere' } }))).toBe(true);
    expect(repeats(paid({ ...failed, problem: { code: 'payment-void' } }))).toBe(false);
    expect(repeats(paid({ state: 'failed' }))).toBe(false);
  });

  it('whose reference differs in capitals, accents and white space only', () => {
    expect(repeats(paid({ reference: ' INVOICE   7 ' }))).toBe(true);
    expect(repeats(paid({ reference: 'Invoice 8' }))).toBe(false);
    expect(repeats(paid({ reference: '' }), { ...again, reference: '' })).toBe(true);
  });

  it('for ninety days, to the millisecond', () => {
    expect(repeats(paid({ createdAt: NOW - REPEATS_WITHIN_MS + 1 }))).toBe(true);
    expect(repeats(paid({ createdAt: NOW - REPEATS_WITHIN_MS }))).toBe(false);
  });

  it('and never itself, nor a later one', () => {
    const own = { ...again, place: 5 };
    expect(repeats(paid({ place: 5 }), own)).toBe(false);
    expect(repeats(paid({ place: 6 }), own)).toBe(false);
    expect(repeats(paid({ place: 4 }), own)).toBe(true);
  });
});

it('of any payments of one reference, every one but the first repeats exactly those before it that may be paid', () => {
  const payment = fc.record({
    state: fc.constantFrom(...movementStates),
    finalAt: fc.constantFrom(null, NOW),
    back: fc.nat(REPEATS_WITHIN_MS - 1),
  });
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 8 }), (payments) => {
      const books = payments.map(({ state, finalAt, back }, place) =>
        paid({ id: `${place}`, place, state, finalAt, createdAt: NOW - back }),
      );
      const found = repeatedBy(again, books.toReversed()).map(({ place }) => place);
      const ended = ({ state, finalAt }: AskedPayment) =>
        ['rejected', 'cancelled', 'expired'].includes(state) || (state === 'failed' && finalAt !== null);
      expect(found).toEqual(
        books
          .filter((each) => !ended(each))
          .map(({ place }) => place)
          .toReversed(),
      );
      for (const { place } of books) {
        const seen = repeatedBy({ ...again, place }, books).map((each) => each.place);
        expect(seen).toEqual(found.filter((each) => each < place));
      }
    }),
  );
});
