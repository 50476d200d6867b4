import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../../electron/chains/line.ts';
import { nodeViewSchema } from '../../../electron/contract/node.ts';
import type { ErrorCode } from '../../../electron/core/error-code.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import { Endpoints } from '../../../electron/stations/endpoints.ts';
import { scripted } from '../console/ledger/followed.ts';

const A = 'grpc+https://a.example';
const B = 'grpc+https://b.example';
const PLAIN = 'https://c.example';

/** Endpoints whose answers the test sets; each failure rests for half the time that it may at most. */
function endpointsOf(...order: readonly string[]) {
  const world = {
    now: 0,
    dead: new Set<string>(),
    asked: [] as string[],
    lowest: new Map<string, bigint>(),
    quietMs: 0,
  };
  const connect = (url: string) =>
    ok<Line>(
      scripted({
        url,
        lowest: () => (world.asked.includes(url) ? (world.lowest.get(url) ?? null) : null),
        quietMs: () => world.quietMs,
        latestCheckpoint: async () => {
          world.asked.push(url);
          return world.dead.has(url) ? refuse('node-unreachable', 'dead') : ok(1n);
        },
      }),
    );
  const endpoints = new Endpoints(order, { now: () => world.now, random: () => 0, connect });
  const present = () => {
    const line = endpoints.present();
    return line.ok ? line.value.url : line.code;
  };
  const fail = (code: ErrorCode, mustProve = false) => endpoints.failed({ code, message: code }, mustProve);
  return { endpoints, world, present, fail };
}

describe('an endpoint that fails', () => {
  it.each<ErrorCode>([
    'node-unreachable',
    'node-timeout',
    'node-rate-limited',
    'node-certificate',
    'node-not-json',
    'node-not-grpc',
    'node-network-mismatch',
    'node-other-history',
    'node-index-late',
    'node-answer-malformed',
    'node-answer-too-large',
    'node-pruned',
    'certificate-weight',
    'effects-foreign',
  ])('with %s is left for the next, and named', (code) => {
    const { endpoints, present, fail } = endpointsOf(A, B);
    expect([fail(code), present()]).toEqual([true, B]);
    expect(endpoints.view()).toMatchObject([
      { url: A, state: 'left', problem: { code }, problemAt: 0 },
      { url: B, state: 'followed', problem: null },
    ]);
  });

  it.each<ErrorCode>([
    'histories-two',
    'nodes-disagree',
    'line-only-shows',
    'second-node-needed',
    'internal-error',
  ])('is not left for %s, which another one does not heal', (code) => {
    const { present, fail } = endpointsOf(A, B);
    expect([fail(code), present()]).toEqual([false, A]);
  });

  it('is never left for one that proves nothing, once the ledger was proven', () => {
    const { endpoints, present, fail } = endpointsOf(A, PLAIN);
    expect([fail('node-unreachable', true), present()]).toEqual([false, A]);
    expect(endpoints.view()[1]).toMatchObject({ url: PLAIN, state: 'ready', proves: false });
    expect([fail('node-unreachable', false), present()]).toEqual([true, PLAIN]);
  });

  it('rests twice as long after each failure, ten minutes at most', () => {
    const { endpoints, world, fail } = endpointsOf(A, B);
    const rests: number[] = [];
    for (let failures = 0; failures < 12; failures++) {
      fail('node-unreachable');
      fail('node-unreachable');
      const { nextTryAt } = endpoints.view()[1] ?? {};
      if (typeof nextTryAt === 'number') rests.push(nextTryAt - world.now);
      world.now += 3_600_000;
    }
    expect(rests.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...rests)).toBe(300_000);
  });

  it('that asked to be left in peace for longer than it would rest is left so long', async () => {
    const { endpoints, world, present, fail } = endpointsOf(A, B);
    expect(present()).toBe(A);
    world.quietMs = 90_000;
    fail('node-rate-limited');
    expect(endpoints.view()[0]).toMatchObject({ state: 'left', nextTryAt: 90_000 });
    world.now = 89_999;
    expect([await endpoints.goBack(true), world.asked]).toEqual([false, []]);
    world.now = 90_000;
    expect([await endpoints.goBack(true), present()]).toEqual([true, A]);
  });

  it('that asked for a shorter time than it would rest rests as long as any', () => {
    const { endpoints, world, present, fail } = endpointsOf(A, B);
    expect(present()).toBe(A);
    world.quietMs = 300;
    fail('node-rate-limited');
    expect(endpoints.view()[0]).toMatchObject({ nextTryAt: 1_000 });
  });

  it('where all fail, the one that rests least is asked', () => {
    const { world, present, fail } = endpointsOf(A, B);
    fail('node-unreachable');
    world.now = 500;
    expect([fail('node-unreachable'), present()]).toEqual([true, A]);
  });
});

