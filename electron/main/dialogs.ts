import { type BrowserWindow, dialog, type OpenDialogOptions, type SaveDialogOptions } from 'electron';

/** A file to be saved: the dialog's title, the name it suggests and what the file is. */
export interface SaveRequest {
  readonly title: string;
  readonly name: string;
  readonly kind: { readonly name: string; readonly extension: string };
}

/** The system's own dialogs; null when the person cancels. */
export interface Dialogs {
  chooseFolder(): Promise<string | null>;
  /** A Stronghold file to restore from; other wallets name theirs freely. */
  chooseStronghold(): Promise<string | null>;
  chooseSaveFile(request: SaveRequest): Promise<string | null>;
}

export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  const open = async (options: OpenDialogOptions): Promise<string | null> => {
    const owner = window();
    const { canceled, filePaths } = await (owner === null
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(owner, options));
    return canceled ? null : (filePaths[0] ?? null);
  };
  return {
    chooseFolder: () =>
      open({
        title: 'Open a treasury',
        buttonLabel: 'Open',
        properties: ['openDirectory', 'dontAddToRecent'],
      }),
    chooseStronghold: () =>
      open({
        title: 'Choose a Stronghold file',
        buttonLabel: 'Choose',
        properties: ['openFile', 'dontAddToRecent', 'showHiddenFiles'],
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
