import type { ElectronApplication } from '@playwright/test';
import { inMain } from './in-main.ts';

/** Process ids of our own utility processes by their name. */
export const processesOf = (app: ElectronApplication, name: string): Promise<readonly number[]> =>
  inMain(app, () =>
    app.evaluate(
      (electron, wanted) =>
        electron.app
          .getAppMetrics()
          .filter((metric) => metric.name === wanted || metric.serviceName === wanted)
          .map((metric) => metric.pid),
      name,
    ),
  );

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
