import { call } from '../state/call.ts';
import { noteGood, noteTrouble } from '../state/notices.ts';
import { words } from '../text/words.ts';

/** Locks every vault, signs the officer out and ends a ceremony under way. */
export async function lockStation(): Promise<void> {
  const answer = await call('station.lock', {});
  if (answer.ok) noteGood(words.vault.locked);
  else noteTrouble(answer.trouble);
}
