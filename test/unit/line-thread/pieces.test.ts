import { describe, expect, it } from 'vitest';
import {
  Assembly,
  count,
  MOST_IN_PIECE,
  type Piece,
  piecesOf,
} from '../../../electron/line-thread/pieces.ts';
import { fc } from '../../support/fast-check.ts';

function assembled(pieces: Iterable<Piece>): unknown {
  const assembly = new Assembly();
  for (const piece of pieces) assembly.add(structuredClone(piece));
  return assembly.value();
}

/** Plain data as lines answer it: texts, numbers, bigints, null, lists and objects within each other. */
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.bigInt(),
    fc.constant(null),
    fc.boolean(),
    fc.array(tie('value'), { maxLength: 120 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'changes', 'owner'), tie('value')),
  ),
})).value;

describe('plain data in pieces', () => {
  it('is the same when it is put together again', () => {
    fc.assert(
      fc.property(data, (value) => {
        expect(assembled(piecesOf(value))).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  it.each<[string, unknown]>([
    ['one long list', Array.from({ length: 60_000 }, (_, i) => i)],
    [
      'one long list of things',
      Array.from({ length: 20_000 }, (_, i) => ({ owner: `0x${i}`, units: BigInt(i) })),
    ],
    [
      'many lists of many things',
      Array.from({ length: 200 }, (_, i) => ({
        id: i,
        changes: Array.from({ length: 300 }, (_, k) => ({ owner: `0x${k}`, units: 1n })),
      })),
    ],
    ['a thing with a list in a list', { found: [[Array.from({ length: 9_000 }, (_, i) => `${i}`)]] }],
  ])('however large, no piece has more than its bound: %s', (_, value) => {
    const pieces = [...piecesOf(value)];
    expect(assembled(pieces)).toEqual(value);
    expect(pieces.length).toBeGreaterThan(2);
    // What a list and the path to it cost comes on top of the values themselves.
    for (const piece of pieces) expect(count(piece, 4 * MOST_IN_PIECE)).not.toBeNull();
  });

  it('a single value is one piece', () => {
    expect([...piecesOf(7n)]).toEqual([{ root: 7n, fillings: null }]);
    expect([...piecesOf(null)]).toHaveLength(1);
  });
});
