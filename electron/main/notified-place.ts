import type { ShownPlace } from '../contract/shown-place.ts';
import type { AlarmKind, Notice, Waiting } from '../core/notifications/what-to-tell.ts';

const alarmScreens: Readonly<Record<AlarmKind, ShownPlace['screen']>> = {
  folder: 'dashboard',
  books: 'settings',
  clock: 'vaults',
  node: 'settings',
};

function screenOf({ kind }: Waiting): ShownPlace['screen'] {
  if (kind === 'message') return 'messages';
  return kind === 'sweep' || kind === 'gather' ? 'sweeps' : 'withdrawals';
}

/** Where a click on a notification leads: an alarm first, one thing that waits itself, several of a list to that list. */
export function placeOf({ alarms, waits }: Notice): ShownPlace {
  const [alarm] = alarms;
  if (alarm !== undefined) return { screen: alarmScreens[alarm], id: null };
  const [first, ...others] = waits;
  if (first === undefined) return { screen: 'dashboard', id: null };
  const screen = screenOf(first);
  if (others.length === 0) return { screen, id: first.id };
  const isOneList = others.every((other) => screenOf(other) === screen);
  return { screen: isOneList ? screen : 'dashboard', id: null };
}
