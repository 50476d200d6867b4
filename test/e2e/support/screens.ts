import { type ChildProcess, spawn } from 'node:child_process';

/** Whether this machine has a screen of its own. */
export const hasScreen = (): boolean =>
  process.platform !== 'linux' ||
  (process.env['DISPLAY'] ?? '') !== '' ||
  (process.env['WAYLAND_DISPLAY'] ?? '') !== '';

/** Screens in memory, `:0` and the like; `end` takes them away. */
export type Screens =
  | { readonly ok: true; readonly screens: readonly string[]; readonly end: () => void }
  | { readonly ok: false; readonly reason: string };

/** Starts an Xvfb for each worker, on a number that Xvfb itself finds free; none where the machine has a screen. */
export async function startScreens(workers: number): Promise<Screens> {
  if (hasScreen()) return { ok: true, screens: [], end: () => {} };
  const started = await Promise.all(Array.from({ length: workers }, startScreen));
  const running = started.filter((screen) => screen !== null);
  const end = () => {
    for (const { server } of running) server.kill();
  };
  if (running.length === workers) return { ok: true, screens: running.map(({ name }) => name), end };
  end();
  return { ok: false, reason: 'there is no screen here and Xvfb does not start' };
}

interface Screen {
  readonly name: string;
  readonly server: ChildProcess;
}

function startScreen(): Promise<Screen | null> {
  return new Promise((resolve) => {
    const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const none = () => resolve(null);
    server.once('error', none);
    server.once('exit', none);
    server.stdout.once('data', (number: Buffer) => resolve({ name: `:${number.toString().trim()}`, server }));
  });
}
