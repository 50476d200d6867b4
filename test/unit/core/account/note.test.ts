import { expect, it } from 'vitest';
import { MAX_NOTE_LENGTH, parseNote } from '../../../../electron/core/account/note.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';

it('a note is trimmed, and may be empty', () => {
  expect(must(parseNote('  closed by the desk '))).toBe('closed by the desk');
  expect(must(parseNote('   '))).toBe('');
});

it.each([
  ['longer than it may be', 'x'.repeat(MAX_NOTE_LENGTH + 1), 'note-too-long'],
  ['longer than an entry takes', '\u{1f600}'.repeat(MAX_NOTE_LENGTH), 'note-too-long'],
  ['with a line of its own', 'a\nb', 'note-control-character'],
  ['that turns the reading direction', 'a\u202eb', 'note-control-character'],
  ['that is not well-formed', '\ud800', 'note-control-character'],
] as const)('a note %s is refused', (_, text, code) => {
  expect(codeOf(parseNote(text))).toBe(code);
});
