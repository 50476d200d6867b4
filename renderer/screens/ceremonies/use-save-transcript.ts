import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { vaultWords } from '../../text/ceremony-words.ts';

/** Saves the transcript of a held ceremony where the person says. */
export function useSaveTranscript() {
  const { busy, trouble, run } = useTask();
  const save = (id: string, format: 'pdf' | 'json') =>
    void run(
      () => call('ceremony.save-transcript', { id, format }),
      ({ file }) => {
        if (file !== null) noteGood(vaultWords.saved, file);
      },
    );
  return { busy, trouble, save };
}
