import { app, type BrowserWindow, Notification } from 'electron';
import type { ShownPlace } from '../contract/shown-place.ts';
import type { Words } from './notification-texts.ts';
import type { NotifierParts } from './notifier.ts';
import { pushPlace } from './raw-ipc.ts';

/** The system's notifications, badge and window for a notifier. Where the system has none of one, nothing happens. */
export function systemNotifications(
  window: () => BrowserWindow | null,
): Pick<NotifierParts, 'show' | 'mark' | 'open' | 'isLooking'> {
  return {
    isLooking: () => window()?.isFocused() ?? false,
    show({ title, body }: Words, onClick) {
      window()?.flashFrame(true);
      if (!Notification.isSupported()) return () => {};
      const shown = new Notification({ title, body, silent: false });
      shown.on('click', onClick);
      shown.show();
      return () => shown.close();
    },
    mark(count) {
      app.setBadgeCount(count);
      window()?.setTitle(count === 0 ? 'Sallyport' : `(${count}) Sallyport`);
    },
    open(place: ShownPlace) {
      const front = window();
      if (front === null) return;
      if (front.isMinimized()) front.restore();
      front.show();
      front.focus();
      pushPlace(front.webContents, place);
    },
  };
}
