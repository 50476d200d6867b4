import { BrowserWindow, nativeTheme, screen } from 'electron';
import { appPage, isAppPage } from './origin.ts';
import type { SettingsStore } from './settings.ts';
import { windowOptions } from './window-options.ts';
import { placeOnScreens } from './window-place.ts';

export interface ConsoleWindowSetup {
  readonly packaged: boolean;
  readonly preload: string;
  readonly icon: string;
  readonly settings: SettingsStore;
  /** The page or its process is gone; whatever it showed must be locked before it is drawn again. */
  readonly onPageLost: () => void;
}

/** Opens the console's one window where it was last, and remembers where it is left. */
export function openConsoleWindow(setup: ConsoleWindowSetup): BrowserWindow {
  const { packaged, preload, icon, settings, onPageLost } = setup;
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const state = placeOnScreens(settings.windowState(), screens);
  const dark = nativeTheme.shouldUseDarkColors;
  const window = new BrowserWindow(windowOptions({ packaged, preload, icon, state, dark }));
  // The title counts what waits; a page that is loaded anew would put its own in place of it.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    const { x, y, width, height } = window.getNormalBounds();
    settings.keepWindowState({ width, height, position: { x, y } });
  });
  const bringBack = () => {
    onPageLost();
    void window.loadURL(appPage);
  };
  window.webContents.on('render-process-gone', bringBack);
  // Electron asks nobody before a page goes to `about:blank`.
  window.webContents.on('did-navigate', (_event, url) => {
    if (!isAppPage(url)) bringBack();
  });
  void window.loadURL(appPage);
  return window;
}
