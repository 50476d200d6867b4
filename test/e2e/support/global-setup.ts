import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { isBuildStale } from '../../../electron/cli/build-age.ts';
import { projectFolder, resolveElectron, run } from '../../../electron/cli/electron-runtime.ts';
import { libraryProblem } from '../../../electron/cli/machine.ts';
import { prepareRun } from '../../support/prepare-run.ts';
import { type Prepared, tellWorkers } from './prepared.ts';

/** Builds the console and finds an Electron and a screen for it; a machine without them gets a reason, not an error. */
export default async function prepare(): Promise<() => Promise<void>> {
  const shared = await prepareRun();
  const display = await ensureDisplay();
  const end = async () => {
    shared.remove();
    if (!display.ok || display.server === null) return;
    display.server.kill();
    delete process.env['DISPLAY'];
  };
  try {
    const prepared = display.ok ? await prepareElectron() : display;
    if (!prepared.ok && process.env['CI'] === 'true') throw new Error(`End-to-end tests: ${prepared.reason}`);
    tellWorkers(prepared);
    return end;
  } catch (error) {
    await end();
    throw error;
  }
}

async function prepareElectron(): Promise<Prepared> {
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
  return { ok: true, executable, kind };
}

type Display =
  | { readonly ok: true; readonly server: ChildProcess | null }
  | { readonly ok: false; readonly reason: string };

/** Uses the screen that is there, or starts Xvfb on a number that Xvfb itself finds free. */
function ensureDisplay(): Promise<Display> {
  const hasOne = (process.env['DISPLAY'] ?? '') !== '' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
  if (process.platform !== 'linux' || hasOne) return Promise.resolve({ ok: true, server: null });
  return new Promise((resolve) => {
    const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const none = () => resolve({ ok: false, reason: 'there is no screen here and Xvfb does not start' });
    server.once('error', none);
    server.once('exit', none);
    server.stdout.once('data', (number: Buffer) => {
      process.env['DISPLAY'] = `:${number.toString().trim()}`;
      resolve({ ok: true, server });
    });
  });
}
