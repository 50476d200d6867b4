import type { MenuItemConstructorOptions } from 'electron';

export interface MenuSetup {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly lockNow: () => void;
  /** Shows the guide that comes with the program. */
  readonly openGuide: () => void;
  readonly openHelp: () => void;
}

/** The whole menu. In a package it has no way to load a page again or elsewhere. */
export function menuTemplate({
  platform,
  packaged,
  lockNow,
  openGuide,
  openHelp,
}: MenuSetup): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  return [
    {
      label: 'Sallyport',
      submenu: [
        { label: 'Lock now', accelerator: 'CommandOrControl+L', click: () => lockNow() },
        separator,
        { role: platform === 'darwin' ? 'close' : 'minimize' },
        { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(packaged ? [] : [separator, { role: 'toggleDevTools' as const }]),
      ],
    },
    {
      label: 'Help',
      submenu: [
        { label: 'Guide', accelerator: 'F1', click: () => openGuide() },
        separator,
        { label: 'IOTA documentation', click: () => openHelp() },
      ],
    },
  ];
}
