import type { Topic } from '../../electron/contract/topics.ts';
import { readAgain } from './queries.ts';

/** Changes that come in a burst are read again once. */
const BURST_MS = 120;

const waiting = new Set<Topic>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Reads again what has changed by now, without waiting for the end of a burst. */
export function flushChanges(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  if (waiting.size === 0) return;
  const topics = new Set(waiting);
  waiting.clear();
  readAgain(topics);
}

/** Says that these topics have changed, as the main process would. */
export function markChanged(topics: Iterable<Topic>): void {
  readAgain(new Set(topics));
}

const lockListeners = new Set<() => void>();

/** Calls `listener` at every lock of the station. @returns a function that ends it */
export function onLock(listener: () => void): () => void {
  lockListeners.add(listener);
  return () => {
    lockListeners.delete(listener);
  };
}

const guideListeners = new Set<() => void>();

/** Calls `listener` whenever the menu asks for the guide. @returns a function that ends it */
export function onGuide(listener: () => void): () => void {
  guideListeners.add(listener);
  return () => {
    guideListeners.delete(listener);
  };
}

/** Takes in what the main process says has changed; a lock, and a wish for the guide, is passed on at once. */
export function takeInChanges(topics: readonly Topic[]): void {
  for (const topic of topics) waiting.add(topic);
  if (topics.includes('guide')) for (const listener of [...guideListeners]) listener();
  if (topics.includes('lock')) {
    for (const listener of [...lockListeners]) listener();
    flushChanges();
  } else {
    timer ??= setTimeout(flushChanges, BURST_MS);
  }
}

/** Follows the changes that the main process pushes. @returns a function that ends it */
export function listenForChanges(): () => void {
  return window.sallyport.onChange(takeInChanges);
}
