import { useCallback, useEffect, useRef, useState } from 'react';
import type { Channel, Input, Output } from '../../electron/contract/contract.ts';
import type { Topic } from '../../electron/contract/topics.ts';
import { call, type Problem } from './call.ts';
import { useTopics } from './changes.ts';

/** What a screen knows of one reading. `value` stays while it is read again, and when reading again fails. */
export interface Reading<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  readonly retry: () => void;
}

/** Reads a channel, and reads it again whenever one of the topics changes. A null input reads nothing. */
export function useReading<C extends Channel>(
  channel: C,
  input: Input<C> | null,
  topics: readonly Topic[],
): Reading<Output<C>> {
  const version = useTopics(topics);
  const key = input === null ? null : JSON.stringify(input);
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{
    key: string | null;
    value: Output<C> | null;
    problem: Problem | null;
  }>({ key: null, value: null, problem: null });
  const turns = useRef(0);
  const shown = useRef(0);
  const lastAsk = useRef<string | null>(null);
  const present = useRef(key);
  present.current = key;

  useEffect(() => {
    const ask = key === null ? null : `${key}\n${version}\n${attempt}`;
    if (ask === lastAsk.current) return;
    lastAsk.current = ask;
    if (key === null) return;
    turns.current += 1;
    const turn = turns.current;
    void call(channel, JSON.parse(key) as Input<C>).then((answer) => {
      // An answer is dropped if another thing is asked now, or a later answer came first.
      if (present.current !== key || turn < shown.current) return;
      shown.current = turn;
      setHeld((before) =>
        answer.ok
          ? { key, value: answer.value, problem: null }
          : { key, value: before.key === key ? before.value : null, problem: answer.problem },
      );
    });
  }, [channel, key, version, attempt]);

  const retry = useCallback(() => setAttempt((n) => n + 1), []);
  const fresh = held.key === key;
  return { value: fresh ? held.value : null, problem: fresh ? held.problem : null, retry };
}
