import type { BrowserWindowConstructorOptions } from 'electron';
import type { WindowState } from './settings.ts';

const smallestWindow = { width: 1024, height: 680 } as const;
export const firstWindow = { width: 1280, height: 800 } as const;

export interface WindowSetup {
  readonly packaged: boolean;
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  /** Absolute path of the window's icon. */
  readonly icon: string;
  readonly state: WindowState | null;
  /** Colours the window before its page is drawn, as the page is: nothing flashes. */
  readonly dark: boolean;
}

/** Everything that the console's window is made of, in one value, so that a test compares it whole. */
export function windowOptions({
  packaged,
  preload,
  icon,
  state,
  dark,
}: WindowSetup): BrowserWindowConstructorOptions {
  return {
    title: 'Sallyport',
    width: state?.width ?? firstWindow.width,
    height: state?.height ?? firstWindow.height,
    ...(state?.position ?? {}),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    backgroundColor: dark ? '#0e1318' : '#f2f4f6',
    icon,
    autoHideMenuBar: false,
    webPreferences: {
      preload,
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
      // A spell checker fetches dictionaries and learns what is typed.
      spellcheck: false,
      webgl: false,
      devTools: !packaged,
    },
  };
}
