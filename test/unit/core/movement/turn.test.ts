import { describe, expect, it } from 'vitest';
import {
  owedBefore,
  PASSED_AGAIN_MS,
  PASSED_FOR_MS,
  type Waiting,
} from '../../../../electron/core/movement/turn.ts';

const NOW = 2 * PASSED_AGAIN_MS;
const waiting = (id: string, changes: Partial<Waiting> = {}): Waiting => ({
  id,
  kind: 'withdrawal',
  vaultId: 'hot',
  createdAt: NOW - PASSED_FOR_MS,
  problem: { code: 'input-reserved' },
  ...changes,
});
const later = waiting('later', { createdAt: NOW - 1 });
const owed = (...queued: readonly Waiting[]) => owedBefore(later, queued, NOW).map(({ id }) => id);

describe('a withdrawal whose money others hold', () => {
  it('is not passed any more after an hour', () => {
    expect(owed(waiting('first'))).toEqual(['first']);
    expect(owed(waiting('first', { createdAt: NOW - PASSED_FOR_MS + 1 }))).toEqual([]);
  });

  it('is passed again after a day', () => {
    expect(owed(waiting('first', { createdAt: NOW - PASSED_AGAIN_MS + 1 }))).toEqual(['first']);
    expect(owed(waiting('first', { createdAt: NOW - PASSED_AGAIN_MS }))).toEqual([]);
  });

  it('is before what was asked for after it, and before nothing else', () => {
    expect(owedBefore(waiting('first'), [waiting('first'), later], NOW)).toEqual([]);
    expect(owed(waiting('other vault', { vaultId: 'cold' }))).toEqual([]);
  });

  it('of two that asked at the same time, one is first', () => {
    const both = [waiting('a'), waiting('b')];
    expect(both.map((each) => owedBefore(each, both, NOW).length)).toEqual([0, 1]);
  });

  it('holds up no cancellation, and nothing that gathers money', () => {
    for (const kind of ['cancellation', 'gather'] as const) {
      expect(owedBefore({ ...later, kind }, [waiting('first')], NOW)).toEqual([]);
    }
  });
});

it.each(['funds-insufficient', 'funds-spread', 'node-unreachable', 'request-behind'] as const)(
  'one that is too large, or waits for anything else, blocks nobody for ever: %s',
  (code) => {
    expect(owed(waiting('first', { problem: { code } }))).toEqual([]);
  },
);

it('a sweep that waits, and one that was never tried, hold nobody up', () => {
  expect(owed(waiting('first', { kind: 'sweep' }), waiting('second', { problem: null }))).toEqual([]);
});

it('of several the one that asked first comes first', () => {
  const [a, b] = [waiting('a'), waiting('b', { createdAt: NOW - PASSED_FOR_MS - 1 })];
  expect(owed(a, b)).toEqual(['b', 'a']);
});
