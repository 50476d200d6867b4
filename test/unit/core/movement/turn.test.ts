import { describe, expect, it } from 'vitest';
import {
  checkTurn,
  PASSED_FOR_MS,
  turnBefore,
  type Waiting,
} from '../../../../electron/core/movement/turn.ts';
import { codeOf } from '../../../support/core-samples.ts';

const NOW = 10 * PASSED_FOR_MS;
const waiting = (id: string, changes: Partial<Waiting> = {}): Waiting => ({
  id,
  kind: 'withdrawal',
  vaultId: 'hot',
  createdAt: NOW - PASSED_FOR_MS,
  problem: { code: 'input-reserved' },
  ...changes,
});
const later = waiting('later', { createdAt: NOW - 1 });
const turn = (...queued: readonly Waiting[]) => codeOf(checkTurn(later, queued, NOW));

describe('a withdrawal whose money others hold', () => {
  it('is not passed any more after an hour', () => {
    expect(turn(waiting('first'))).toBe('request-behind');
    expect(turn(waiting('first', { createdAt: NOW - PASSED_FOR_MS + 1 }))).toBe('accepted');
  });

  it('is before what was asked for after it, and before nothing else', () => {
    expect(codeOf(checkTurn(waiting('first'), [waiting('first'), later], NOW))).toBe('accepted');
    expect(turn(waiting('other vault', { vaultId: 'cold' }))).toBe('accepted');
  });

  it('of two that asked at the same time, one is first', () => {
    const both = [waiting('a'), waiting('b')];
    expect(both.map((each) => codeOf(checkTurn(each, both, NOW)))).toEqual(['accepted', 'request-behind']);
  });

  it('holds up no cancellation, and nothing that gathers money', () => {
    for (const kind of ['cancellation', 'gather'] as const) {
      expect(codeOf(checkTurn({ ...later, kind }, [waiting('first')], NOW))).toBe('accepted');
    }
  });
});

it.each(['funds-insufficient', 'funds-spread', 'node-unreachable', 'request-behind'] as const)(
  'one that is too large, or waits for anything else, blocks nobody for ever: %s',
  (code) => {
    expect(turn(waiting('first', { problem: { code } }))).toBe('accepted');
  },
);

it('a sweep that waits, and one that was never tried, hold nobody up', () => {
  expect(turn(waiting('first', { kind: 'sweep' }), waiting('second', { problem: null }))).toBe('accepted');
});

it('of several the one that asked first is named', () => {
  const [a, b] = [waiting('a', { createdAt: 2 }), waiting('b', { createdAt: 1 })];
  expect(turnBefore(later, [a, b], NOW)).toBe(b);
});
