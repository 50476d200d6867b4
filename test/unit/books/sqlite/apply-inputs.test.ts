import { beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../../../electron/books/sqlite/apply.ts';
import { Figures } from '../../../../electron/books/sqlite/figures.ts';
import { readFigures, readInputs } from '../../../../electron/books/sqlite/read-inputs.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { amountIn, hot, input } from '../../../support/core-samples.ts';
import { account, holdings, key, movement, movementId, own } from './samples.ts';
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

describe('a kept sum', () => {
  it('that is damaged is seen before it is written', () => {
    apply(...account(1), holdings(own(1), [1, 5n]));
    books.sql.exec("UPDATE addresses SET balance = '000000000000000000000001'");
    expect(() => apply(holdings(own(1)))).toThrow(/too small/);
  });
});
