import { create } from 'zustand';
import type { Topic } from '../../electron/contract/topics.ts';

/** Changes that come in a burst are read again once. */
const BURST_MS = 120;

type Versions = Readonly<Record<Topic, number>>;

export const useVersions = create<Versions>(() => ({
  app: 0,
  accounts: 0,
  deposits: 0,
  movements: 0,
  journal: 0,
  ceremony: 0,
  lock: 0,
}));

/** A number that grows whenever one of the topics has changed. */
export function useTopics(topics: readonly Topic[]): number {
  return useVersions((versions) => topics.reduce((sum, topic) => sum + versions[topic], 0));
}

/** Says that these topics have changed, as the main process would. */
export function bumpTopics(topics: Iterable<Topic>): void {
  useVersions.setState((before) => {
    const next = { ...before };
    for (const topic of topics) next[topic] += 1;
    return next;
  });
}

const waiting = new Set<Topic>();
let timer: ReturnType<typeof setTimeout> | null = null;

/** Reads again what has changed by now, without waiting for the end of a burst. */
export function flushChanges(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  if (waiting.size === 0) return;
  const topics = [...waiting];
  waiting.clear();
  bumpTopics(topics);
}

/** Calls `listener` at every lock of the station. @returns a function that ends it */
export function onLock(listener: () => void): () => void {
  return useVersions.subscribe((now, before) => {
    if (now.lock !== before.lock) listener();
  });
}

/** Follows the changes that the main process pushes. @returns a function that ends it */
export function listenForChanges(): () => void {
  return window.sallyport.onChange((topics) => {
    for (const topic of topics) waiting.add(topic);
    if (waiting.has('lock')) flushChanges();
    else timer ??= setTimeout(flushChanges, BURST_MS);
  });
}
