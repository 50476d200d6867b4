import { describe, expect, it } from 'vitest';
import type { Movement } from '../../../../electron/books/rows.ts';
import { startAgain } from '../../../../electron/console/movements/start-again.ts';
import type { Station } from '../../../../electron/console/station.ts';
import type { Approval } from '../../../../electron/core/approval/approval.ts';
import { approval, NOW, policy, request } from '../../../support/core-samples.ts';
import { movement } from './samples.ts';

const MANDATE = 'aa'.repeat(32);

/** A station at a time, with what its books know of one movement. */
function stationAt(now: number, approvals: readonly Approval[], asked = request()) {
  const station = {
    books: {
      movements: {
        request: async () => asked,
        approvals: async () => approvals.map((each) => ({ approval: each, approvedAt: NOW })),
        proposal: async () => undefined,
        mandate: async () => undefined,
      },
    },
    policy: { present: () => policy() },
    chain: { epochs: null },
    line: null,
    effects: { now: () => now },
  };
  return station as unknown as Pick<
    Station,
    'books' | 'policy' | 'chain' | 'line' | 'addressBook' | 'effects'
  >;
}

const given = approval();
const until = given.statement.expiresAt;
const earlier: Approval = {
  ...given,
  statement: { ...given.statement, policy: { ...given.statement.policy, version: 0 } },
};

describe('a movement whose approvals are void', () => {
  it.each(['proposed', 'approved'] as const)('and was %s waits for new ones', async (state) => {
    const again = await startAgain(stationAt(until, [given]), movement({ state }), 'approval-expired');
    expect(again).toEqual({ again: 'approve' });
  });

  it('before it was built, under its mandate, is built when it can be', async () => {
    const queued = movement({ state: 'queued', mandate: MANDATE });
    expect(await startAgain(stationAt(until, [given]), queued, 'approval-expired')).toEqual({
      again: 'build',
    });
  });

  it.each([
    ['whose request asks no more', null, (now: number) => request({ createdAt: now - 10, expiresAt: now })],
    ['whose mandate another policy has ended', MANDATE, () => request()],
    ['whose bytes cannot be read under another policy', null, () => request()],
  ])('%s ends', async (_, mandate, asked) => {
    const station = stationAt(NOW, [earlier], asked(NOW));
    const of: Movement = movement({ state: 'approved', mandate });
    expect(await startAgain(station, of, 'approval-expired')).toEqual({});
  });
});

describe('a movement whose bytes can happen no more', () => {
  it('is built again', async () => {
    const again = await startAgain(stationAt(NOW, []), movement({ state: 'proposed' }), 'bytes-expired');
    expect(again).toEqual({ again: 'build' });
  });

  it.each([
    ['counts the approvals of its mandate on', NOW, [given], { again: 'build', keepsApprovals: true }],
    ['counts none that has expired', until, [given], { again: 'build' }],
    ['counts none of another policy', NOW, [given, earlier], { again: 'build' }],
  ])('and %s', async (_, now, approvals, expected) => {
    const of = movement({ state: 'approved', mandate: MANDATE });
    expect(await startAgain(stationAt(now, approvals), of, 'bytes-expired')).toEqual(expected);
  });

  it('and cancels a payment ends', async () => {
    const of = movement({ state: 'approved', kind: 'cancellation', cancels: 'bb'.repeat(32) });
    expect(await startAgain(stationAt(NOW, [given]), of, 'bytes-expired')).toEqual({});
  });
});
