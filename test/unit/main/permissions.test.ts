import { expect, test } from 'vitest';
import { denyEverything } from '../../../electron/main/permissions.ts';

type Handler = (...values: never[]) => unknown;

/** A session that keeps what was set on it. */
function guarded() {
  const set = new Map<string, Handler>();
  const keep = (name: string) => (handler: Handler) => set.set(name, handler);
  let spelling = true;
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
    (url) => url.startsWith('app://sallyport/'),
  );
  const ask = (name: string, ...values: unknown[]) =>
    (set.get(name) as (...all: unknown[]) => unknown)(...values);
  return { ask, spelling };
}

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
  ask('request', {}, permission, (answer: unknown) => answers.push(answer));
  expect(answers).toEqual([false]);
  expect(ask('check', {}, permission)).toBe(false);
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
