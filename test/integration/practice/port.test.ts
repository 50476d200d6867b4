import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startPracticeNode } from '../../../electron/practice/practice-node.ts';
import { NOON, startWorld } from './practice-world.ts';

const start = (port: number) =>
  startPracticeNode({
    port,
    seed: 'second',
    folder: null,
    checkpointMs: 0,
    epochMs: 86_400_000,
    now: () => NOON,
  });

it('a practice node does not begin on a port that another one has, and that one goes on', async () => {
  const { node, client } = await startWorld();
  const port = Number(new URL(node.url).port);
  expect(await start(port)).toMatchObject({ ok: false, code: 'practice-port-in-use' });
  expect(await client.getChainIdentifier()).toBe(node.chain);
});

it('nor on one that another program has', async () => {
  const taken = createServer();
  onTestFinished(() => new Promise<void>((resolve) => taken.close(() => resolve())));
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const address = taken.address();
  if (address === null || typeof address === 'string') throw new Error('expected a port');
  expect(await start(address.port)).toMatchObject({ ok: false, code: 'practice-port-in-use' });
});
