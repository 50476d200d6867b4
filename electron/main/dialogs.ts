import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { CallerPlace } from '../contract/serve.ts';

/** The system's own dialogs; null when the person cancels. */
export type Dialogs = Omit<CallerPlace, 'copyAddress' | 'copyTransaction' | 'letCamera'>;

const folderDialogs = {
  treasury: {
    title: 'Open a treasury',
    buttonLabel: 'Open',
    properties: ['openDirectory', 'dontAddToRecent'],
  },
  envelopes: {
    title: 'Choose a folder for envelopes',
    buttonLabel: 'Use this folder',
    properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'],
  },
} satisfies Record<string, OpenDialogOptions>;

/** The system's dialogs, each in front of the window where there is one. */
export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  const open = async (options: OpenDialogOptions): Promise<string | null> => {
    const owner = window();
    const { canceled, filePaths } = await (owner === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(owner, options));
    return canceled ? null : (filePaths[0] ?? null);
  };
  return {
    chooseFolder: (use) => open(folderDialogs[use]),
    chooseStronghold: () =>
      open({
        title: 'Choose a Stronghold file',
        buttonLabel: 'Choose',
        properties: ['openFile', 'dontAddToRecent', 'showHiddenFiles'],
      }),
    chooseBackup: () =>
      open({
        title: 'Choose a backup of a treasury',
        buttonLabel: 'Choose',
        filters: [
          { name: 'Encrypted backup', extensions: ['age'] },
          { name: 'All files', extensions: ['*'] },
        ],
        properties: ['openFile', 'dontAddToRecent'],
      }),
    chooseEnvelope: () =>
      open({
        title: 'Choose an envelope',
        buttonLabel: 'Read',
        filters: [
          { name: 'Sallyport envelope', extensions: ['sallyport'] },
          { name: 'All files', extensions: ['*'] },
        ],
        properties: ['openFile', 'dontAddToRecent'],
      }),
    chooseEmptyFolder: () =>
      open({
        title: 'Choose an empty folder for the treasury',
        buttonLabel: 'Restore here',
        properties: ['openDirectory', 'createDirectory', 'promptToCreate', 'dontAddToRecent'],
      }),
    chooseWalletFolder: () =>
      open({
        title: 'Choose the folder of the other wallet',
        buttonLabel: 'Read',
        properties: ['openDirectory', 'dontAddToRecent', 'showHiddenFiles'],
      }),
    async chooseSaveFile({ title, name, kind }) {
      const options: SaveDialogOptions = {
        title,
        defaultPath: name,
        filters: [{ name: kind.name, extensions: [kind.extension] }],
        properties: ['showOverwriteConfirmation', 'dontAddToRecent'],
      };
      const owner = window();
      const { canceled, filePath } = await (owner === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options));
      return canceled || filePath === '' ? null : filePath;
    },
  };
}
