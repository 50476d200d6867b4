import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import { asAllowed, RateLimited, retryAfterMs } from '../../../../electron/chains/iota/online/rate-limit.ts';
import { handled, startFakeNode } from './fake-node.ts';
import { genesis } from './ledger-samples.ts';
import { expectRefusal, unwrap } from './samples.ts';

const NOW = Date.UTC(2026, 0, 1);
const lineTo = (url: string) =>
  connectIota({ network: 'iota:practice', url, genesis, timeoutMs: 60_000, fetch: globalThis.fetch });

/** A node that answers 429 so many times, with this `Retry-After`. */
async function limiting(times: number, retryAfter: string | null) {
  let left = times;
  const node = await startFakeNode({
    iota_getChainIdentifier: (_, response) => {
      left -= 1;
      if (left < 0) return genesis;
      response.writeHead(429, retryAfter === null ? {} : { 'retry-after': retryAfter }).end('slower');
      return handled;
    },
  });
  return { node, line: lineTo(node.url) };
}

describe('the wait that a node asks for', () => {
  it.each([
    ['seconds', '3', 3_000],
    ['no seconds', '0', 0],
    ['more than ten minutes', '86400', 600_000],
    ['a date', 'Thu, 01 Jan 2026 00:00:07 GMT', 7_000],
    ['a date that is over', 'Thu, 01 Jan 2025 00:00:07 GMT', 0],
    ['nothing', null, 0],
    ['words', 'soon', 0],
    ['a negative number', '-5', 0],
  ])('given as %s', (_, header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});

describe('a node that limits how often it is asked', () => {
  it('is asked again, and answers', async () => {
    const { node, line } = await limiting(2, '0');
    expect(unwrap(await line.genesis())).toBe(genesis);
    expect(node.asked).toHaveLength(3);
  });

  it('for good is asked three times and named', async () => {
    const { node, line } = await limiting(99, null);
    expectRefusal(await line.genesis(), 'node-rate-limited');
    expect(node.asked).toHaveLength(3);
  });

  it('for long is told at once and not asked again before', async () => {
    const { node, line } = await limiting(99, '50');
    expectRefusal(await line.genesis(), 'node-rate-limited');
    expectRefusal(await line.genesis(), 'node-rate-limited');
    expectRefusal(await line.latestCheckpoint(), 'node-rate-limited');
    expect(node.asked).toHaveLength(1);
  });

  it('for long says how long it is to be left in peace, and one that answers does not', async () => {
    const { line } = await limiting(1, '90');
    expect(line.quietMs()).toBe(0);
    expectRefusal(await line.genesis(), 'node-rate-limited');
    expect(line.quietMs()).toBeGreaterThan(30_000);
    expect(line.quietMs()).toBeLessThanOrEqual(90_000);
  });

  it('ends its waits when the time of the whole reading is over', async () => {
    const total = new AbortController();
    const waiting = asAllowed({ quiet: { until: 0 }, total: total.signal }, async () => {
      queueMicrotask(() => total.abort());
      throw new RateLimited(4_000);
    });
    await expect(waiting).rejects.toMatchObject({ code: 'node-timeout' });
  });

  it('is not asked again for a fault of another kind', async () => {
    let asked = 0;
    const failing = asAllowed({ quiet: { until: 0 }, total: new AbortController().signal }, async () => {
      asked += 1;
      throw new Error('a bug');
    });
    await expect(failing).rejects.toThrow('a bug');
    expect(asked).toBe(1);
  });
});
