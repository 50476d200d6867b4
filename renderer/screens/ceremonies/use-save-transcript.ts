import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { vaultTexts } from '../../texts/ceremony-texts.ts';

/** Saves the transcript of an ended ceremony where the person says. */
export function useSaveTranscript() {
  const { busy, problem, run } = useTask();
  const save = (id: string, format: 'pdf' | 'json') =>
    void run(
      () => call('ceremony.save-transcript', { as: actingOfficer(), id, format }),
      ({ file }) => {
        if (file !== null) noteGood(vaultTexts.saved, file);
      },
    );
  return { busy, problem, save };
}
