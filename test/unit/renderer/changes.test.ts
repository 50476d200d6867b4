import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Topic } from '../../../electron/contract/topics.ts';
import { flushChanges, listenForChanges, useVersions } from '../../../renderer/state/changes.ts';

let push: (topics: readonly Topic[]) => void;
let end: () => void;
let before: Readonly<Record<Topic, number>>;

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
  before = useVersions.getState();
});
afterEach(() => {
  end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** How often each topic was read again since the test began. */
const grown = (topic: Topic) => useVersions.getState()[topic] - before[topic];

test('changes that come in a burst are read again once, when it is over', () => {
  push(['app', 'journal']);
  push(['app']);
  expect(grown('app')).toBe(0);
  vi.runAllTimers();
  expect([grown('app'), grown('journal'), grown('deposits')]).toEqual([1, 1, 0]);
});

test('what is flushed is read at once, and not a second time when the burst is over', () => {
  push(['app']);
  flushChanges();
  expect(grown('app')).toBe(1);
  vi.runAllTimers();
  flushChanges();
  expect(grown('app')).toBe(1);
});

test('a change after a flush begins a burst of its own', () => {
  push(['app']);
  flushChanges();
  push(['app']);
  vi.runAllTimers();
  expect(grown('app')).toBe(2);
});
