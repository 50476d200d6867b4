import { type BrowserWindow, dialog } from 'electron';

/** The system's own dialogs; null when the person cancels. */
export interface Dialogs {
  chooseFolder(): Promise<string | null>;
  chooseExportFile(suggestedName: string): Promise<string | null>;
}

export function createDialogs(window: () => BrowserWindow | null): Dialogs {
  return {
    async chooseFolder() {
      const options = {
        title: 'Open a treasury',
        buttonLabel: 'Open',
        properties: ['openDirectory' as const, 'dontAddToRecent' as const],
      };
      const owner = window();
      const { canceled, filePaths } = await (owner === null
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(owner, options));
      return canceled ? null : (filePaths[0] ?? null);
    },
    async chooseExportFile(suggestedName) {
      const options = {
        title: 'Export the journal',
        defaultPath: suggestedName,
        filters: [{ name: 'JSON lines', extensions: ['jsonl'] }],
        properties: ['showOverwriteConfirmation' as const, 'dontAddToRecent' as const],
      };
      const owner = window();
      const { canceled, filePath } = await (owner === null
        ? dialog.showSaveDialog(options)
        : dialog.showSaveDialog(owner, options));
      return canceled || filePath === '' ? null : filePath;
    },
  };
}
