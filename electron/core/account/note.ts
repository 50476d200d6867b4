import { ok, type Result, refuse } from '../result.ts';

/** The longest note of an account, in Unicode code points. */
export const MAX_NOTE_LENGTH = 500;

/** Checks the free text about an account; it may be empty, which takes a note away. It stays in the signed journal. */
export function parseNote(text: string): Result<string> {
  const note = text.trim();
  const length = [...note].length;
  if (length > MAX_NOTE_LENGTH) {
    return refuse('note-too-long', `expected at most ${MAX_NOTE_LENGTH} characters, got ${length}`);
  }
  // 500 code points of two UTF-16 units each are within the journal's limit only up to 500 units.
  if (note.length > MAX_NOTE_LENGTH)
    return refuse('note-too-long', `expected at most ${MAX_NOTE_LENGTH} characters, got ${note.length}`);
  if (!note.isWellFormed() || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(note)) {
    return refuse('note-control-character', 'expected visible characters only');
  }
  return ok(note);
}
