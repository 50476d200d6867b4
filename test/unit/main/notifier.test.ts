import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { defaultNotifications, type Settings } from '../../../electron/contract/app.ts';
import type { AlarmKind, Waiting } from '../../../electron/core/notifications/what-to-tell.ts';
import { QUIET_MS } from '../../../electron/core/notifications/what-to-tell.ts';
import { type Words, wordsOf } from '../../../electron/main/notification-texts.ts';
import { placeOf } from '../../../electron/main/notified-place.ts';
import { GATHER_MS, Notifier } from '../../../electron/main/notifier.ts';
import type { WatchedNow } from '../../../electron/main/read-watched.ts';

const asset = { id: 'IOTA', unit: 'IOTA', decimals: 9 };
const of = (id: string, kind: Waiting['kind'] = 'withdrawal'): Waiting => ({
  id,
  kind,
  state: 'proposed',
  amount: 12_500_000_000n,
});

function notifier() {
  const world = {
    waiting: { alice: [] } as Readonly<Record<string, readonly Waiting[]>>,
    alarms: [] as readonly AlarmKind[],
    isLooking: false,
    wanted: defaultNotifications as Settings['notifications'],
    /** What a reading waits for. */
    gate: () => Promise.resolve(),
  };
  const shown: { words: Words; click: () => void; taken: boolean }[] = [];
  const marks: number[] = [];
  const opened: unknown[] = [];
  const faults: unknown[] = [];
  const made = new Notifier({
    async read(): Promise<WatchedNow> {
      const waiting = new Map(Object.entries(world.waiting));
      const { alarms } = world;
      await world.gate();
      return { watched: { treasuryId: 'treasury', waiting, alarms }, asset };
    },
    wanted: () => world.wanted,
    isLooking: () => world.isLooking,
    now: Date.now,
    after(milliseconds, work) {
      const timer = setTimeout(work, milliseconds);
      return () => clearTimeout(timer);
    },
    show(words, click) {
      const one = { words, click, taken: false };
      shown.push(one);
      return () => {
        one.taken = true;
      };
    },
    mark: (count) => marks.push(count),
    open: (place) => opened.push(place),
    report: (error) => faults.push(error),
  });
  const settle = async (milliseconds: number = GATHER_MS) => {
    made.changed(['app', 'movements']);
    await vi.advanceTimersByTimeAsync(milliseconds);
  };
  return { made, world, shown, marks, opened, faults, settle };
}

beforeEach(() => void vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => void vi.useRealTimers());

