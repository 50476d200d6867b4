import type { ElectronApplication } from '@playwright/test';

/**
 * Runs something in the main process that may be done twice. V8 now and then collects the promise with which the inspector waits for an
 * answer, most of all while the window starts: then nobody knows whether it was done, and it is done again.
 */
export async function inMain<T>(app: ElectronApplication, run: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('promise was garbage collected')) throw error;
      await app.firstWindow();
    }
  }
}
