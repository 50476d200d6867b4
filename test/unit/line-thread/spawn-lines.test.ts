import { once } from 'node:events';
import { expect, test } from 'vitest';
import { spawnSourceLines } from '../../../electron/line-thread/spawn-lines.ts';

test('the thread of the lines starts from its sources, generated ones too', async () => {
  const thread = spawnSourceLines();
  try {
    // It answers even what no line can do; a thread that lacks a source ends instead.
    thread.postMessage({ id: 1, line: 1, options: { networkId: 'none:none' }, verb: 'identify', args: [] });
    const [answer] = await once(thread, 'message');
    expect(answer).toMatchObject({ id: 1 });
  } finally {
    await thread.terminate();
  }
});
