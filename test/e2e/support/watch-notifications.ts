import type { ElectronApplication } from '@playwright/test';
import { inMain } from './in-main.ts';

/** The system's notifications, which no driver reaches. */
export interface WatchedNotifications {
  /** Titles and texts of all that were shown, oldest first. */
  shown(): Promise<readonly (readonly [title: string, body: string])[]>;
  /** Clicks the newest one. */
  click(): Promise<void>;
}

declare global {
  var shownNotifications: Electron.Notification[];
}

/** Keeps what is shown in place of showing it, and has the window believe that nobody looks at it. */
export async function watchNotifications(app: ElectronApplication): Promise<WatchedNotifications> {
  await inMain(app, () =>
    app.evaluate(({ BrowserWindow, Notification }) => {
      globalThis.shownNotifications = [];
      Notification.isSupported = () => true;
      Notification.prototype.show = function show() {
        globalThis.shownNotifications.push(this);
      };
      for (const window of BrowserWindow.getAllWindows()) window.isFocused = () => false;
    }),
  );
  return {
    shown: () =>
      inMain(app, () =>
        app.evaluate(() =>
          globalThis.shownNotifications.map(({ title, body }): [string, string] => [title, body]),
        ),
      ),
    click: () => app.evaluate(() => void globalThis.shownNotifications.at(-1)?.emit('click')),
  };
}
