import { screens, useNavigation } from '../state/navigation.ts';
import { finder } from './finder.ts';
import { lockStation } from './lock-station.ts';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Keys that work everywhere: `/` and Ctrl+F search the list, Ctrl+K finds anything, Alt+1 to Alt+9 and Alt+0 change the screen, Ctrl+L locks. */
export function onShellKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'l') {
    event.preventDefault();
    void lockStation();
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    // What only hangs at a button, such as a list's filters, keeps no key.
    if (document.querySelector('[aria-modal="true"], [data-ceremony]') === null) finder.open();
    return;
  }
  // A dialog and a ceremony keep the keys for themselves.
  if (document.querySelector('[role="dialog"], [data-ceremony]') !== null) return;
  if (event.altKey) {
    // The tenth key of the row is 0.
    const screen = /^[0-9]$/.test(event.key) ? screens[(Number(event.key) + 9) % 10] : undefined;
    if (screen === undefined) return;
    event.preventDefault();
    useNavigation.getState().go({ screen });
    return;
  }
  const isControl = event.ctrlKey || event.metaKey;
  const isSlash = event.key === '/' && !isControl && !isTyping(event.target);
  if (isSlash || (isControl && event.key.toLowerCase() === 'f')) {
    const search = document.querySelector<HTMLInputElement>('input[data-screen-search]');
    if (search === null) return;
    event.preventDefault();
    search.focus();
    search.select();
  }
}
