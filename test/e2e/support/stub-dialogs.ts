import type { ElectronApplication } from '@playwright/test';
import { inMain } from './in-main.ts';

/** Answers the system's file dialogs, which no driver reaches: with this file, or as cancelled. */
export async function stubDialogs(
  app: ElectronApplication,
  { open = null, save = null }: { readonly open?: string | null; readonly save?: string | null },
): Promise<void> {
  await inMain(app, () =>
    app.evaluate(
      ({ dialog }, files) => {
        dialog.showOpenDialog = async () => ({
          canceled: files.open === null,
          filePaths: files.open === null ? [] : [files.open],
        });
        dialog.showSaveDialog = async () => ({ canceled: files.save === null, filePath: files.save ?? '' });
      },
      { open, save },
    ),
  );
}
