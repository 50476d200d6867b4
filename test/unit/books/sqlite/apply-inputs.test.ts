import { beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../../../electron/books/sqlite/apply.ts';
import { Figures } from '../../../../electron/books/sqlite/figures.ts';
import { readAddresses } from '../../../../electron/books/sqlite/read-accounts.ts';
import { readFigures, readInputs } from '../../../../electron/books/sqlite/read-inputs.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { amountIn, hot, input } from '../../../support/core-samples.ts';
import { account, holdings, key, moved, movement, movementId, own } from './samples.ts';
import { watchedBooks } from './watched-sql.ts';

const books = watchedBooks();
const MANY = 200;
const many = Array.from({ length: MANY }, (_, number) => [number, 5n] as const);

/** Applies changes as one commit does. @returns what was written into the inputs, and the sums that were taken */
function apply(...changes: readonly Change[]): readonly string[] {
  const figures = new Figures(books.sql);
  books.sql.statements.length = 0;
  for (const change of changes) applyChange(books.sql, figures, change);
  figures.settle();
  return books.sql.statements
    .filter((text) => /(INSERT INTO|DELETE FROM|UPDATE) inputs|SUM\(/.test(text))
    .map((text) => text.split(' ')[0] ?? '');
}

const kept = () => {
  const { balance, reserved } = readFigures(books.sql).vault(hot.id);
  return { balance, reserved, free: readInputs(books.sql).richest(hot.id, 9) };
};

describe('what a busy address has', () => {
  beforeEach(() => {
    apply(...account(1), ...account(2), movement(1), holdings(own(1), ...many));
  });

  it('is not written again where it is the same as before', () => {
    expect(apply(holdings(own(1), ...many))).toEqual([]);
    expect(kept().balance).toBe(5n * BigInt(MANY));
  });

  it('is written as far as it is another: one coin more, one gone, one with another proof', () => {
    expect(apply(holdings(own(1), ...many, [MANY, 7n]))).toEqual(['INSERT']);
    expect(apply(holdings(own(1), ...many.slice(1), [MANY, 7n]))).toEqual(['DELETE']);
    expect(kept().balance).toBe(5n * BigInt(MANY - 1) + 7n);
    const other = input(1, { owner: own(1), amount: amountIn(6), proof: { other: true } });
    const rest = [...many.slice(2), [MANY, 7n] as const];
    const listed = holdings(own(1), ...rest);
    if (listed.kind !== 'holdings-read') throw new Error('expected holdings');
    expect(apply({ ...listed, inputs: [other, ...listed.inputs] })).toEqual(['DELETE', 'INSERT']);
    expect(readInputs(books.sql).of(own(1))).toContainEqual(other);
    expect(kept()).toEqual({
      balance: 5n * BigInt(MANY - 2) + 13n,
      reserved: 0n,
      free: [{ owner: own(1), units: 5n * BigInt(MANY - 2) + 13n, inputs: MANY }],
    });
  });

  it('is written again where only the asset of a coin is another', () => {
    const other = input(1, { owner: own(1), amount: { ...amountIn(5), asset: 'OTHER' } });
    const listed = holdings(own(1), [0, 5n], ...many.slice(2));
    if (listed.kind !== 'holdings-read') throw new Error('expected holdings');
    expect(apply({ ...listed, inputs: [...listed.inputs, other] })).toEqual(['DELETE', 'INSERT']);
    expect(readInputs(books.sql).of(own(1))).toContainEqual(other);
  });

  it('keeps its sums right where coins are reserved, move to another own address, are spent and listed again', () => {
    apply({ kind: 'inputs-reserved', movementId: movementId(1), keys: [key(0), key(1), 'unknown'] });
    expect(kept()).toMatchObject({ balance: 5n * BigInt(MANY), reserved: 10n });
    apply(holdings(own(2), [1, 5n], [2, 5n]));
    expect(kept()).toEqual({
      balance: 5n * BigInt(MANY),
      reserved: 10n,
      free: [
        { owner: own(1), units: 5n * BigInt(MANY - 3), inputs: MANY - 3 },
        { owner: own(2), units: 5n, inputs: 1 },
      ],
    });
    apply({ kind: 'inputs-spent', keys: [key(0), key(2)], transactionId: 't', checkpoint: '1' });
    expect(kept()).toMatchObject({ balance: 5n * BigInt(MANY - 2), reserved: 5n });
    expect(apply(holdings(own(2), [0, 5n], [1, 5n], [2, 5n])), 'spent coins stay away').toEqual([]);
    apply({ kind: 'inputs-released', movementId: movementId(1) });
    expect(kept()).toMatchObject({ balance: 5n * BigInt(MANY - 2), reserved: 0n });
  });

  it('of which a node names one coin twice counts it once, as it was named last', () => {
    apply(holdings(own(1), [1, 5n], [1, 9n]));
    expect(kept()).toEqual({ balance: 9n, reserved: 0n, free: [{ owner: own(1), units: 9n, inputs: 1 }] });
  });
});

describe('what the ledger has proven', () => {
  const touched = () => readAddresses(books.sql).touched(9);

  beforeEach(() => {
    apply(...account(1), ...account(2), movement(1), moved(own(1), [], [1, 5n], [2, 6n]));
  });

  it('is one coin more whatever else is there, and nothing else is written', () => {
    apply(holdings(own(1), ...many));
    expect(apply(moved(own(1), [], [MANY, 7n]))).toEqual(['INSERT']);
    expect(apply(moved(own(1), [key(MANY)]))).toEqual(['DELETE']);
  });

  it('stays although a node does not list it, or lists it as another', () => {
    apply(holdings(own(1)));
    apply(holdings(own(1), [1, 99n]), holdings(own(2), [2, 99n]));
    expect(kept().balance).toBe(11n);
    expect(
      readInputs(books.sql)
        .largest(own(1), 9, 'proven')
        .map((each) => each.key),
    ).toEqual([key(2), key(1)]);
  });

  it('takes the place of what a node has told of the same coin', () => {
    apply(holdings(own(2), [7, 99n], [8, 3n]), moved(own(2), [], [7, 4n]));
    expect(
      readInputs(books.sql)
        .of(own(2))
        .map(({ amount }) => amount.units),
    ).toEqual(['4', '3']);
    expect(
      readInputs(books.sql)
        .largest(own(2), 9, 'unproven')
        .map((each) => each.key),
    ).toEqual([key(8)]);
  });

  it('is asked for whole once, where a node may know of older coins, and never again', () => {
    expect(touched()).toEqual([own(1)]);
    apply(holdings(own(1), [3, 1n]));
    apply(moved(own(1), [key(1)], [4, 5n]));
    expect(touched()).toEqual([]);
    expect(kept().balance).toBe(12n);
  });

  it('and is spent does not come back by a transaction that is taken in again', () => {
    apply({ kind: 'inputs-spent', keys: [key(1)], transactionId: 't', checkpoint: '13' });
    apply(moved(own(1), [], [1, 5n], [2, 6n]));
    expect(kept().balance).toBe(6n);
  });

  it('is told once, and keeps its sums right where a reserved coin is forgotten and comes again', () => {
    apply({ kind: 'inputs-reserved', movementId: movementId(1), keys: [key(1)] });
    apply({ kind: 'inputs-forgotten', keys: [key(1), key(2), 'unknown'] });
    expect(kept()).toEqual({ balance: 0n, reserved: 0n, free: [] });
    apply(moved(own(1), [], [1, 5n], [2, 6n]), moved(own(1), [], [1, 5n], [2, 6n]));
    expect(kept()).toMatchObject({ balance: 11n, reserved: 5n });
  });

  it('of an address that is not ours, or of a coin of another owner, changes nothing', () => {
    apply(moved(`0x${'99'.repeat(32)}`, [key(1)], [9, 5n]));
    expect(kept().balance).toBe(11n);
  });

  it('whose creation is certified afterwards existed; what is proven, or of another owner, stays as it is', () => {
    apply(holdings(own(1), [3, 4n], [4, 5n]));
    apply({ kind: 'inputs-existed', owner: own(1), checkpoint: '7', keys: [key(1), key(3), 'unknown'] });
    apply({ kind: 'inputs-existed', owner: own(2), checkpoint: '7', keys: [key(4)] });
    const { gradeOf, ungraded } = readInputs(books.sql);
    expect([gradeOf([key(1)]), gradeOf([key(3)]), gradeOf([key(4)])]).toEqual([
      'proven',
      'existed',
      'unproven',
    ]);
    expect(ungraded('', 9).map((each) => each.key)).toEqual([key(4)]);
    expect(ungraded(own(1), 9)).toEqual([]);
  });

  it('is told apart from what it does not prove, by account and by input', () => {
    apply(holdings(own(1), [3, 4n]));
    const { gradeOf, unproven } = readInputs(books.sql);
    expect([unproven(hot.id, 1), unproven(hot.id, 2)]).toEqual([
      { all: 4n, existed: 0n },
      { all: 0n, existed: 0n },
    ]);
    expect(gradeOf([key(1), key(2)])).toBe('proven');
    expect(gradeOf([key(1), key(3)])).toBe('unproven');
    expect(gradeOf([key(1), 'spent'])).toBeUndefined();
  });

  it('existed, once time was not seen: all is read again, and only what is listed stays', () => {
    apply(holdings(own(1), [3, 4n]), { kind: 'ledger-skipped' });
    const { gradeOf, unproven, largest } = readInputs(books.sql);
    const known = unproven(hot.id, 1);
    expect(known.all - known.existed).toBe(4n);
    expect([gradeOf([key(1), key(2)]), gradeOf([key(1), key(3)])]).toEqual(['existed', 'unproven']);
    expect(largest(own(1), 9, 'proven'), 'none of it counts as proven').toEqual([]);
    expect(readAddresses(books.sql).touched(9, '')).toContain(own(1));
    // One of both was spent while nobody looked.
    apply(holdings(own(1), [1, 5n], [3, 4n]));
    expect(gradeOf([key(2)])).toBeUndefined();
    expect(gradeOf([key(1)])).toBe('existed');
    // What comes from here on is proven, and skipped time takes that away again.
    apply(moved(own(1), [key(1)], [9, 6n]));
    expect([gradeOf([key(9)]), gradeOf([key(1)])]).toEqual(['proven', undefined]);
    apply({ kind: 'ledger-skipped' });
    expect(gradeOf([key(9)])).toBe('existed');
  });

  it('is never given together with what it does not prove: the richer of both', () => {
    apply(holdings(own(1), [3, 4n], [4, 4n]));
    expect(
      readInputs(books.sql)
        .largest(own(1), 9)
        .map((each) => each.key),
    ).toEqual([key(2), key(1)]);
    apply(holdings(own(1), [3, 4n], [4, 9n]));
    expect(
      readInputs(books.sql)
        .largest(own(1), 9)
        .map((each) => each.key),
    ).toEqual([key(4), key(3)]);
    expect(
      readInputs(books.sql)
        .largest(own(1), 1)
        .map((each) => each.key),
    ).toEqual([key(4)]);
  });
});

describe('a kept sum', () => {
  it('that is damaged is seen before it is written', () => {
    apply(...account(1), holdings(own(1), [1, 5n]));
    books.sql.exec("UPDATE addresses SET balance = '000000000000000000000001'");
    expect(() => apply(holdings(own(1)))).toThrow(/too small/);
  });
});
