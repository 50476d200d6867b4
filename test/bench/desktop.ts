import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { rootSwitch } from '../../electron/cli/machine.ts';
import { launchConsole } from '../e2e/support/launch.ts';
import { type Prepared, screenOf } from '../e2e/support/prepared.ts';
import { type BenchRow, median, milliseconds, ms, only, reported, time } from './measure.ts';
import { withElectron } from './with-electron.ts';

const ROUNDS = 7;
const MOST_TIMES = 1.3;
const TRIES = 3;
const IDLE_MS = 3_000;

type Desktop = Extract<Prepared, { ok: true }>;

interface Launched {
  readonly app: ElectronApplication;
  readonly page: Page;
  close(): Promise<void>;
}

/** How long until the console's first screen can be read, against an Electron window with nothing in it; and memory. */
export const benchDesktop = (): Promise<BenchRow[]> => withElectron('the desktop', measureDesktop);

async function measureDesktop(prepared: Desktop): Promise<BenchRow[]> {
  const empty = mkdtempSync(path.join(tmpdir(), 'sallyport-empty-'));
  try {
    writeEmptyApp(empty);
    const launchEmpty = () => openEmpty(prepared, empty);
    for (const launch of [launchEmpty, launchReady]) await startAndClose(launch); // warms the disk's cache
    const ready: number[] = [];
    const blank: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      blank.push(await startAndClose(launchEmpty));
      ready.push(await startAndClose(launchReady));
    }
    const [ours, theirs] = [median(ready), median(blank)];
    const memory = await idleMemory(launchReady);
    return [
      {
        what: 'the desktop is ready',
        measured: `${milliseconds(ours)} against ${milliseconds(theirs)} of an empty window: ${(ours / theirs).toFixed(2)}x (medians of ${ROUNDS}, ${prepared.kind} Electron)`,
        target: `at most ${MOST_TIMES}x`,
        measures: [
          { name: 'desktop.ready', value: ours / theirs, unit: 'x', target: { atMost: MOST_TIMES } },
          ms('desktop.ready-time', ours),
        ],
      },
      reported(
        'memory of the idle desktop',
        `${memory} MiB against ${await idleMemory(launchEmpty)} MiB of an empty window (working sets of all processes)`,
        only('desktop.idle-memory', memory, 'MiB'),
      ),
    ];
  } finally {
    rmSync(empty, { recursive: true, force: true });
  }
}

async function startAndClose(launch: () => Promise<Launched>): Promise<number> {
  const start = await attempt(launch);
  await start.launched.close();
  return start.took;
}

/** Playwright now and then waits in vain for the debugger of an Electron that runs: such a start counts for nothing. */
async function attempt(launch: () => Promise<Launched>): Promise<{ launched: Launched; took: number }> {
  for (let left = TRIES; ; left--) {
    try {
      let launched: Launched | null = null;
      const took = await time(async () => {
        launched = await launch();
      });
      return { launched: launched!, took };
    } catch (error) {
      if (left === 1 || !(error instanceof Error) || error.name !== 'TimeoutError') throw error;
    }
  }
}

/** Ready: a heading is on the screen. */
async function launchReady(): Promise<Launched> {
  const launched = await launchConsole({ tries: 1 });
  await launched.page.getByRole('heading').first().waitFor();
  return launched;
}

async function openEmpty({ executable, screens }: Desktop, folder: string): Promise<Launched> {
  const unsandboxed = rootSwitch(process.platform, process.getuid?.());
  const userData = mkdtempSync(path.join(tmpdir(), 'sallyport-empty-data-'));
  const app = await _electron.launch({
    executablePath: executable,
    args: [...(unsandboxed === null ? [] : [unsandboxed]), `--user-data-dir=${userData}`, folder],
    env: { ...(process.env as Record<string, string>), ...screenOf(screens) },
    timeout: 30_000,
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  await page.getByRole('heading').first().waitFor();
  return {
    app,
    page,
    async close() {
      await app.close();
      rmSync(userData, { recursive: true, force: true });
    },
  };
}

function writeEmptyApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"name":"empty","main":"main.js"}');
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>empty</title><h1>empty</h1>');
  writeFileSync(
    path.join(folder, 'main.js'),
    `const { app, BrowserWindow } = require('electron');
app.whenReady().then(() => new BrowserWindow({ width: 1280, height: 800 }).loadFile('index.html'));`,
  );
}

async function idleMemory(launch: () => Promise<Launched>): Promise<number> {
  const {
    launched: { app, close },
  } = await attempt(launch);
  await sleep(IDLE_MS);
  const kibibytes = await app.evaluate(({ app: running }) =>
    running.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  await close();
  return Math.round(kibibytes / 1024);
}
