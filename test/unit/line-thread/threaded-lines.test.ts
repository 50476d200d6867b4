import type { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Line } from '../../../electron/chains/line.ts';
import { productLines } from '../../../electron/chains/lines.ts';
import { spawnBundledLines } from '../../../electron/line-thread/spawn-lines.ts';
import { threadedLines } from '../../../electron/line-thread/threaded-lines.ts';
import { codeOf } from '../../support/core-samples.ts';
import { must } from '../../support/must.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { handled, startFakeNode, writeJson } from '../chains/iota/fake-node.ts';
import { genesis, transaction } from '../chains/iota/ledger-samples.ts';
import { digestOf } from '../chains/iota/samples.ts';

const options = { network: 'iota:practice', url: '', genesis, timeoutMs: 60_000, fetch } as const;

/** A line in a thread of its own, and the threads that were started for it. */
function lineTo(url: string): { line: Line; threads: Worker[] } {
  const threads: Worker[] = [];
  const spawn = () => {
    const thread = spawnBundledLines(bundleOf('lines'))();
    threads.push(thread);
    return thread;
  };
  return { line: must(threadedLines(spawn, productLines).connect({ ...options, url })), threads };
}

const rightChain = { iota_getChainIdentifier: () => genesis };

afterEach(() => vi.restoreAllMocks());

describe('a line in a thread', () => {
  it('answers as the line itself does, refuses as it does, and tells the time of the node', async () => {
    const node = await startFakeNode({
      ...rightChain,
      iota_getLatestCheckpointSequenceNumber: () => '7',
      iotax_getReferenceGasPrice: () => 'many',
    });
    const { line, threads } = lineTo(node.url);
    expect(line).toMatchObject({ network: 'iota:practice', url: node.url });
    expect(line.nodeTime()).toBeNull();
    expect(must(await line.latestCheckpoint())).toBe(7n);
    expect(line.nodeTime()).toBeGreaterThan(1_600_000_000_000);
    expect(codeOf(await line.terms())).toBe('node-answer-malformed');
    expect(must(await line.genesis())).toBe(genesis);
    expect(threads).toHaveLength(1);
  });

  it('tells how long its node asks to be left in peace', async () => {
    const node = await startFakeNode({
      iota_getChainIdentifier: (_, response) => {
        response.writeHead(429, { 'retry-after': '90' }).end('slower');
        return handled;
      },
    });
    const { line } = lineTo(node.url);
    expect(line.quietMs()).toBe(0);
    expect(codeOf(await line.latestCheckpoint())).toBe('node-rate-limited');
    expect(line.quietMs()).toBeGreaterThan(30_000);
    expect(line.quietMs()).toBeLessThanOrEqual(90_000);
  });

  it('is none for a network that this program cannot reach', () => {
    const lines = threadedLines(() => {
      throw new Error('not started');
    }, productLines);
    expect(codeOf(lines.connect({ ...options, network: 'toy:practice' }))).toBe('chain-unknown');
  });

  it('the worst answer that fits is not parsed here, and everything of it arrives', async () => {
    const owner = (n: number) => `0x${n.toString(16).padStart(64, '0')}`;
    const changes = Array.from({ length: 40_000 }, (_, n) => ({
      owner: { AddressOwner: owner(n) },
      coinType: '0x2::iota::IOTA',
      amount: '5',
    }));
    const node = await startFakeNode({
      ...rightChain,
      iotax_queryTransactionBlocks: () => ({
        data: [transaction(digestOf(1), { balanceChanges: changes })],
        hasNextPage: false,
        nextCursor: null,
      }),
    });
    const { line } = lineTo(node.url);
    must(await line.genesis());
    const parse = vi.spyOn(JSON, 'parse');
    const [received] = must(await line.received(owner(1)));
    const longest = Math.max(0, ...parse.mock.calls.map(([text]) => text.length));
    expect(longest, 'what is parsed here is what the fake node, in this thread, was asked').toBeLessThan(
      1_000,
    );
    expect(received?.changes).toHaveLength(changes.length);
    expect(received?.changes.at(-1)).toEqual({ owner: owner(changes.length - 1), units: 5n });
  });

  it('whose thread ends under way has reached nobody, and goes on with another thread', async () => {
    let asked = () => {};
    const reached = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const node = await startFakeNode({
      ...rightChain,
      iota_getLatestCheckpointSequenceNumber: () => {
        asked();
        return handled;
      },
    });
    const { line, threads } = lineTo(node.url);
    const waiting = line.latestCheckpoint();
    await reached;
    await threads[0]?.terminate();
    expect(codeOf(await waiting)).toBe('node-unreachable');
    node.answers['iota_getLatestCheckpointSequenceNumber'] = (request, response) => {
      writeJson(response, { jsonrpc: '2.0', id: request.id, result: '8' });
      return handled;
    };
    expect(must(await line.latestCheckpoint())).toBe(8n);
    expect(threads).toHaveLength(2);
  });
});