describe('an endpoint before the present one', () => {
  it('is gone back to when its rest is over and it answers, not before', async () => {
    const { endpoints, world, present, fail } = endpointsOf(A, B);
    fail('node-timeout');
    expect([await endpoints.goBack(true), present()]).toEqual([false, B]);
    world.now = 1_000;
    expect([await endpoints.goBack(true), present()]).toEqual([true, A]);
  });

  it('is gone back to when the clock that dated its rest ahead is put right', async () => {
    const { endpoints, world, present, fail } = endpointsOf(A, B);
    world.now = 30 * 86_400_000;
    expect(fail('node-unreachable')).toBe(true);
    expect(await endpoints.goBack(false)).toBe(false);
    world.now = 0;
    expect(endpoints.view().map(({ nextTryAt }) => nextTryAt)).toEqual([null, null]);
    expect(await endpoints.goBack(false)).toBe(true);
    expect(present()).toBe(A);
  });

  it('that is still dead rests longer', async () => {
    const { endpoints, world, present, fail } = endpointsOf(A, B);
    fail('node-unreachable');
    world.now = 1_000;
    world.dead.add(A);
    expect([await endpoints.goBack(true), present()]).toEqual([false, B]);
    expect(endpoints.view()[0]).toMatchObject({ state: 'left', nextTryAt: 3_000 });
  });

  it('that lied is not gone back to by itself', async () => {
    const { endpoints, world, present, fail } = endpointsOf(A, B);
    fail('certificate-foreign');
    world.now = 24 * 3_600_000;
    expect([await endpoints.goBack(true), present()]).toEqual([false, B]);
  });
});

it('only other hosts that do not rest are asked for a second opinion', () => {
  const { endpoints, fail } = endpointsOf(PLAIN, 'https://c.example:8443', 'https://d.example');
  expect(endpoints.others().map(({ url }) => url)).toEqual(['https://d.example']);
  fail('node-unreachable');
  fail('node-unreachable');
  expect(endpoints.view()[2]?.state).toBe('followed');
  expect(endpoints.others()).toEqual([]);
});

describe('an endpoint in reserve', () => {
  it('is asked now and then how far back it serves, one at a time, and never for more', async () => {
    const { endpoints, world, present } = endpointsOf(A, B, PLAIN);
    world.lowest.set(B, 40n);
    expect(endpoints.view()[1]).toMatchObject({ url: B, lowest: null });
    for (let looks = 0; looks < 5; looks++) await endpoints.askReserve();
    expect([world.asked, present()]).toEqual([[B], A]);
    expect(endpoints.view()[1]).toMatchObject({ url: B, state: 'ready', lowest: '40' });
    world.now += 10 * 60_000;
    await endpoints.askReserve();
    expect(world.asked).toEqual([B, B]);
  });

  it('is left in peace while it rests, and does not count as failed for what it says then', async () => {
    const { endpoints, world, fail } = endpointsOf(A, B);
    fail('node-timeout');
    expect(endpoints.view()[0]).toMatchObject({ url: A, state: 'left' });
    await endpoints.askReserve();
    expect(world.asked).toEqual([]);
    world.now += 10 * 60_000;
    world.dead.add(A);
    await endpoints.askReserve();
    expect(world.asked).toEqual([A]);
    expect(endpoints.view()[0]).toMatchObject({ url: A, state: 'ready' });
  });
});

it('a rest that is no whole number of milliseconds keeps no window from reading when it ends', () => {
  let drawn = 0;
  const world = { now: 1_700_000_000_000 };
  const endpoints = new Endpoints([A, B], {
    now: () => world.now,
    random: () => {
      drawn += 1;
      return 0.123456789;
    },
    connect: (url) => ok<Line>(scripted({ url })),
  });
  endpoints.failed({ code: 'node-unreachable', message: '' }, false);
  expect(drawn).toBe(1);
  const [left] = endpoints.view();
  expect(left).toMatchObject({ state: 'left', nextTryAt: expect.any(Number) });
  expect(v.safeParse(nodeViewSchema.entries.endpoints.item, left).success).toBe(true);
});