describe('the notifier', () => {
  test('shows one notification for a burst, and counts', async () => {
    const { world, shown, marks, settle } = notifier();
    await settle();
    world.waiting = { alice: [of('a')] };
    await settle();
    world.waiting = { alice: [of('a'), of('b')] };
    await settle();
    world.waiting = { alice: [of('a'), of('b'), of('c', 'sweep')] };
    await settle();
    expect(shown.map(({ words }) => words.body)).toEqual(['A withdrawal waits for you.']);
    await vi.advanceTimersByTimeAsync(QUIET_MS);
    expect(shown.map(({ words, taken }) => [words.body, taken])).toEqual([
      ['A withdrawal waits for you.', true],
      ['2 movements wait for you.', false],
    ]);
    expect(marks.at(-1)).toBe(3);
  });

  test('an alarm does not wait until a burst is over', async () => {
    const { world, shown, settle } = notifier();
    await settle();
    world.waiting = { alice: [of('a')] };
    await settle();
    world.waiting = { alice: [of('a'), of('b')] };
    await settle();
    world.alarms = ['books'];
    await settle();
    expect(shown.map(({ words }) => words.title)).toEqual(['Sallyport', 'Sallyport: alarm']);
  });

  test('a lock takes away what was shown, and what was being read is not shown after it', async () => {
    const { made, world, shown, marks, settle, faults } = notifier();
    await settle();
    world.waiting = { alice: [of('a')] };
    await settle();
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    world.gate = () => gate;
    world.waiting = { alice: [of('a'), of('b')] };
    world.alarms = ['clock'];
    await settle();
    // The signed-in officer's reading is under way.
    world.waiting = {};
    made.changed(['lock', 'app']);
    expect([shown[0]?.taken, marks.at(-1)]).toEqual([true, 0]);
    go();
    await vi.advanceTimersByTimeAsync(GATHER_MS);
    expect(shown.slice(1).map(({ words }) => words)).toEqual([
      { title: 'Sallyport: alarm', body: 'Open Sallyport to see it.' },
    ]);
    expect(faults).toEqual([]);
  });

  test('whoever signs out leaves nothing shown that an officer was told', async () => {
    const { world, shown, settle } = notifier();
    await settle();
    world.waiting = { alice: [of('a')] };
    await settle();
    world.waiting = {};
    await settle();
    expect(shown.map(({ taken }) => taken)).toEqual([true]);
  });

  test('whoever looks is told nothing, and a click leads to what was told', async () => {
    const { made, world, shown, opened, settle } = notifier();
    await settle();
    world.waiting = { alice: [of('a')] };
    await settle();
    shown[0]?.click();
    expect(opened).toEqual([{ screen: 'withdrawals', id: 'a' }]);
    world.isLooking = true;
    made.seen();
    world.waiting = { alice: [of('a'), of('b')] };
    await settle(10 * QUIET_MS);
    expect(shown.map(({ taken }) => taken)).toEqual([true]);
  });

  test('a reading that fails ends nothing', async () => {
    const { world, shown, faults, settle } = notifier();
    await settle();
    world.gate = () => Promise.reject(new Error('the thread is gone'));
    world.waiting = { alice: [of('a')] };
    await settle();
    expect(faults).toHaveLength(1);
    world.gate = () => Promise.resolve();
    await settle();
    expect(shown).toHaveLength(1);
  });
});

describe('the words', () => {
  const notice = { alarms: ['folder'], waits: [of('a'), of('b')] } as const;

  test('with nobody signed in say that there is an alarm, and nothing of it', () => {
    expect(wordsOf(notice, { isNamed: false, asset })).toEqual({
      title: 'Sallyport: alarm',
      body: 'Open Sallyport to see it.',
    });
  });

  test('name no amount where that is not allowed', () => {
    expect(wordsOf(notice, { isNamed: true, asset: null }).body).not.toMatch(/IOTA|[03-9]/);
  });

  test('name amounts where that is allowed', () => {
    expect(wordsOf(notice, { isNamed: true, asset }).body).toContain('Together 25.00 IOTA.');
    const one = { alarms: [], waits: [of('a', 'sweep')] };
    expect(wordsOf(one, { isNamed: true, asset }).body).toBe('A sweep of 12.50 IOTA waits for you.');
  });

  test('count control proofs apart from movements: they move nothing', () => {
    const proof = { ...of('c', 'message'), amount: 0n };
    const said = (waits: readonly Waiting[]) => wordsOf({ alarms: [], waits }, { isNamed: true, asset }).body;
    expect(said([proof])).toBe('A control proof waits for you.');
    expect(said([proof, proof])).toBe('2 control proofs wait for you.');
    expect(said([of('a'), proof])).toBe('1 movement and 1 control proof wait for you. Together 12.50 IOTA.');
  });
});

test.each([
  [{ alarms: ['clock'], waits: [of('a')] }, 'vaults', null],
  [{ alarms: [], waits: [of('a', 'gather')] }, 'sweeps', 'a'],
  [{ alarms: [], waits: [of('a'), of('b')] }, 'withdrawals', null],
  [{ alarms: [], waits: [of('a'), of('b', 'sweep')] }, 'dashboard', null],
  [{ alarms: [], waits: [of('a', 'message')] }, 'messages', 'a'],
  [{ alarms: [], waits: [of('a', 'message'), of('b')] }, 'dashboard', null],
] as const)('a click on %o leads to %s', (notice, screen, id) => {
  expect(placeOf(notice)).toEqual({ screen, id });
});
