import path from 'node:path';
import type { FullConfig } from '@playwright/test';
import { isBuildStale } from '../../../electron/cli/build-age.ts';
import { projectFolder, resolveElectron, run } from '../../../electron/cli/electron-runtime.ts';
import { libraryProblem } from '../../../electron/cli/machine.ts';
import { prepareRun } from '../../support/prepare-run.ts';
import { type Prepared, tellWorkers } from './prepared.ts';
import { startScreens } from './screens.ts';

/** Builds the console and finds an Electron and a screen for it; a machine without them gets a reason, not an error. */
export default async function prepare({
  workers,
}: Pick<FullConfig, 'workers'>): Promise<() => Promise<void>> {
  const shared = await prepareRun();
  const screens = await startScreens(workers);
  const end = async () => {
    shared.remove();
    if (screens.ok) screens.end();
  };
  try {
    const prepared = screens.ok ? await prepareElectron(screens.screens) : screens;
    if (!prepared.ok && process.env['CI'] === 'true') throw new Error(`End-to-end tests: ${prepared.reason}`);
    tellWorkers(prepared);
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

async function prepareElectron(screens: readonly string[]): Promise<Prepared> {
  const runtime = await resolveElectron({ prefer: 'installed' });
  if (!runtime.ok) return runtime;
  const { executable, kind } = runtime.value;
  if (process.platform === 'linux') {
    const problem = libraryProblem((await run('ldd', [executable], projectFolder)).output);
    if (problem !== null) return { ok: false, reason: problem };
  }
  if (isBuildStale(projectFolder)) {
    const vite = path.join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const built = await run(process.execPath, [vite, 'build'], projectFolder);
    // A build that fails is no property of the machine: it never counts as a reason to skip.
    if (built.code !== 0) throw new Error(`The build failed:\n${built.output}`);
  }
  return { ok: true, executable, kind, screens };
}
