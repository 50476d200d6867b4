import { describe, expect, it } from 'vitest';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { startTreasuryNode } from '../../../electron/stations/embedded-node.ts';
import type { NodeSettings, RunningNode } from '../../../electron/stations/station-effects.ts';
import { must } from '../../support/must.ts';
import { codeOf } from '../../support/treasury-steps.ts';

const network = { id: 'iota:practice', genesis: 'c0ffee00' } as const;
const node = { kind: 'embedded', seed: 'harbour', checkpointMs: 100 } as const;
const file = { network, node };

/** Starts nodes that do nothing, of which the test says when they die. */
function nodes(chain: string = network.genesis) {
  const started: NodeSettings[] = [];
  const stopped: number[] = [];
  const exits: (() => void)[] = [];
  let next: Result<void> = ok(undefined);
  const startPracticeNode = async (settings: NodeSettings): Promise<Result<RunningNode>> => {
    const number = started.push(settings);
    if (!next.ok) return next;
    return ok({
      url: `http://127.0.0.1:${settings.port === 0 ? 4100 : settings.port}`,
      chain,
      onExit: (listener) => exits.push(listener),
      stop: async () => {
        stopped.push(number);
      },
    });
  };
  return {
    started,
    stopped,
    effects: { startPracticeNode },
    /** The node that runs dies; settles when what follows from it has happened. */
    die: async () => {
      exits.at(-1)?.();
      await new Promise((resolve) => setImmediate(resolve));
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

  it('comes back on its own port and ledger, however often it dies, until it is stopped', async () => {
    const { effects, started, stopped, die } = nodes();
    const running = must(await startTreasuryNode(file, '/ledger', effects));
    expect(running.url).toBe('http://127.0.0.1:4100');
    await die();
    await die();
    expect(started.map(({ port, folder, seed }) => [port, folder, seed])).toEqual([
      [0, '/ledger', 'harbour'],
      [4100, '/ledger', 'harbour'],
      [4100, '/ledger', 'harbour'],
    ]);
    await running.stop();
    expect(stopped).toEqual([3]);
    await die();
    expect(started).toHaveLength(3);
  });

  it('that was stopped while it came back does not run on', async () => {
    const { effects, stopped, die } = nodes();
    const running = must(await startTreasuryNode(file, '/ledger', effects));
    const back = die();
    await running.stop();
    await back;
    expect(stopped).toEqual([1, 2]);
  });

  it('is none where the treasury names the address of one', async () => {
    const { effects, started } = nodes();
    const url = { kind: 'url', url: 'http://127.0.0.1:9000' } as const;
    const running = must(await startTreasuryNode({ network, node: url }, '/ledger', effects));
    await running.stop();
    expect([running.url, started]).toEqual(['http://127.0.0.1:9000', []]);
  });
});
