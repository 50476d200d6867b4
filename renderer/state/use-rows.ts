import { useQueries } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { Topic } from '../../electron/contract/topics.ts';
import type { Answer, Problem } from './call.ts';
import { PAGE_ROWS, pagesFor } from './page-window.ts';
import { problemOf, queries, settledValue } from './queries.ts';

/** A long list of which only what is looked at is in memory. */
export interface Rows<R> {
  /** Null until the first answer. While another list is read for the first time, it is that of the list before. */
  readonly total: number | null;
  /** Which list these rows are of: the key by which it was asked for. */
  readonly of: string;
  readonly problem: Problem | null;
  readonly rowAt: (index: number) => R | undefined;
  readonly find: (test: (row: R) => boolean) => number;
  /** Says which rows are in view. */
  readonly look: (first: number, last: number) => void;
  readonly retry: () => void;
}

type Window = { readonly offset: number; readonly limit: number };
type PageOf<R> = { readonly total: number; readonly rows: readonly R[] };

/**
 * @param key everything that decides what the list has (search, filter); another key begins a new list
 * @param read reads one window of it
 * @param topics what makes the rows in view be read again
 */
export function useRows<R>(
  key: string,
  read: (window: Window) => Promise<Answer<PageOf<R>>>,
  topics: readonly Topic[],
): Rows<R> {
  const list = useId();
  const [view, setView] = useState<{ key: string; pages: readonly number[] }>({ key, pages: [0] });
  const pages = view.key === key ? view.pages : [0];
  const reader = useRef(read);
  reader.current = read;

  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: [list, key, page],
      queryFn: async () => settledValue(await reader.current({ offset: page * PAGE_ROWS, limit: PAGE_ROWS })),
      meta: { topics },
      refetchOnMount: 'always' as const,
    })),
  });

  const newest = answers.reduce<(typeof answers)[number] | undefined>(
    (latest, answer) =>
      answer.data !== undefined && answer.dataUpdatedAt >= (latest?.dataUpdatedAt ?? 0) ? answer : latest,
    undefined,
  );
  // While other pages are read for the first time, the list keeps its length.
  const known = useRef<{ key: string; total: number } | null>(null);
  if (newest?.data !== undefined) known.current = { key, total: newest.data.total };
  const total = known.current?.key === key ? known.current.total : null;

  const look = useCallback(
    (first: number, last: number) => {
      // What is in view is of the list before.
      if (total === null) return;
      const wanted = pagesFor(first, last, total);
      setView((before) =>
        before.key === key && before.pages.join() === wanted.join()
          ? before
          : { key, pages: wanted.length === 0 ? [0] : wanted },
      );
    },
    [key, total],
  );

  const shown = answers.map(({ data }, i) => ({ page: pages[i] ?? 0, rows: data?.rows ?? null }));
  const rowAt = (index: number) =>
    shown.find(({ page }) => page === Math.floor(index / PAGE_ROWS))?.rows?.[index % PAGE_ROWS];
  const find = (test: (row: R) => boolean) => {
    for (const { page, rows } of shown) {
      const at = rows?.findIndex(test) ?? -1;
      if (at >= 0) return page * PAGE_ROWS + at;
    }
    return -1;
  };
  const retry = useCallback(() => {
    void queries.refetchQueries({ queryKey: [list, key], type: 'active' });
  }, [list, key]);

  const failed = answers.find(({ error }) => error !== null);
  const present = { total, of: key, problem: problemOf(failed?.error), rowAt, find, look, retry };
  // The rows before stay until there are others: a list does not blink at every letter of a search.
  const before = useRef(present);
  useEffect(() => {
    if (total !== null) before.current = present;
  });
  if (total !== null || failed) return present;
  return {
    ...present,
    total: before.current.total,
    of: before.current.of,
    rowAt: before.current.rowAt,
    find: before.current.find,
  };
}
