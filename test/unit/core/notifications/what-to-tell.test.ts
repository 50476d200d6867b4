import { describe, expect, test } from 'vitest';
import {
  type AlarmKind,
  countOf,
  nothingTold,
  QUIET_MS,
  SAME_ALARM_MS,
  type Told,
  type Waiting,
  type Watched,
  whatToTell,
} from '../../../../electron/core/notifications/what-to-tell.ts';

const start = 1_800_000_000_000;
const all = { waits: true, alarms: true, node: true };
const movement = (id: string, state: Waiting['state'] = 'proposed'): Waiting => ({
  id,
  kind: 'withdrawal',
  state,
  amount: 5n,
});
const watched = (
  waiting: Readonly<Record<string, readonly Waiting[]>>,
  alarms: readonly AlarmKind[] = [],
): Watched => ({ treasuryId: 'treasury', waiting: new Map(Object.entries(waiting)), alarms });
const away = (now: number) => ({ now, isLooking: false, wanted: all });
/** Alice is signed in, and has been told of these. */
const toldOf = (...movements: Waiting[]): Told =>
  whatToTell(nothingTold, watched({ alice: movements }), away(start)).told;
const idsOf = (notice: { readonly waits: readonly Waiting[] } | null) =>
  notice?.waits.map(({ id }) => id) ?? null;

describe('what waits', () => {
  test('is told once, when it begins to wait', () => {
    const first = whatToTell(toldOf(), watched({ alice: [movement('a')] }), away(start));
    expect(idsOf(first.notice)).toEqual(['a']);
    const second = whatToTell(first.told, watched({ alice: [movement('a')] }), away(start + QUIET_MS));
    expect(second.notice).toBeNull();
  });

  test('is told again in its next state: another step waits', () => {
    const next = whatToTell(
      toldOf(movement('a')),
      watched({ alice: [movement('a', 'approved')] }),
      away(start),
    );
    expect(idsOf(next.notice)).toEqual(['a']);
  });

  test('is not told to whoever has just signed in and sees it', () => {
    const came = watched({ alice: [], bruno: [movement('a')] });
    expect(whatToTell(toldOf(), came, away(start)).notice).toBeNull();
  });

  test('for two officers here is one movement', () => {
    const before = whatToTell(nothingTold, watched({ alice: [], bruno: [] }), away(start)).told;
    const both = watched({ alice: [movement('a')], bruno: [movement('a')] });
    expect(idsOf(whatToTell(before, both, away(start)).notice)).toEqual(['a']);
    expect(countOf(both)).toBe(1);
  });

  test('is not told while a person looks at the window, nor afterwards', () => {
    const now = watched({ alice: [movement('a')] });
    const looked = whatToTell(toldOf(), now, { ...away(start), isLooking: true });
    expect(looked.notice).toBeNull();
    expect(whatToTell(looked.told, now, away(start)).notice).toBeNull();
  });

  test('of another treasury was not told by this one', () => {
    const other = { ...watched({ alice: [movement('a')] }), treasuryId: 'other' };
    expect(whatToTell(toldOf(movement('b')), other, away(start)).notice).toBeNull();
  });
});

describe('a burst', () => {
  const first = whatToTell(toldOf(), watched({ alice: [movement('a')] }), away(start));
  const three = watched({ alice: [movement('a'), movement('b'), movement('c')] });
  const soon = whatToTell(first.told, three, away(start + 1_000));

  test('is one notification, and one more when it is over', () => {
    expect(soon).toMatchObject({ notice: null, againMs: QUIET_MS - 1_000 });
    const over = whatToTell(soon.told, three, away(start + QUIET_MS));
    expect(idsOf(over.notice)).toEqual(['b', 'c']);
    expect(whatToTell(over.told, three, away(start + 3 * QUIET_MS)).notice).toBeNull();
  });

  test('tells nothing later of what waits no more', () => {
    const gone = watched({ alice: [movement('c')] });
    expect(idsOf(whatToTell(soon.told, gone, away(start + QUIET_MS)).notice)).toEqual(['c']);
  });

  test('does not hold an alarm back, which takes along what waits', () => {
    const alarmed = { ...three, alarms: ['books'] as const };
    const told = whatToTell(soon.told, alarmed, away(start + 2_000)).notice;
    expect(told?.alarms).toEqual(['books']);
    expect(idsOf(told)).toEqual(['b', 'c']);
  });
});

describe('an alarm', () => {
  test('is told also with nobody signed in, and also when the treasury is opened', () => {
    expect(whatToTell(nothingTold, watched({}, ['folder']), away(start)).notice?.alarms).toEqual(['folder']);
  });

  test('that comes and goes is told once in a while, not each time', () => {
    let { told } = whatToTell(nothingTold, watched({}, ['node']), away(start));
    for (let minute = 1; minute < 30; minute += 1) {
      const alarms = minute % 2 === 0 ? (['node'] as const) : [];
      const next = whatToTell(told, watched({}, alarms), away(start + minute * 60_000));
      expect(next.notice).toBeNull();
      told = next.told;
    }
    const late = start + 29 * 60_000 + SAME_ALARM_MS + 1;
    expect(whatToTell(told, watched({}, ['node']), away(late)).notice?.alarms).toEqual(['node']);
  });
});

test.each([
  ['waits', { waits: false }, { alarms: ['books', 'node'], movements: [] }],
  ['alarms', { alarms: false }, { alarms: ['node'], movements: ['a'] }],
  ['node', { node: false }, { alarms: ['books'], movements: ['a'] }],
] as const)('without the switch %s nothing of it is told', (_name, off, expected) => {
  const now = watched({ alice: [movement('a')] }, ['books', 'node']);
  const { notice } = whatToTell(toldOf(), now, { ...away(start), wanted: { ...all, ...off } });
  expect({ alarms: notice?.alarms, movements: idsOf(notice) }).toEqual(expected);
});
