import { actingOfficer } from '../state/acting.ts';
import { call } from '../state/call.ts';
import { noteGood, noteProblem } from '../state/notices.ts';
import { texts } from '../texts/texts.ts';

/** Locks every vault, signs the officer out and ends a ceremony under way. */
export async function lockStation(): Promise<void> {
  const answer = await call('station.lock', { as: actingOfficer() });
  if (answer.ok) noteGood(texts.vault.locked);
  else noteProblem(answer.problem);
}
