import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import { areIndependent } from '../../../../electron/console/ledger/second-node.ts';
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

it('two addresses of one host are not independent; two ports of this computer may be', () => {
  expect(areIndependent('https://a.example', 'https://b.example')).toBe(true);
  expect(areIndependent('https://a.example', 'grpc+https://A.example:50051/x')).toBe(false);
  expect(areIndependent('http://127.0.0.1:9000', 'http://localhost:9001')).toBe(true);
  expect(areIndependent('http://127.0.0.1:9000', 'http://localhost:9000')).toBe(false);
  expect(areIndependent('https://a.example', 'nothing')).toBe(false);
});

it.each([
  ['with the dot of the root', 'https://a.example', 'https://a.example.'],
  ['as IPv4 inside IPv6', 'https://192.0.2.1', 'https://[::ffff:192.0.2.1]'],
  ['by another address of this computer', 'http://127.0.0.1:9000', 'https://127.0.0.2:9000'],
  ['by a name of this computer', 'http://127.0.0.1:9000', 'https://node.localhost:9000'],
  ['as this computer inside IPv6', 'http://[::1]:9000', 'https://[::ffff:127.0.0.1]:9000'],
])('one node is listed twice, the second time %s: it does not agree with itself', (_, one, again) => {
  expect(areIndependent(one, again)).toBe(false);
  expect(areIndependent(again, one)).toBe(false);
});

it('addresses that only look alike stay independent', () => {
  expect(areIndependent('https://192.0.2.1', 'https://[::ffff:192.0.2.2]')).toBe(true);
  expect(areIndependent('https://127.example', 'http://127.0.0.1')).toBe(true);
  expect(areIndependent('https://a.example.', 'https://b.example.')).toBe(true);
});
