import { useEffect, useRef, useState } from 'react';
import type { Topic } from '../../electron/contract/topics.ts';
import { useTopics } from './changes.ts';
import type { Rows } from './use-rows.ts';

/**
 * The row chosen from a list, as it is now. A row that the list does not hold (filtered out, or far out of sight) is
 * read by itself; until that answers, what was last known of it stays.
 * @param keyOf and `read` are the same functions at every call
 * @param topics what makes a row outside the list be read again
 */
export function useChosenRow<R>(
  start: R | null,
  rows: Rows<R>,
  keyOf: (row: R) => string,
  read: (row: R) => Promise<R | undefined>,
  topics: readonly Topic[],
): readonly [chosen: R | null, choose: (row: R | null) => void] {
  const version = useTopics(topics);
  const [chosen, choose] = useState(start);
  const at = chosen === null ? -1 : rows.find((row) => keyOf(row) === keyOf(chosen));
  const listed = at >= 0 ? rows.rowAt(at) : undefined;
  if (listed !== undefined && listed !== chosen) choose(listed);

  const outside = useRef(chosen);
  outside.current = listed === undefined ? chosen : null;
  const ask = outside.current === null ? null : `${keyOf(outside.current)}\n${version}`;
  const turns = useRef(0);
  const shown = useRef(0);
  useEffect(() => {
    if (ask === null || outside.current === null) return;
    turns.current += 1;
    const turn = turns.current;
    void read(outside.current).then((found) => {
      if (found === undefined || turn < shown.current) return;
      shown.current = turn;
      choose((now) => (now !== null && keyOf(now) === keyOf(found) ? found : now));
    });
  }, [ask, keyOf, read]);

  return [listed ?? chosen, choose];
}
