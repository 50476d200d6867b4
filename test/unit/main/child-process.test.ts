import { expect, test } from 'vitest';
import { childTransport, forkOptions } from '../../../electron/main/child-process.ts';
import { FakeChild } from '../../support/fake-child.ts';

function started() {
  const child = new FakeChild();
  const killed: number[] = [];
  const wire = childTransport(child as unknown as Parameters<typeof childTransport>[0], (pid) =>
    killed.push(pid),
  );
  return { child, killed, wire };
}

test('a process of keys gets no environment, no flags and no output, compared whole', () => {
  expect(forkOptions('Sallyport signer')).toEqual({
    serviceName: 'Sallyport signer',
    env: {},
    execArgv: [],
    stdio: 'ignore',
    allowLoadingUnsignedLibraries: false,
    respondToAuthRequestsFromMainProcess: false,
  });
});

test('messages pass both ways as they are', () => {
  const { child, wire } = started();
  const heard: unknown[] = [];
  wire.onMessage((message) => heard.push(message));
  child.spawn(41);
  wire.send({ id: 1 });
  child.emit('message', { id: 1, result: 'x' });
  expect(child.sent).toEqual([{ id: 1 }]);
  expect(heard).toEqual([{ id: 1, result: 'x' }]);
});

test('a kill ends the process by a signal that it cannot catch', () => {
  const { child, killed, wire } = started();
  child.spawn(41);
  wire.kill();
  expect(child.kills).toBe(1);
  expect(killed).toEqual([41]);
});

test('a kill before the process has started works as soon as it starts', () => {
  const { child, killed, wire } = started();
  wire.kill();
  expect(killed).toEqual([]);
  child.spawn(41);
  expect(killed).toEqual([41]);
});

test('after its end nothing is sent and no stranger with its number is killed', () => {
  const { child, killed, wire } = started();
  child.spawn(41);
  child.emit('exit', 0);
  wire.send({ id: 2 });
  wire.kill();
  expect(child.sent).toEqual([]);
  expect(killed).toEqual([]);
});

test('whoever listens for the end hears of it, also afterwards', async () => {
  const { child, wire } = started();
  let ends = 0;
  wire.onExit(() => (ends += 1));
  child.emit('exit', 1);
  expect(ends).toBe(1);
  await new Promise<void>((resolve) => wire.onExit(resolve));
});
