import type { MenuItemConstructorOptions } from 'electron';

export interface MenuSetup {
  readonly platform: NodeJS.Platform;
  readonly packaged: boolean;
  readonly lockNow: () => void;
  readonly openHelp: () => void;
}

/** The whole menu. In a package it has no way to load a page again or elsewhere. */
export function menuTemplate({
  platform,
  packaged,
  lockNow,
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
      submenu: [{ label: 'IOTA documentation', click: () => openHelp() }],
    },
  ];
}
