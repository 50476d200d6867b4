import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { windowOptions } from '../../../electron/main/window-options.ts';

const packaged = windowOptions({
  packaged: true,
  preload: '/app/out/preload/index.cjs',
  icon: '/app/out/renderer/icon.png',
  state: null,
  dark: true,
});

test('the window of a package, compared whole', () => {
  expect(packaged).toEqual({
    title: 'Sallyport',
    width: 1280,
    height: 800,
    minWidth: 1024,
    minHeight: 680,
    show: false,
    backgroundColor: '#0e1318',
    icon: '/app/out/renderer/icon.png',
    autoHideMenuBar: false,
    webPreferences: {
      preload: '/app/out/preload/index.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      plugins: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: false,
      webgl: false,
      devTools: false,
    },
  });
});

test('an unpackaged run differs by its developer tools only', () => {
  const unpackaged = windowOptions({
    packaged: false,
    preload: '/app/out/preload/index.cjs',
    icon: '/app/out/renderer/icon.png',
    state: null,
    dark: true,
  });
  expect(unpackaged).toEqual({
    ...packaged,
    webPreferences: { ...packaged.webPreferences, devTools: true },
  });
});

test('a remembered window opens where it was left', () => {
  const state = { width: 1400, height: 900, position: { x: 10, y: 20 } };
  const options = windowOptions({ packaged: true, preload: '/p', icon: '/i', state, dark: false });
  expect(options).toMatchObject({ width: 1400, height: 900, x: 10, y: 20, backgroundColor: '#f2f4f6' });
});

test('a dark window does not flash: it has the colour of its page before that is drawn, and a light one too', () => {
  const css = readFileSync(new URL('../../../renderer/styles/tokens.css', import.meta.url), 'utf8');
  const [light, dark] = [...css.matchAll(/--sp-bg: (#[0-9a-f]{6});/g)].map(([, colour]) => colour);
  const colourOf = (isDark: boolean) =>
    windowOptions({ packaged: true, preload: '', icon: '', state: null, dark: isDark }).backgroundColor;
  expect([colourOf(false), colourOf(true)]).toEqual([light, dark]);
});
