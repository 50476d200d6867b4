import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Channel, Input, Output } from '../../electron/contract/contract.ts';
import type { Topic } from '../../electron/contract/topics.ts';
import { call, type Problem } from './call.ts';
import { problemOf, settledValue } from './queries.ts';

/** What a screen knows of one reading. `value` stays while it is read again, and when reading again fails. */
export interface Reading<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly retry: () => void;
}

interface ReadingOptions {
  /** Shows what another input gave until this one is answered. */
  readonly keepOther?: boolean;
  /** Keeps nothing of an input that is no longer asked for, so that asking it again never begins with an outdated answer. */
  readonly forget?: boolean;
  /** Reads it again this often too, milliseconds, while the window is seen: for what changes without being told of. */
  readonly every?: number;
}

/**
 * Reads a channel, and reads it again whenever one of the topics changes. A null input reads nothing.
 */
export function useReading<C extends Channel>(
  channel: C,
  input: Input<C> | null,
  topics: readonly Topic[],
  { keepOther = false, forget = false, every }: ReadingOptions = {},
): Reading<Output<C>> {
  const query = useQuery<Output<C>>({
    queryKey: [channel, input],
    queryFn: async () => {
      if (input === null) throw new Error('a reading without an input');
      return settledValue(await call(channel, input));
    },
    enabled: input !== null,
    meta: { topics },
    // What was read before by another screen may have changed since: nobody was listening for it.
    refetchOnMount: 'always',
    ...(every === undefined ? {} : { refetchInterval: every }),
    ...(forget ? { gcTime: 0 } : {}),
    ...(keepOther ? { placeholderData: keepPreviousData } : {}),
  });
  return {
    value: query.data ?? null,
    problem: problemOf(query.error),
    retry: () => void query.refetch(),
  };
}
