import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { childTransport } from '../../../electron/main/child-process.ts';
import { awaitPracticeNode } from '../../../electron/main/practice-node-process.ts';
import { FakeChild } from '../../support/fake-child.ts';

const GOOD = {
  ok: true,
  url: 'http://127.0.0.1:9000',
  grpcUrl: 'http://127.0.0.1:9001',
  chain: '0a1b2c3d',
  genesis: '7gzPnGnmjqvpmF7NXTCmtacXLqx1cMaJFV6GCmi1peqr',
  trustRoot:
    'committee:7gzPnGnmjqvpmF7NXTCmtacXLqx1cMaJFV6GCmi1peqr:7gzPnGnmjqvpmF7NXTCmtacXLqx1cMaJFV6GCmi1peqr',
};

const settings = { port: 0, seed: 'test', folder: null, checkpointMs: 100, epochMs: 1000 };

function started() {
  const child = new FakeChild();
  child.spawn(41);
  const killed: number[] = [];
  const wire = childTransport(child as unknown as Parameters<typeof childTransport>[0], (pid) =>
    killed.push(pid),
  );
  return { child, killed, node: awaitPracticeNode(wire, settings, 500) };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the settings are the first message and the answer is the node', async () => {
  const { child, node } = started();
  expect(child.sent).toEqual([settings]);
  child.emit('message', { ...GOOD });
  expect(await node).toMatchObject({ ok: true, value: { url: 'http://127.0.0.1:9000', chain: '0a1b2c3d' } });
});

test('a refusal of the node is handed on and leaves no process', async () => {
  const { child, node, killed } = started();
  child.emit('message', { ok: false, code: 'node-unreachable', message: 'the port is in use' });
  expect(await node).toEqual({ ok: false, code: 'node-unreachable', message: 'the port is in use' });
  expect(killed).toEqual([41]);
});

test.each([
  ['a node outside of this machine', { ...GOOD, url: 'http://10.0.0.1:9000' }],
  ['a url that only begins like loopback', { ...GOOD, url: 'http://127.0.0.1:9000@evil/' }],
  ['a chain of another form', { ...GOOD, chain: 'main' }],
  ['anything else', 'ready'],
])('%s as an answer is refused', async (_name, answer) => {
  const { child, node, killed } = started();
  child.emit('message', answer);
  expect(await node).toMatchObject({ ok: false, code: 'node-answer-malformed' });
  expect(killed).toEqual([41]);
});

test('an end before the answer is a refusal', async () => {
  const { child, node } = started();
  child.emit('exit', 1);
  expect(await node).toMatchObject({ ok: false, code: 'node-unreachable' });
});

test('silence is a refusal and leaves no process', async () => {
  const { node, killed } = started();
  vi.advanceTimersByTime(500);
  expect(await node).toMatchObject({ ok: false, code: 'node-timeout' });
  expect(killed).toEqual([41]);
});

test('stopping asks the node first and ends it from outside where it does not listen', async () => {
  const { child, node, killed } = started();
  child.emit('message', { ...GOOD, url: 'http://127.0.0.1:9000/' });
  const running = await node;
  if (!running.ok) throw new Error('expected a node');
  const stopped = running.value.stop();
  expect(child.sent.at(-1)).toBe('stop');
  expect(killed).toEqual([]);
  vi.advanceTimersByTime(2000);
  expect(killed).toEqual([41]);
  child.emit('exit', null);
  await stopped;
});
