import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { startTreasuryNode } from '../../../electron/stations/embedded-node.ts';
import type { NodeSettings, RunningNode } from '../../../electron/stations/station-effects.ts';
import { must } from '../../support/must.ts';
import { codeOf } from '../../support/treasury-steps.ts';

const network = { id: 'iota:practice', genesis: 'c0ffee00' } as const;
const node = { kind: 'embedded', seed: 'harbour', checkpointMs: 100 } as const;
const file = { network, node };

/** What follows at once has happened. */
async function settled(): Promise<void> {
  for (let turns = 0; turns < 3; turns++) await new Promise((resolve) => setImmediate(resolve));
}

/** Starts nodes that do nothing, of which the test says when they die. */
function nodes(chain: string = network.genesis) {
  const started: NodeSettings[] = [];
  const stopped: number[] = [];
  const exits: (() => void)[] = [];
  const told: string[] = [];
  let next: Result<void> = ok(undefined);
  const startPracticeNode = async (settings: NodeSettings): Promise<Result<RunningNode>> => {
    const number = started.push(settings);
    if (!next.ok) return next;
    return ok({
      url: `http://127.0.0.1:${settings.port === 0 ? 4100 : settings.port}`,
      grpcUrl: `http://127.0.0.1:${settings.grpcPort === 0 ? 4200 : settings.grpcPort}`,
      chain,
      genesis: '1'.repeat(32),
      trustRoot: `committee:${'1'.repeat(32)}:${'1'.repeat(32)}`,
      onExit: (listener) => exits.push(listener),
      stop: async () => {
        stopped.push(number);
      },
    });
  };
  return {
    started,
    stopped,
    told,
    effects: {
      startPracticeNode,
      events: { now: () => 1_000, stopped: () => told.push('stopped'), back: () => told.push('back') },
    },
    /** The node that runs dies; settles when what follows from it has happened. */
    die: async () => {
      exits.at(-1)?.();
      await settled();
    },
    answer: (result: Result<void>) => {
      next = result;
    },
  };
}

describe("a treasury's own practice node", () => {
  it("with another treasury's ledger in the folder is refused, and ended", async () => {
    const { effects, started, stopped } = nodes('5a11f04d');
    expect(codeOf(await startTreasuryNode(file, '/ledger', effects))).toBe('node-network-mismatch');
    expect([started.length, stopped]).toEqual([1, [1]]);
  });

  it('that cannot begin says why', async () => {
    const { effects, answer } = nodes();
    answer(refuse('practice-folder-unusable', 'no'));
    expect(codeOf(await startTreasuryNode(file, '/ledger', effects))).toBe('practice-folder-unusable');
  });

  it('comes back on its own port and ledger, until it is stopped', async () => {
    const { effects, started, stopped, told, die } = nodes();
    const running = must(await startTreasuryNode(file, '/ledger', effects));
    expect([running.url, running.practiceUrl, running.stopped()]).toEqual([
      'grpc+http://127.0.0.1:4200',
      'http://127.0.0.1:4100',
      null,
    ]);
    await die();
    expect(started.map(({ port, folder, seed }) => [port, folder, seed])).toEqual([
      [0, '/ledger', 'harbour'],
      [4100, '/ledger', 'harbour'],
    ]);
    expect([running.stopped(), told.at(-1)]).toEqual([null, 'back']);
    await running.stop();
    expect(stopped).toEqual([2]);
    await die();
    expect(started).toHaveLength(2);
  });

  it('that dies again and again waits longer each time, and not where somebody tries it now', async () => {
    const { effects, started, die } = nodes();
    const running = must(await startTreasuryNode(file, '/ledger', effects));
    await die();
    await die();
    expect(started).toHaveLength(2);
    expect(running.stopped()).toMatchObject({ problem: { code: 'node-unreachable' } });
    const wait = (running.stopped()?.nextTryAt ?? 0) - 1_000;
    expect(wait).toBeGreaterThanOrEqual(500);
    expect(wait).toBeLessThanOrEqual(1_000);
    running.tryNow();
    await settled();
    expect([started.length, running.stopped()]).toEqual([3, null]);
    running.tryNow(); // it runs: there is nothing to try
    await settled();
    expect(started).toHaveLength(3);
    await running.stop();
  });

  it('whose port is taken is tried again with waits that grow up to half a minute, and says why', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => void vi.useRealTimers());
    const { effects, started, answer, die } = nodes();
    const running = must(await startTreasuryNode(file, '/ledger', effects));
    answer(refuse('practice-port-in-use', 'taken'));
    await die();
    const waits: number[] = [];
    for (let tries = 0; tries < 12; tries++) {
      const { problem, nextTryAt } = running.stopped() ?? {};
      expect(problem).toEqual({ code: 'practice-port-in-use', message: 'taken' });
      waits.push((nextTryAt ?? 0) - 1_000);
      await vi.advanceTimersByTimeAsync(waits.at(-1) ?? 0);
      await settled();
    }
    expect(started).toHaveLength(14);
    expect(Math.max(...waits)).toBe(30_000);
    expect(waits[3]).toBeGreaterThan(waits[0] ?? 0);
    answer(ok(undefined));
    await vi.advanceTimersByTimeAsync(30_000);
    await settled();
    expect(running.stopped()).toBeNull();
    await running.stop();
  });

  it('whose program is missing is tried again too', async () => {
    const { effects, die } = nodes();
    let gone = false;
    const startPracticeNode: typeof effects.startPracticeNode = (settings) =>
      gone ? Promise.reject(new TypeError('spawn ENOENT')) : effects.startPracticeNode(settings);
    const running = must(await startTreasuryNode(file, '/ledger', { ...effects, startPracticeNode }));
    gone = true;
    await die();
    await settled();
    expect(running.stopped()?.nextTryAt).toBeGreaterThan(1_000);
    gone = false;
    running.tryNow();
    await settled();
    expect(running.stopped()).toBeNull();
    await running.stop();
  });

  it('that was stopped while it came back does not run on', async () => {
    const { effects, started, stopped, die } = nodes();
    const running = must(await startTreasuryNode(file, '/ledger', effects));
    const back = die();
    await Promise.resolve();
    await Promise.resolve();
    await running.stop();
    await back;
    expect(stopped.at(-1)).toBe(started.length);
  });

  it('is none where the treasury names the address of one', async () => {
    const { effects, started } = nodes();
    const url = { kind: 'url', url: 'http://127.0.0.1:9000' } as const;
    const running = must(await startTreasuryNode({ network, node: url }, '/ledger', effects));
    await running.stop();
    expect([running.url, started]).toEqual(['http://127.0.0.1:9000', []]);
  });
});
