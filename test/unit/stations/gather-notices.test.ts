import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Topic } from '../../../electron/contract/topics.ts';
import { gatherNotices } from '../../../electron/stations/gather-notices.ts';

let told: Topic[][];
let notify: (topics: readonly Topic[]) => void;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  notify = gatherNotices((topics) => told.push([...topics]));
});
afterEach(() => {
  vi.useRealTimers();
});

describe('notices', () => {
  it('of one moment are one, each topic once', () => {
    notify(['app', 'movements']);
    notify(['movements', 'journal']);
    notify(['app']);
    expect(told).toEqual([]);
    vi.runAllTimers();
    expect(told).toEqual([['app', 'movements', 'journal']]);
  });

  it('are told soon after the first, however many follow', () => {
    const started = Date.now();
    for (let i = 0; i < 100; i++) {
      notify(['deposits']);
      vi.advanceTimersByTime(10);
    }
    // A second of changes, ten a reading.
    expect(Date.now() - started).toBe(1000);
    expect(told.length).toBeGreaterThanOrEqual(9);
    expect(told.length).toBeLessThanOrEqual(11);
  });

  it('never lose the last one: each is told after it came', () => {
    const topics = ['app', 'accounts', 'deposits', 'movements', 'journal', 'ceremony'] as const;
    for (let i = 0; i < 500; i++) {
      const topic = topics[(i * 7) % topics.length] ?? 'app';
      const before = told.length;
      notify([topic]);
      vi.advanceTimersByTime((i * 13) % 150);
      notify([topic]);
      vi.runAllTimers();
      expect(told.slice(before).at(-1)).toContain(topic);
    }
  });

  it('that come while others are told are told after them', () => {
    const seen: Topic[][] = [];
    const again = gatherNotices((topics) => {
      seen.push([...topics]);
      if (seen.length === 1) again(['journal']);
    });
    again(['app']);
    vi.runAllTimers();
    expect(seen).toEqual([['app'], ['journal']]);
  });

  it('of a lock are told at once, with all that waited, and once', () => {
    notify(['movements']);
    notify(['lock']);
    expect(told).toEqual([['movements', 'lock']]);
    vi.runAllTimers();
    expect(told).toHaveLength(1);
    notify(['app']);
    vi.runAllTimers();
    expect(told).toHaveLength(2);
  });

  it('of nothing are none', () => {
    notify([]);
    vi.runAllTimers();
    expect(told).toEqual([]);
  });

  it('go on after one that could not be told', () => {
    let fails = true;
    const seen: Topic[][] = [];
    const shaky = gatherNotices((topics) => {
      if (fails) throw new Error('a window is gone');
      seen.push([...topics]);
    });
    shaky(['app']);
    expect(() => vi.runAllTimers()).toThrow('a window is gone');
    fails = false;
    shaky(['journal']);
    vi.runAllTimers();
    expect(seen).toEqual([['journal']]);
  });
});
