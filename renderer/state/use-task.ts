import { useCallback, useRef, useState } from 'react';
import type { Answer, Problem } from './call.ts';
import { flushChanges } from './changes.ts';

export interface Task {
  readonly busy: boolean;
  readonly problem: Problem | null;
  readonly clear: () => void;
  /** Runs one thing at a time: a second click while the first works does nothing. */
  readonly run: <T>(work: () => Promise<Answer<T>>, then: (value: T) => void) => Promise<void>;
}

/** Something a person starts with a button: busy until answered, and the problem if it failed. */
export function useTask(): Task {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const working = useRef(false);

  const run = useCallback(
    async <T>(work: () => Promise<Answer<T>>, then: (value: T) => void): Promise<void> => {
      if (working.current) return;
      working.current = true;
      setBusy(true);
      setProblem(null);
      const answer = await work();
      // What is said of the outcome and what the rest of the screen shows belong together.
      flushChanges();
      working.current = false;
      setBusy(false);
      if (answer.ok) then(answer.value);
      else setProblem(answer.problem);
    },
    [],
  );
  const clear = useCallback(() => setProblem(null), []);
  return { busy, problem, clear, run };
}
