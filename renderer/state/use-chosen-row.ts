import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { Topic } from '../../electron/contract/topics.ts';
import type { Rows } from './use-rows.ts';

/**
 * The row chosen from a list, as it is now. A row that the list does not have in view (filtered out, or far away) is
 * read by itself; until that answers, what was last known of it stays.
 * @param topics what makes a row outside the view be read again
 */
export function useChosenRow<R>(
  start: R | null,
  rows: Rows<R>,
  keyOf: (row: R) => string,
  read: (row: R) => Promise<R | undefined>,
  topics: readonly Topic[],
): readonly [chosen: R | null, choose: (row: R | null) => void] {
  const id = useId();
  const [chosen, choose] = useState(start);
  const at = chosen === null ? -1 : rows.find((row) => keyOf(row) === keyOf(chosen));
  const listed = at >= 0 ? rows.rowAt(at) : undefined;
  if (listed !== undefined && listed !== chosen) choose(listed);

  const outside = listed === undefined ? chosen : null;
  const { data: found } = useQuery({
    queryKey: [id, outside === null ? null : keyOf(outside)],
    // Null for a row that is nowhere any more: it stays as it was last known.
    queryFn: async () => (outside === null ? null : ((await read(outside)) ?? null)),
    enabled: outside !== null,
    meta: { topics },
    refetchOnMount: 'always',
  });
  const present = found && outside && keyOf(found) === keyOf(outside) ? found : null;
  return [listed ?? present ?? chosen, choose];
}
