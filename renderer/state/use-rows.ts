import { useCallback, useEffect, useRef, useState } from 'react';
import type { Topic } from '../../electron/contract/topics.ts';
import type { Answer, Problem } from './call.ts';
import { useTopics } from './changes.ts';
import { keepNearest, PAGE_ROWS, pagesFor } from './page-window.ts';

/** A long list of which only what is looked at is in memory. */
export interface Rows<R> {
  /** Null until the first answer. */
  readonly total: number | null;
  readonly problem: Problem | null;
  readonly rowAt: (index: number) => R | undefined;
  readonly find: (test: (row: R) => boolean) => number;
  /** Tells which rows are in sight. */
  readonly look: (first: number, last: number) => void;
  readonly retry: () => void;
}

interface Held<R> {
  readonly key: string;
  readonly total: number | null;
  readonly pages: ReadonlyMap<number, readonly R[]>;
  readonly problem: Problem | null;
}

type Window = { readonly offset: number; readonly limit: number };

/**
 * @param key stands for everything that decides what the list holds (search, filter); another key begins a new list
 * @param read reads one window of it
 * @param topics what makes the rows in sight be read again
 */
export function useRows<R>(
  key: string,
  read: (window: Window) => Promise<Answer<{ total: number; rows: readonly R[] }>>,
  topics: readonly Topic[],
): Rows<R> {
  const version = useTopics(topics);
  const [held, setHeld] = useState<Held<R>>({ key, total: null, pages: new Map(), problem: null });
  const reader = useRef(read);
  reader.current = read;
  const present = useRef(key);
  present.current = key;
  const sight = useRef<readonly [number, number]>([0, 0]);
  const busy = useRef(new Map<string, number>());
  const era = useRef(0);

  const fetchPage = useCallback((page: number, forKey: string) => {
    const mark = `${forKey}\n${page}`;
    if (busy.current.get(mark) === era.current) return;
    const turn = era.current;
    busy.current.set(mark, turn);
    void reader.current({ offset: page * PAGE_ROWS, limit: PAGE_ROWS }).then((answer) => {
      if (busy.current.get(mark) === turn) busy.current.delete(mark);
      if (present.current !== forKey) return;
      setHeld((before) => {
        const same = before.key === forKey;
        const pages = same ? before.pages : new Map<number, readonly R[]>();
        const total = same ? before.total : null;
        if (!answer.ok) return { key: forKey, total, pages, problem: answer.problem };
        const wanted = pagesFor(sight.current[0], sight.current[1], answer.value.total);
        const next = new Map(pages).set(page, answer.value.rows);
        return { key: forKey, total: answer.value.total, pages: keepNearest(next, wanted), problem: null };
      });
    });
  }, []);

  const inSight = held.key === key;
  const pages = inSight ? held.pages : null;
  const total = inSight ? held.total : null;

  const again = useCallback(() => {
    era.current += 1;
    const [first, last] = sight.current;
    // What is out of sight is read when it is looked at; until then it would only be old.
    const wanted = pagesFor(first, Math.max(last, first), Number.MAX_SAFE_INTEGER);
    setHeld((before) => ({ ...before, pages: keepNearest(before.pages, wanted, wanted.length) }));
    for (const page of wanted) fetchPage(page, present.current);
  }, [fetchPage]);

  const lastKey = useRef<string | null>(null);
  const lastVersion = useRef(version);
  useEffect(() => {
    if (lastKey.current !== key) {
      lastKey.current = key;
      lastVersion.current = version;
      sight.current = [0, 0];
      fetchPage(0, key);
    } else if (lastVersion.current !== version) {
      lastVersion.current = version;
      again();
    }
  }, [key, version, fetchPage, again]);

  const look = useCallback(
    (first: number, last: number) => {
      sight.current = [first, last];
      if (total === null || pages === null) return;
      for (const page of pagesFor(first, last, total)) if (!pages.has(page)) fetchPage(page, key);
    },
    [total, pages, key, fetchPage],
  );

  const rowAt = useCallback(
    (index: number) => pages?.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    [pages],
  );

  const find = useCallback(
    (test: (row: R) => boolean) => {
      for (const [page, rows] of pages ?? []) {
        const at = rows.findIndex(test);
        if (at >= 0) return page * PAGE_ROWS + at;
      }
      return -1;
    },
    [pages],
  );

  return { total, problem: inSight ? held.problem : null, rowAt, find, look, retry: again };
}
