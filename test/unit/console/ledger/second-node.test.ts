import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import type { Unproven } from '../../../../electron/core/policy/unproven.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { checkpoint, deposit, followed, history, scripted } from './followed.ts';

const drowned: Partial<Line> = { checkpoints: async () => refuse('node-unreachable', 'drowned') };

/** Looks once at a line, under a rule, beside other endpoints. */
async function looked(line: Partial<Line>, unproven: Unproven, ...others: Partial<Line>[]) {
  const { look, deposits, books } = await followed();
  const view = await look(line, { unproven: () => unproven, others: () => others.map(scripted) });
  const next = (await books.cursor.get())?.next;
  return { code: view.problem?.code ?? null, credited: (await deposits()).length, next };
}

const paid = [checkpoint(0), checkpoint(1, deposit('paid'))];

describe('of two endpoints that prove nothing', () => {
  it('both tell the same deposit: it is credited', async () => {
    expect(await looked(history(...paid), 'two-agree', history(...paid))).toMatchObject({
      credited: 1,
      next: 2n,
    });
  });

  it('honest ones are drowned, and the poisoned one that is left credits nothing', async () => {
    const invented = history(checkpoint(0), checkpoint(1, deposit('invented')));
    expect(await looked(invented, 'two-agree', drowned, drowned)).toEqual({
      code: 'second-node-needed',
      credited: 0,
      next: 0n,
    });
    expect(await looked(invented, 'shows', invented)).toEqual({
      code: 'line-only-shows',
      credited: 0,
      next: 0n,
    });
  });

  it('the poisoned one alters the amount under the right digest: nothing is credited', async () => {
    const altered = history(
      checkpoint(0),
      checkpoint(1, deposit('paid', { changes: [{ owner: `0x${'aa'.repeat(32)}`, units: 5_000n }] })),
    );
    for (const [one, other] of [
      [altered, history(...paid)],
      [history(...paid), altered],
    ] as const) {
      expect(await looked(one, 'two-agree', other)).toEqual({
        code: 'nodes-disagree',
        credited: 0,
        next: 0n,
      });
    }
  });

  it('one hides a deposit, or is on another history: an alarm, and nothing is credited', async () => {
    for (const lie of [
      history(checkpoint(0), checkpoint(1)),
      history(checkpoint(0), { ...checkpoint(1, deposit('paid')), digest: 'another checkpoint 1' }),
    ]) {
      const { look, deposits, journal } = await followed();
      const others = () => [scripted(history(...paid))];
      const view = await look(lie, { unproven: () => 'two-agree', others });
      expect([view.problem?.code, await deposits()]).toEqual(['nodes-disagree', []]);
      expect(await journal()).toMatchObject([{ kind: 'node-alarm', body: { code: 'nodes-disagree' } }]);
    }
  });

  it('the second one is a little behind: what it knows counts, the rest waits', async () => {
    expect(await looked(history(...paid), 'two-agree', history(checkpoint(0)))).toMatchObject({
      credited: 0,
      next: 1n,
    });
  });

  it('a third one answers for a second that does not', async () => {
    const none: Partial<Line> = { checkpoints: async () => ok({ checkpoints: [], proof: null }) };
    expect(await looked(history(...paid), 'two-agree', drowned, none, history(...paid))).toMatchObject({
      credited: 1,
    });
  });
});
