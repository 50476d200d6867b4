import type { Session } from 'electron';
import type { CameraGate } from './camera-gate.ts';
import { appOrigin, isAppPage } from './origin.ts';

type GuardedSession = Pick<
  Session,
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler'
  | 'setSpellCheckerEnabled'
  | 'webRequest'
  | 'on'
>;

interface Guards {
  /** Whether a page may ask for this URL. */
  readonly allowedUrl: (url: string) => boolean;
  readonly camera: Pick<CameraGate, 'lets'>;
}

/**
 * Denies everything that a page can ask a browser for: permissions, devices, screen capture, downloads, and any request that is
 * not of the console's own scheme. There is one exception: a camera's picture without sound, for the console's own page while
 * its scan screen is open.
 */
export function denyEverything(session: GuardedSession, { allowedUrl, camera }: Guards): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isPicture = permission === 'media' && media.length === 1 && media[0] === 'video';
    const isOwn = details.isMainFrame && isAppPage(details.requestingUrl);
    answer(isPicture && isOwn && camera.lets(contents.id));
  });
  session.setPermissionCheckHandler((contents, permission, origin, details) => {
    const isPicture = permission === 'media' && details.mediaType === 'video';
    const isOwn = details.isMainFrame && isOwnOrigin(origin);
    return isPicture && isOwn && contents !== null && camera.lets(contents.id);
  });
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !allowedUrl(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
  session.on('select-hid-device', (event, _details, answer) => {
    event.preventDefault();
    answer(null);
  });
  session.on('select-serial-port', (event, _ports, _contents, answer) => {
    event.preventDefault();
    answer('');
  });
  session.on('select-usb-device', (event, _details, answer) => {
    event.preventDefault();
    answer();
  });
}

/** Chromium writes an origin with a slash behind it, or without. */
const isOwnOrigin = (origin: string): boolean => origin === appOrigin || origin === `${appOrigin}/`;
