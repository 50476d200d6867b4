import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Topic } from '../../../electron/contract/topics.ts';
import { flushChanges, listenForChanges } from '../../../renderer/state/changes.ts';
import { queries } from '../../../renderer/state/queries.ts';

let push: (topics: readonly Topic[]) => void;
let end: () => void;
const stops: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', {
    sallyport: {
      onChange: (listener: typeof push) => {
        push = listener;
        return () => {};
      },
    },
  });
  end = listenForChanges();
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  queries.clear();
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A reading on a screen that rests on one topic. @returns how often it was read */
async function watch(topic: Topic, read: () => Promise<number> = async () => 0) {
  let readings = 0;
  const observer = new QueryObserver(queries, {
    queryKey: [topic, stops.length],
    queryFn: () => {
      readings += 1;
      return read();
    },
    meta: { topics: [topic] },
  });
  stops.push(observer.subscribe(() => {}));
  await vi.advanceTimersByTimeAsync(0);
  return () => readings;
}

test('changes that come in a burst are read again once, when it is over', async () => {
  const [app, journal, deposits] = [await watch('app'), await watch('journal'), await watch('deposits')];
  push(['app', 'journal']);
  push(['app']);
  expect(app()).toBe(1);
  await vi.runAllTimersAsync();
  expect([app(), journal(), deposits()]).toEqual([2, 2, 1]);
});

test('what is flushed is read at once, and not a second time when the burst is over', async () => {
  const app = await watch('app');
  push(['app']);
  flushChanges();
  await vi.runAllTimersAsync();
  flushChanges();
  await vi.runAllTimersAsync();
  expect(app()).toBe(2);
});

test('a change after a flush begins a burst of its own', async () => {
  const app = await watch('app');
  push(['app']);
  flushChanges();
  await vi.advanceTimersByTimeAsync(0);
  push(['app']);
  await vi.runAllTimersAsync();
  expect(app()).toBe(3);
});

test('what changes many times while it is read is read once more afterwards, not more often', async () => {
  const answers: ((value: number) => void)[] = [];
  const app = await watch('app', () => new Promise((resolve) => answers.push(resolve)));
  for (let i = 0; i < 5; i += 1) {
    push(['app']);
    flushChanges();
  }
  expect(app()).toBe(1);
  answers[0]?.(1);
  await vi.advanceTimersByTimeAsync(0);
  expect(app()).toBe(2);
  answers[1]?.(2);
  await vi.runAllTimersAsync();
  expect(app()).toBe(2);
});
