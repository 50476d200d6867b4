import path from 'node:path';
import { expect, test } from 'vitest';
import { unsafeSwitches } from '../../../electron/main/chromium-switches.ts';
import { treasuryToOpen } from '../../../electron/main/start-request.ts';

test('an unpackaged run opens the folder of SALLYPORT_TREASURY', () => {
  expect(treasuryToOpen(false, { SALLYPORT_TREASURY: '/treasuries/one' })).toBe('/treasuries/one');
  expect(treasuryToOpen(false, { SALLYPORT_TREASURY: 'one' })).toBe(path.resolve('one'));
});

test.each([[{}], [{ SALLYPORT_TREASURY: '' }], [{ SALLYPORT_TREASURY: '/a\0b' }]])(
  'nothing is opened for %j',
  (env) => {
    expect(treasuryToOpen(false, env)).toBeNull();
  },
);

test('a package ignores the environment', () => {
  expect(treasuryToOpen(true, { SALLYPORT_TREASURY: '/treasuries/foreign' })).toBeNull();
});

test.each([
  'remote-debugging-port',
  'inspect',
  'js-flags',
  'no-sandbox',
  'disable-web-security',
  'use-fake-device-for-media-stream',
  'use-file-for-fake-video-capture',
  'use-fake-ui-for-media-stream',
])('a package refuses to start with --%s; a developer may use it', (name) => {
  expect(unsafeSwitches(true, (asked) => asked === name)).toEqual([name]);
  expect(unsafeSwitches(false, (asked) => asked === name)).toEqual([]);
});

test('a package starts with no switches', () => {
  expect(unsafeSwitches(true, () => false)).toEqual([]);
});
