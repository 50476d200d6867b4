import type { Topic } from '../contract/topics.ts';

/** Changes within this time are told together, milliseconds. */
const GATHERED_MS = 100;

/**
 * Gathers notices, so that many changes at once are one reading of a screen. A lock is told at once, with all that
 * waited.
 */
export function gatherNotices(tell: (topics: readonly Topic[]) => void): (topics: readonly Topic[]) => void {
  const waiting = new Set<Topic>();
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const topics = [...waiting];
    waiting.clear();
    tell(topics);
  };
  return (topics) => {
    for (const topic of topics) waiting.add(topic);
    if (waiting.size === 0) return;
    if (waiting.has('lock')) flush();
    else timer ??= setTimeout(flush, GATHERED_MS);
  };
}
