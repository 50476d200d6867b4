import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, errors, type Page, test } from '@playwright/test';
import { rootSwitch } from '../../../electron/cli/machine.ts';
import { readPrepared, screenOf } from './prepared.ts';

const project = path.join(import.meta.dirname, '..', '..', '..');

/** A running console with a folder of user data of its own. */
export interface LaunchedConsole {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
  /** What the page wrote to its console as errors, from its first moment on. */
  readonly pageErrors: readonly string[];
  /** What the program wrote to its standard output and error so far. */
  readonly printed: () => string;
  /** Quits as a person would and removes the user data, unless they were given. */
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** Treasury folder to open at start. */
  readonly treasury?: string;
  /** User data of an earlier launch; a fresh folder where it is left out. */
  readonly userData?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A film that its camera shows in place of a room: JPEG pictures in a row (`.mjpeg`), 30 a second, over and over. */
  readonly film?: string;
  /** How often to try to attach; five times where it is left out. */
  readonly tries?: number;
}

/** Skips the tests of a file, by name and with the reason, where this machine cannot run a window. */
export function needElectron(): void {
  const prepared = readPrepared();
  test.skip(!prepared.ok, prepared.ok ? '' : prepared.reason);
}

/**
 * Starts Electron and attaches the driver. About one attachment in twenty-five waits in vain for a program that runs
 * well (plain starts never do): it is ended and tried again.
 */
async function attach(
  options: Parameters<typeof _electron.launch>[0],
  tries: number,
): Promise<ElectronApplication> {
  for (let left = tries - 1; ; left--) {
    try {
      return await _electron.launch(options);
    } catch (error) {
      if (left === 0 || !(error instanceof errors.TimeoutError)) throw error;
    }
  }
}

/** Chromium's own camera for tests, which a package refuses. */
const filmSwitches = (film: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
];

/** Starts the built console and waits for its window. */
export async function launchConsole(options: LaunchOptions = {}): Promise<LaunchedConsole> {
  const prepared = readPrepared();
  if (!prepared.ok) throw new Error(prepared.reason);
  const userData = options.userData ?? mkdtempSync(path.join(tmpdir(), 'sallyport-e2e-'));
  const unsandboxed = rootSwitch(process.platform, process.getuid?.());
  const app = await attach(
    {
      executablePath: prepared.executable,
      args: [
        ...(unsandboxed === null ? [] : [unsandboxed]),
        ...(options.film === undefined ? [] : filmSwitches(options.film)),
        `--user-data-dir=${userData}`,
        project,
      ],
      env: {
        ...(process.env as Record<string, string>),
        ...screenOf(prepared.screens),
        ...(options.treasury === undefined ? {} : { SALLYPORT_TREASURY: options.treasury }),
        ...options.env,
      },
      timeout: 20_000,
    },
    options.tries ?? 5,
  );
  let printed = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  const pageErrors: string[] = [];
  app.on('window', (page) => {
    page.on('console', (message) => {
      if (message.type() === 'error') pageErrors.push(message.text());
    });
    page.on('pageerror', (error) => pageErrors.push(error.message));
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return {
    app,
    page,
    userData,
    pageErrors,
    printed: () => printed,
    async close() {
      await app.close();
      if (options.userData === undefined) rmSync(userData, { recursive: true, force: true });
    },
  };
}
