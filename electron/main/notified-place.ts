import type { ShownPlace } from '../contract/shown-place.ts';
import type { AlarmKind, Notice, Waiting } from '../core/notifications/what-to-tell.ts';

const alarmScreens: Readonly<Record<AlarmKind, ShownPlace['screen']>> = {
  folder: 'dashboard',
  books: 'settings',
  clock: 'vaults',
  node: 'settings',
};

const screenOf = ({ kind }: Waiting): ShownPlace['screen'] =>
  kind === 'sweep' || kind === 'gather' ? 'sweeps' : 'withdrawals';

/** Where a click on a notification leads: an alarm first, one movement itself, several of a list to that list. */
export function placeOf({ alarms, movements }: Notice): ShownPlace {
  const [alarm] = alarms;
  if (alarm !== undefined) return { screen: alarmScreens[alarm], movementId: null };
  const [first, ...others] = movements;
  if (first === undefined) return { screen: 'dashboard', movementId: null };
  const screen = screenOf(first);
  if (others.length === 0) return { screen, movementId: first.id };
  const isOneList = others.every((other) => screenOf(other) === screen);
  return { screen: isOneList ? screen : 'dashboard', movementId: null };
}
