import { expect, test } from 'vitest';
import { CameraGate } from '../../../electron/main/camera-gate.ts';
import { denyEverything } from '../../../electron/main/permissions.ts';

type Handler = (...values: never[]) => unknown;

/** A session that keeps what was set on it. */
function guarded() {
  const set = new Map<string, Handler>();
  const keep = (name: string) => (handler: Handler) => set.set(name, handler);
  let spelling = true;
  const camera = new CameraGate();
  denyEverything(
    {
      setPermissionRequestHandler: keep('request'),
      setPermissionCheckHandler: keep('check'),
      setDevicePermissionHandler: keep('device'),
      setDisplayMediaRequestHandler: keep('display'),
      setSpellCheckerEnabled: (on: boolean) => {
        spelling = on;
      },
      webRequest: { onBeforeRequest: keep('before-request') },
      on: (event: string, handler: Handler) => set.set(event, handler),
    } as unknown as Parameters<typeof denyEverything>[0],
    { allowedUrl: (url) => url.startsWith('app://sallyport/'), camera },
  );
  const ask = (name: string, ...values: unknown[]) =>
    (set.get(name) as (...all: unknown[]) => unknown)(...values);
  return { ask, spelling, camera };
}

const page = { id: 7 };
const asked = { isMainFrame: true, requestingUrl: 'app://sallyport/index.html', mediaTypes: ['video'] };
const checked = { isMainFrame: true, requestingUrl: 'app://sallyport/index.html', mediaType: 'video' };

/** Whether a page gets the camera, asked for and checked; its scan screen is open in window 7. */
function withOpenScan({ contents = page, request = {}, check = {}, origin = 'app://sallyport/' } = {}) {
  const { ask, camera } = guarded();
  camera.open(page.id);
  const answers: unknown[] = [];
  ask('request', contents, 'media', (answer: unknown) => answers.push(answer), { ...asked, ...request });
  return { asked: answers[0], checked: ask('check', contents, 'media', origin, { ...checked, ...check }) };
}

test('the camera is let to the page while its scan screen is open', () => {
  expect(withOpenScan()).toEqual({ asked: true, checked: true });
});

test.each([
  [
    'the microphone',
    { request: { mediaTypes: ['audio'] }, check: { mediaType: 'audio' } },
    { asked: false, checked: false },
  ],
  [
    'the microphone beside the camera',
    { request: { mediaTypes: ['video', 'audio'] } },
    { asked: false, checked: true },
  ],
  [
    'media of no named kind',
    { request: { mediaTypes: [] }, check: { mediaType: 'unknown' } },
    { asked: false, checked: false },
  ],
  ['another window', { contents: { id: 8 } }, { asked: false, checked: false }],
  [
    'a frame in the page',
    { request: { isMainFrame: false }, check: { isMainFrame: false } },
    { asked: false, checked: false },
  ],
  [
    'another page',
    { request: { requestingUrl: 'https://example.org/' }, origin: 'https://example.org/' },
    { asked: false, checked: false },
  ],
  [
    'a page whose address begins like ours',
    { request: { requestingUrl: 'app://sallyport.example/index.html' }, origin: 'app://sallyport.example/' },
    { asked: false, checked: false },
  ],
])('an open scan screen lets nothing to %s', (_, stranger, answer) => {
  expect(withOpenScan(stranger)).toEqual(answer);
});

test('an open scan screen lets no other permission through', () => {
  const { ask, camera } = guarded();
  camera.open(page.id);
  const answers: unknown[] = [];
  for (const permission of ['geolocation', 'display-capture', 'clipboard-read', 'fileSystem']) {
    ask('request', page, permission, (answer: unknown) => answers.push(answer), asked);
    answers.push(ask('check', page, permission, 'app://sallyport/', checked));
  }
  expect(answers).toEqual(Array(8).fill(false));
});

test('the camera is refused again when the scan screen was closed', () => {
  const { ask, camera } = guarded();
  camera.open(page.id);
  camera.close();
  const answers: unknown[] = [];
  ask('request', page, 'media', (answer: unknown) => answers.push(answer), asked);
  expect(answers).toEqual([false]);
  expect(ask('check', page, 'media', 'app://sallyport/', checked)).toBe(false);
});

test.each([
  'media',
  'geolocation',
  'notifications',
  'clipboard-read',
  'openExternal',
  'fileSystem',
  'midi',
  'new one',
])('the permission %s is denied, asked or checked', (permission) => {
  const { ask } = guarded();
  const answers: unknown[] = [];
  ask('request', page, permission, (answer: unknown) => answers.push(answer), asked);
  expect(answers).toEqual([false]);
  expect(ask('check', page, permission, 'app://sallyport/', checked)).toBe(false);
});

test('devices, screen capture and the spell checker are denied', () => {
  const { ask, spelling } = guarded();
  expect(ask('device', { deviceType: 'hid' })).toBe(false);
  const answers: unknown[] = [];
  const event = { preventDefault: () => answers.push('prevented') };
  ask('display', {}, (answer: unknown) => answers.push(answer));
  ask('select-hid-device', event, {}, (answer: unknown) => answers.push(answer));
  ask('select-serial-port', event, [], {}, (answer: unknown) => answers.push(answer));
  ask('select-usb-device', event, {}, (answer: unknown) => answers.push(answer));
  expect(answers).toEqual([{}, 'prevented', null, 'prevented', '', 'prevented', undefined]);
  expect(spelling).toBe(false);
});

test('a download is prevented', () => {
  let prevented = 0;
  guarded().ask('will-download', { preventDefault: () => (prevented += 1) });
  expect(prevented).toBe(1);
});

test.each([
  ['app://sallyport/index.html', false],
  ['https://example.org/', true],
  ['http://127.0.0.1:9000/', true],
  ['ws://127.0.0.1:9000/', true],
  ['file:///etc/passwd', true],
  ['app://other/index.html', true],
])('a request for %s is cancelled: %s', (url, cancel) => {
  const answers: unknown[] = [];
  guarded().ask('before-request', { url }, (answer: unknown) => answers.push(answer));
  expect(answers).toEqual([{ cancel }]);
});
