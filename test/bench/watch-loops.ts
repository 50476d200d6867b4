import type { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';

/** How long one event loop was blocked, in milliseconds beyond the sampling interval. */
export interface LoopDelay {
  readonly longestMs: number;
  /** The worst hundredth of the samples. */
  readonly usualMs: number;
}

export interface Watched {
  readonly main: LoopDelay;
  readonly renderer: LoopDelay;
  /** Tasks of the page over 50 ms, as Chromium itself counts them. */
  readonly longTasks: number;
}

interface PageSamples {
  readonly gaps: readonly number[];
  readonly longTasks: number;
}

interface MainWatch {
  loopDelay?: ReturnType<typeof monitorEventLoopDelay>;
}
interface PageWatch {
  stopLoopWatch?: () => PageSamples;
}

const MAIN_INTERVAL = 2;
/** Chromium gives nested timers no less. */
const PAGE_INTERVAL = 4;
/** The first sample is what the next is measured from, and the last one comes after a hold has ended. */
const MARGIN = 100;

/** Watches the event loops of main and of the page while something is done. Throws where the window is hidden. */
export async function watchLoops(
  app: ElectronApplication,
  page: Page,
  work: () => Promise<unknown>,
): Promise<Watched> {
  await page.evaluate(startInPage, PAGE_INTERVAL);
  await app.evaluate(startInMain, MAIN_INTERVAL);
  await sleep(MARGIN);
  await work();
  await sleep(MARGIN);
  const main = await app.evaluate(stopInMain, MAIN_INTERVAL);
  const { gaps, longTasks, isVisible } = await page.evaluate(stopInPage);
  if (!isVisible) throw new Error('expected a visible window: a hidden page has slow timers');
  const delays = gaps.map((gap) => Math.max(0, gap - PAGE_INTERVAL)).toSorted((a, b) => a - b);
  const at = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? Number.NaN;
  return { main, renderer: { longestMs: at(1), usualMs: at(0.99) }, longTasks };
}

/** Holds the loop on purpose, from a timer of its own; the last argument says how many milliseconds. */
export function hold(...given: readonly unknown[]): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      const end = performance.now() + Number(given.at(-1));
      while (performance.now() < end);
      resolve();
    }, 0);
  });
}

/** Main's loop is Chromium's with Node's inside: Node's timers wait for whatever either of them does. */
function startInMain(_electron: unknown, resolution: number): void {
  const delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution });
  delay.enable();
  (globalThis as MainWatch).loopDelay = delay;
}

function stopInMain(_electron: unknown, interval: number): LoopDelay {
  const delay = (globalThis as MainWatch).loopDelay!;
  delay.disable();
  const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - interval);
  return { longestMs: beyond(delay.max), usualMs: beyond(delay.percentile(99)) };
}

function startInPage(interval: number): void {
  const gaps: number[] = [];
  let last = performance.now();
  let timer: ReturnType<typeof setTimeout>;
  const look = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    timer = setTimeout(look, interval);
  };
  timer = setTimeout(look, interval);
  let longTasks = 0;
  const observer = new PerformanceObserver((list) => {
    longTasks += list.getEntries().length;
  });
  observer.observe({ entryTypes: ['longtask'] });
  (globalThis as PageWatch).stopLoopWatch = () => {
    clearTimeout(timer);
    gaps.push(performance.now() - last);
    longTasks += observer.takeRecords().length;
    observer.disconnect();
    return { gaps, longTasks };
  };
}

function stopInPage(): PageSamples & { readonly isVisible: boolean } {
  const samples = (globalThis as PageWatch).stopLoopWatch!();
  return { ...samples, isVisible: document.visibilityState === 'visible' };
}
