import { call } from '../state/call.ts';
import { useDialogs } from '../state/dialogs.ts';
import { noteGood, noteTrouble } from '../state/notices.ts';
import { words } from '../text/words.ts';

/** Locks every vault and signs the officer out. */
export async function lockStation(): Promise<void> {
  useDialogs.getState().close();
  const answer = await call('station.lock', {});
  if (answer.ok) noteGood(words.vault.locked);
  else noteTrouble(answer.trouble);
}
