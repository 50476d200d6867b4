import { useCallback } from 'react';
import type { Answer } from './call.ts';
import { markChanged } from './changes.ts';
import { type Task, useTask } from './use-task.ts';

/** A task of a ceremony: what is known of it is read again at once, also after a failed try, which is counted. */
export function useStep(): Task {
  const task = useTask();
  const { run: runTask } = task;
  const run = useCallback(
    <T>(work: () => Promise<Answer<T>>, then: (value: T) => void) =>
      runTask(async () => {
        const answer = await work();
        markChanged(['ceremony']);
        return answer;
      }, then),
    [runTask],
  );
  return { ...task, run };
}
