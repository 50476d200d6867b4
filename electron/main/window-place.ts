import type { WindowState } from './settings.ts';

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much of a remembered window must lie on a screen for it to be opened there again. */
const graspable = 100;

/** The remembered place of a window, without its position where no present screen shows enough of it. */
export function placeOnScreens(state: WindowState | null, screens: readonly Area[]): WindowState | null {
  if (state === null || state.position === null) return state;
  const { x, y } = state.position;
  const isShown = screens.some(
    (screen) =>
      Math.min(x + state.width, screen.x + screen.width) - Math.max(x, screen.x) >= graspable &&
      y >= screen.y &&
      y + graspable <= screen.y + screen.height,
  );
  return isShown ? state : { ...state, position: null };
}
